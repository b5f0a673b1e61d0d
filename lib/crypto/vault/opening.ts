/** Opening one checked version, as its organisation or as a reader. */
import { equalBytes, toHex, type Bytes } from "../../shared/bytes";
import type { UserId } from "../../shared/ids";
import { decodeContent, decodeIdentity, decodeNotes, decodeSources } from "../../format/compartments";
import { userIdOf } from "../../format/identifiers";
import { verifyAttribution, type CheckedVersion } from "../../format/dossier-version";
import type { VersionRecord } from "../../format/records";
import type { AuthorView, OpenedVersion } from "../api";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { adoptEntries } from "./files";
import { headOf } from "./own-dossiers";
import { organisationOf, type ReplayedLog, type VaultState } from "./state";
import { openCompartment, ownKeys, readerKey, readersOf } from "./version-keys";

/** A served version whose signature, wraps and ciphertexts were checked. */
export interface CheckedRecord {
  readonly record: VersionRecord;
  readonly version: CheckedVersion;
}

export interface OpenedParts {
  readonly keyC: Bytes | null;
  readonly contentBytes: Bytes | null;
  readonly view: Pick<OpenedVersion, "content" | "files" | "readers" | "identity" | "sources" | "notes" | "author">;
}

/** All four compartments, and who wrote it. A version that no head names yet counts only if a member's signature says so. */
export function openOwn(state: VaultState, { record, version }: CheckedRecord): OpenedParts {
  const { dossierId, body } = version;
  const { wo, ci, cs, cn } = record;
  if (wo === undefined || ci === undefined || cs === undefined || cn === undefined) return refuse("E_FORMAT");
  const keys = ownKeys(state, version, wo);
  const contentBytes = openCompartment(dossierId, body.q, "c", keys.c, record.cc);
  const content = unwrapResult(decodeContent(contentBytes));
  const identity = unwrapResult(decodeIdentity(openCompartment(dossierId, body.q, "i", keys.i, ci)));
  const sources = unwrapResult(decodeSources(openCompartment(dossierId, body.q, "s", keys.s, cs)));
  const notes = unwrapResult(decodeNotes(openCompartment(dossierId, body.q, "n", keys.n, cn)));
  const author = authorOf(organisationOf(state), notes, verifyAttribution(notes.author_ik, notes.att, version, contentBytes));
  const isHeaded = body.q <= (headOf(state, toHex(dossierId))?.q ?? -1);
  demand(isHeaded || author.verified, "E_ATT");
  const files = [
    ...adoptEntries(state, dossierId, "c", content.files),
    ...adoptEntries(state, dossierId, "s", sources.files),
    ...adoptEntries(state, dossierId, "n", notes.files),
  ];
  return {
    keyC: keys.c, contentBytes,
    view: {
      content: content.content, identity: identity.identity, sources: sources.sources, notes: notes.notes,
      files, author, readers: readersOf(record.wr),
    },
  };
}

/** Content alone: identity and sources have a verb of their own, which is logged first. */
export function openForReader(state: VaultState, coalition: ReplayedLog, { record, version }: CheckedRecord): OpenedParts {
  const { dossierId, body } = version;
  const readers = readersOf(record.wr);
  const keyC = readerKey(state, coalition, version, record.wr, "c") ?? refuse("E_NO_GRANT");
  const contentBytes = openCompartment(dossierId, body.q, "c", keyC, record.cc);
  const content = unwrapResult(decodeContent(contentBytes));
  const files = adoptEntries(state, dossierId, "c", content.files);
  return { keyC, contentBytes, view: { content: content.content, files, readers } };
}

/** Verified: the attestation is that of the key, the id is that of the key, and the organisation's log knows the card. */
export function authorOf(
  organisation: ReplayedLog | null, claim: { author: UserId; author_ik: Uint8Array }, isAttested: boolean,
): AuthorView {
  const userId = toHex(claim.author);
  const card = organisation?.cards.get(userId);
  const isMember = card !== undefined && equalBytes(card.ik, claim.author_ik);
  const isSelfCertified = equalBytes(userIdOf(claim.author_ik), claim.author);
  return { userId, handle: card?.handle ?? "", verified: isAttested && isMember && isSelfCertified };
}
