/** Drafts: boxed under the organisation's epoch, signed by the dossier's key (protocol 3.9). */
import { equalBytes, toHex } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { checkDraft, decodeDraft, draftAd, draftParts, encodeDraft, type DraftFile } from "../../format/draft";
import { draftHint } from "../../format/identifiers";
import { prf } from "../../format/labels";
import { padCompartment, unpad } from "../../format/padding";
import type { DraftRecord } from "../../format/records";
import type { DraftPlain, OpenedDraft, PublicFile, VaultApi } from "../api";
import { box, openBox } from "../box";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { sign } from "../sign";
import { fileOf, publicFile } from "./files";
import { newestSecret, secretOf } from "./log-secrets";
import { ownDossierOf } from "./own-dossiers";
import { organisationOf, type VaultFile, type VaultState } from "./state";
import { verb } from "./verb";

export function draftVerbs(state: VaultState): Pick<VaultApi, "sealDraft" | "openDraft"> {
  return {
    sealDraft: verb((input) => sealDraft(state, input)),
    openDraft: verb((record) => openDraft(state, record)),
  };
}

function sealDraft(state: VaultState, input: { dossierId: string; baseRev: number; plain: DraftPlain }): DraftRecord {
  const own = ownDossierOf(state, input.dossierId);
  const { epoch, secret } = newestSecret(state, organisationOf(state), "org");
  const { baseRev, plain } = input;
  const rev = baseRev + 1;
  const bytes = encodeDraft({
    content: freeObject(plain.content), identity: freeObject(plain.identity), sources: freeObject(plain.sources),
    notes: freeObject(plain.notes), files: plain.files.map((file) => draftFile(state, own.dossierId, file)),
  });
  const b = box(prf(secret, "draft", [own.dossierId]), draftAd(own.dossierId, rev, epoch.e), padCompartment(bytes));
  const sig = sign(own.dsk, "draft", ...draftParts({ dossierId: own.dossierId, rev, baseRev, b }));
  return { dossierId: input.dossierId, rev, baseRev, h: draftHint(secret, own.dossierId, rev), b, sig };
}

/** The compartments are the domain's to check; here they only have to be objects. */
export function freeObject(value: unknown): Record<string, unknown> {
  demand(typeof value === "object" && value !== null && !Array.isArray(value), "E_FORMAT");
  return value as Record<string, unknown>;
}

/** What the page says of a file is its name and compartment; key, hashes and upload are the vault's. */
function draftFile(state: VaultState, dossierId: DossierId, { fid, compartment, name }: PublicFile): DraftFile {
  const { dossierId: owner, ...file } = fileOf(state, fid);
  demand(equalBytes(owner, dossierId), "E_UNKNOWN");
  return { ...file, compartment, name };
}

function openDraft(state: VaultState, record: DraftRecord): OpenedDraft {
  const own = ownDossierOf(state, record.dossierId);
  const { rev, baseRev, h, b, sig } = record;
  unwrapResult(checkDraft({ dossierId: own.dossierId, pk: own.dsk.publicKey, rev, baseRev, h, b, sig }));
  demand(rev >= own.draftRev, "E_ROLLBACK");
  const { e, secret } = epochOfHint(state, own.dossierId, rev, h);
  const padded = openBox(prf(secret, "draft", [own.dossierId]), draftAd(own.dossierId, rev, e), b);
  const { content, identity, sources, notes, files } = unwrapResult(decodeDraft(unwrapResult(unpad(padded))));
  own.draftRev = rev;
  const opened = files.map((file): VaultFile => ({ ...file, dossierId: own.dossierId }));
  for (const file of opened) state.files.set(toHex(file.fid), file);
  return { rev, plain: { content, identity, sources, notes, files: opened.map(publicFile) } };
}

/** The organisation's epoch that a draft was boxed under, by its hint; E_NO_GRANT if it is none of this user's. */
function epochOfHint(state: VaultState, dossierId: DossierId, rev: number, hint: Uint8Array): { e: number; secret: Uint8Array } {
  const log = organisationOf(state);
  for (const { e } of [...log.state.epochs.org].reverse()) {
    const secret = secretOf(state, log, "org", e);
    if (secret !== null && equalBytes(draftHint(secret, dossierId, rev), hint)) return { e, secret };
  }
  return refuse("E_NO_GRANT");
}
