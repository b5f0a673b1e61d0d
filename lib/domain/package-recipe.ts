/**
 * What may leave the coalition for which government, and in which order. This is an allow-list: a field that no section
 * names does not leave. Sources are never handed to this module, and identity only where the organisation allows naming.
 */
import { err, ok, type Result } from "../shared/result";
import type { Authority } from "./authorities";
import type { CaseHeader, Content, Identity } from "./dossier/compartments";
import type { ConsentScope, Incident } from "./dossier/facts";
import {
  MEMO_SECTIONS,
  type Audience,
  type Exhibit,
  type MemoData,
  type MemoIncident,
  type MemoSection,
  type Naming,
  type Recipe,
  type Selection,
  type SubmittedBy,
} from "./package/memo";
import { pickBasis, selectEvidence, selectIncidents, selectSubjects } from "./package/select";

export * from "./package/memo";

/** The UK asks senders to say which regime fits best, so the request comes before the facts there. */
const REQUEST_FIRST: readonly MemoSection[] = [
  "cover",
  "submitted-by",
  "summary",
  "request",
  "subjects",
  "legal-basis",
  "narrative",
  "evidence",
  "exculpatory",
  "national-interest",
  "annexes",
];

export const SECTIONS_BY_AUDIENCE: Readonly<Record<Audience, readonly MemoSection[]>> = {
  us: MEMO_SECTIONS,
  uk: REQUEST_FIRST,
  eu: MEMO_SECTIONS,
  ca: MEMO_SECTIONS,
  au: MEMO_SECTIONS,
};

/** Whose requests and criteria belong into a package for this audience, and which consent it needs. */
export const AUTHORITY_OF_AUDIENCE: Readonly<Record<Audience, Authority & ConsentScope>> = {
  us: "us",
  uk: "uk",
  eu: "eu",
  ca: "ca",
  au: "au",
};

/**
 * The part of a dossier that may go to `recipe.audience`, and what was held back and why. The second list is for the
 * coordinator's eyes and is not part of the package.
 * Errors: `naming-not-allowed` when the organisation's flag or a sealed identity forbids it, `identity-missing` when it
 * is to be named but the identity was not handed in, `nothing-asked` when the dossier asks nothing of this audience.
 */
export function selectForAudience(
  content: Content,
  identity: Identity | null,
  recipe: Recipe,
): Result<Selection, "naming-not-allowed" | "identity-missing" | "nothing-asked"> {
  const submittedBy = nameSubmitter(content.caseHeader, identity, recipe.naming);
  if (!submittedBy.ok) return submittedBy;
  const authority = AUTHORITY_OF_AUDIENCE[recipe.audience];
  const subjects = selectSubjects(content, authority);
  if (subjects.kept.length === 0) return err("nothing-asked");
  const ids: ReadonlySet<string> = new Set(subjects.kept.map((subject) => subject.subjectId));
  const incidents = selectIncidents(content, ids, authority);
  const evidence = selectEvidence(content, ids, incidents.kept, authority);
  const isKept = (row: { subjectId: string; authority: string }): boolean => ids.has(row.subjectId) && row.authority === authority;
  const memo: MemoData = {
    audience: recipe.audience,
    naming: recipe.naming,
    sections: SECTIONS_BY_AUDIENCE[recipe.audience],
    submittedBy: submittedBy.value,
    header: pickHeader(content.caseHeader),
    subjects: subjects.kept,
    legalBasis: content.legalBasis.filter(isKept).map(pickBasis),
    incidents: incidents.kept.map((incident) => citeExhibits(incident, evidence.kept)),
    exhibits: evidence.kept,
    exculpatory: content.exculpatory,
    nationalInterest: content.nationalInterest,
    requests: content.requestedActions.filter(isKept).map(({ subjectId, asked }) => ({ subjectId, asked })),
    consentsRelied: evidence.consentsRelied,
  };
  return ok({ memo, withheld: [...subjects.withheld, ...incidents.withheld, ...evidence.withheld] });
}

/** Whether the organisation allows its name in a package to a government. */
export function mayBeNamed(header: CaseHeader): boolean {
  return header.namingToGovernment && header.identityMode === "known-to-coordinators";
}

function nameSubmitter(
  header: CaseHeader,
  identity: Identity | null,
  naming: Naming,
): Result<SubmittedBy, "naming-not-allowed" | "identity-missing"> {
  if (naming === "redacted") return ok({ kind: "redacted" });
  if (!mayBeNamed(header)) return err("naming-not-allowed");
  if (identity === null) return err("identity-missing");
  const { organisationName, contacts, partners, relationToInformation } = identity;
  return ok({ kind: "named", organisationName, contacts, partners, relationToInformation });
}

function pickHeader(header: CaseHeader): MemoData["header"] {
  const { summary, background, countriesOfConduct, themes, language, confidentiality, urgency } = header;
  return { summary, background, countriesOfConduct, themes, language, confidentiality, urgency };
}

function citeExhibits({ evidenceIds, ...incident }: Incident, exhibits: readonly Exhibit[]): MemoIncident {
  const shows = (exhibit: Exhibit): boolean =>
    evidenceIds.includes(exhibit.evidenceId) || exhibit.supports.includes(incident.id);
  return { ...incident, exhibits: exhibits.filter(shows).map((exhibit) => exhibit.number) };
}

/** The sealed files that this memo's exhibits need, each once, in order of their exhibits. */
export function filesOf(memo: MemoData): readonly string[] {
  return [...new Set(memo.exhibits.flatMap((exhibit) => exhibit.fileIds))];
}
