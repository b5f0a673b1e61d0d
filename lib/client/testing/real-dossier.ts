/** A complete dossier about a real, listed subject, for tests: what is public about him stands in OFAC's own list. */
import { loadOfacSubject } from "@/e2e/fixtures/ofac-subjects";
import type { DraftPlain, PublicFile } from "@/lib/crypto/api";
import type { Dossier } from "@/lib/domain/dossier";
import { sampleDossier } from "@/lib/domain/testing/sample-dossier";
import { toHex } from "@/lib/shared/bytes";

export const makeId = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

/** Its first subject is row `number` of the fixture. */
export function realDossier(number: string, title: string, identityMode: "sealed" | "known-to-coordinators"): Dossier {
  const dossier = sampleDossier();
  const { content, identity } = dossier;
  const [first] = content.subjects;
  if (first !== undefined) {
    const { subjectId, role, foreignPersonCheck } = first;
    Object.assign(first, loadOfacSubject(number, makeId), { subjectId, role, foreignPersonCheck });
  }
  content.caseHeader.workingTitle = title;
  content.caseHeader.identityMode = identityMode;
  content.caseHeader.namingToGovernment = identityMode === "known-to-coordinators";
  identity.organisationName = "CANARY-ORGANISATION";
  return dossier;
}

/** The first exhibit shows these files. */
export function withFiles(dossier: Dossier, files: PublicFile[]): DraftPlain {
  for (const [index, exhibit] of dossier.content.evidence.entries()) {
    exhibit.fileIds = index === 0 ? files.map(({ fid }) => fid) : [];
    if (exhibit.fileIds.length === 0 && exhibit.captureUrl === "") exhibit.captureUrl = "https://example.org/page";
  }
  return { ...dossier, files };
}
