/** Wraps of a version's keys: `wo` for the organisation, `wr` for readers. */
import { z } from "zod";
import { equalBytes, toHex, u64, type Bytes } from "../shared/bytes";
import type { DossierId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { BOX_OVERHEAD_BYTES, SEALED_KEY_BYTES, bytesOf, hashField, idField } from "./fields";
import { cardIdOf } from "./identifiers";
import type { Part } from "./labels";
import { newestEpoch, type LogState } from "./log-state";

/** K_c ‖ K_i ‖ K_s ‖ K_n. */
export const ORG_WRAP_PLAIN_BYTES = 4 * 32;

const woSchema = z.strictObject({ h: bytesOf(16), w: bytesOf(ORG_WRAP_PLAIN_BYTES + BOX_OVERHEAD_BYTES) });
/** h: `wrapHint`; w: the four keys, boxed (201 bytes). */
export type OrgWrap = z.infer<typeof woSchema>;

/** Compartments that someone outside the organisation may be given; notes never are. */
export type ReaderCompartment = "c" | "i" | "s";
const readerWrap = z.strictObject({
  r: z.union([hashField, idField<Bytes>()]),
  n: z.enum(["c", "i", "s"]),
  s: bytesOf(SEALED_KEY_BYTES),
});
const wrSchema = z.array(readerWrap).min(1).max(512);
/** r: kid of an epoch (32 bytes) or card id of a person (16); n: the compartment; s: its key, sealed (1226 bytes). */
export type ReaderWrap = z.infer<typeof readerWrap>;

export function encodeOrgWrap(wo: OrgWrap): Bytes {
  return encodeCbor(wo);
}

export function decodeOrgWrap(bytes: Uint8Array): Result<OrgWrap, "E_FORMAT"> {
  return decodeCbor(bytes, woSchema);
}

export function encodeReaderWraps(wr: readonly ReaderWrap[]): Bytes {
  return encodeCbor(wr);
}

/** E_FORMAT also where one reader has two wraps of one compartment. */
export function decodeReaderWraps(bytes: Uint8Array): Result<readonly ReaderWrap[], "E_FORMAT"> {
  const wr = decodeCbor(bytes, wrSchema);
  if (!wr.ok) return wr;
  const keys = new Set(wr.value.map((wrap) => `${wrap.n} ${toHex(wrap.r)}`));
  return keys.size === wr.value.length ? wr : err("E_FORMAT");
}

/**
 * E_STALE_WRAP unless every wrap names the newest review or coordinator epoch or a present member's card. Identity and
 * sources go to coordinators only; a review epoch or a reviewer's card there is E_READER.
 */
export function checkReaders(wr: readonly ReaderWrap[], coalition: LogState): Result<null, "E_STALE_WRAP" | "E_READER"> {
  for (const wrap of wr) {
    const reader = readerOf(wrap.r, coalition);
    if (reader === null) return err("E_STALE_WRAP");
    if (wrap.n !== "c" && reader !== "coordinator") return err("E_READER");
  }
  return ok(null);
}

function readerOf(r: Uint8Array, coalition: LogState): "reviewer" | "coordinator" | null {
  if (isNewestKid("review", r, coalition)) return "reviewer";
  if (isNewestKid("coord", r, coalition)) return "coordinator";
  const member = [...coalition.members.values()].find((m) => equalBytes(cardIdOf(m.card.bytes), r));
  if (member === undefined) return null;
  return member.role === "coordinator" ? "coordinator" : "reviewer";
}

function isNewestKid(kind: "review" | "coord", r: Uint8Array, coalition: LogState): boolean {
  const epoch = newestEpoch(coalition, kind);
  return epoch !== undefined && equalBytes(epoch.kid, r);
}

/** Associated data of wo's box. */
export function orgWrapAd(dossierId: DossierId, q: number): readonly Part[] {
  return ["wrap/org", dossierId, u64(q)];
}

/** Associated data of a reader's wrap. */
export function readerWrapAd(dossierId: DossierId, q: number, n: ReaderCompartment, r: Uint8Array): readonly Part[] {
  return ["wrap", dossierId, u64(q), n, r];
}
