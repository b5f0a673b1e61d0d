/** Moves: the signed steps of a dossier's life cycle, chained per track. Which moves are legal is the domain's table. */
import { z } from "zod";
import { equalBytes, toHex, u64, type Bytes } from "../shared/bytes";
import type { DossierId, Hash, TrackId, UserId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { checkLink, type LinkError } from "./chain";
import { paddedBoxField } from "./compartment-names";
import { countField, hashField, idField } from "./fields";
import { moveHash } from "./identifiers";
import { hash, type Part } from "./labels";
import { MOVE_TEXT_MIN_BYTES } from "./padding";
import { verifySignature } from "./signature";

const MOVE_TEXT_MAX_BYTES = 256 * 1024;
const stateField = z.string().regex(/^[a-z]+(-[a-z]+)*$/).max(32);
const textBox = paddedBoxField(MOVE_TEXT_MIN_BYTES, MOVE_TEXT_MAX_BYTES);

const moveSchema = z.strictObject({
  v: z.literal(1),
  t: z.literal("move"),
  dossier_id: idField<DossierId>(),
  track: idField<TrackId>(),
  n: countField,
  prev: hashField,
  from: stateField.nullable(),
  to: stateField,
  day: z.string().refine((day) => isDay(day) || isMonth(day)),
  at_version: z.strictObject({ q: countField, hash: hashField }),
  by: idField<UserId>().optional(),
  summary: hashField.optional(),
  shared: textBox.optional(),
  internal: z.strictObject({ f: countField, b: textBox }).optional(),
  seen: z.strictObject({ seq: countField, hash: hashField }),
});

/**
 * n, prev: place in the track's chain; day: when it is made (YYYY-MM-DD, or YYYY-MM); at_version: what it is about;
 * by: the reviewer or coordinator, absent for the submitting side; summary: H("ct", b) of the summary;
 * shared, internal: boxed text, f: its review epoch; seen: the coalition's log.
 */
export type Move = z.infer<typeof moveSchema>;

/** A move as it is stored: the signed bytes, SIG(actor, "move", move), and a second coordinator's signature. */
export type SignedMove = {
  readonly move: Uint8Array;
  readonly sig: Uint8Array;
  readonly cosig?: { readonly by: Uint8Array; readonly sig: Uint8Array } | undefined;
};

/** Encodes a move once; the signature is over these bytes. */
export function encodeMove(move: Omit<Move, "v" | "t">): Bytes {
  return encodeCbor({ v: 1, t: "move", ...move });
}

/**
 * Reads a move. `by` says whose key must verify SIG(actor, "move", move): the user's, or the dossier's where it is absent;
 * until then the move is only a claim.
 */
export function decodeMove(bytes: Uint8Array): Result<Move, "E_FORMAT"> {
  return decodeCbor(bytes, moveSchema);
}

/** The part under SIG(IK_second, "cosig", …). */
export function cosigParts(record: Pick<SignedMove, "move" | "sig">): readonly Part[] {
  return [moveHash(record.move, record.sig)];
}

/** True if the record's cosignature is by this identity key. The caller checks that it is another coordinator's. */
export function verifyCosig(ik: Uint8Array, record: SignedMove): boolean {
  return record.cosig !== undefined && verifySignature(ik, "cosig", record.cosig.sig, ...cosigParts(record));
}

/** The last move of a track, as far as its successor needs it. */
export type TrackEnd = { readonly move: Move; readonly hash: Hash };

export function trackEnd(move: Move, record: Pick<SignedMove, "move" | "sig">): TrackEnd {
  return { move, hash: moveHash(record.move, record.sig) };
}

export type ChainError = LinkError | "E_FROM";

/**
 * Checks that `next` follows `last` (null: opens the track): same dossier and track (E_ID), n (E_SEQ), prev (E_PREV),
 * the coalition's log not seen shorter than before (E_ROLLBACK), and from = last.to (E_FROM).
 */
export function checkNextMove(last: TrackEnd | null, next: Move): Result<null, ChainError> {
  if (last !== null && !equalBytes(last.move.track, next.track)) return err("E_ID");
  const linked = checkLink(last === null ? null : { link: last.move, hash: last.hash }, next);
  if (!linked.ok) return linked;
  return next.from === (last?.move.to ?? null) ? ok(null) : err("E_FROM");
}

/** True for YYYY-MM-DD naming a day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** True for YYYY-MM naming a month that exists. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** seen of a `head`: H("move", track, u64(n), hash, … of every track's last move, sorted by track). */
export function movesSeenHash(ends: readonly { readonly track: TrackId; readonly n: number; readonly hash: Hash }[]): Hash {
  const sorted = [...ends].sort((a, b) => (toHex(a.track) < toHex(b.track) ? -1 : 1));
  return hash("move", ...sorted.flatMap((end) => [end.track, u64(end.n), end.hash]));
}

/** Associated data of `shared`. */
export function sharedAd(dossierId: DossierId, track: TrackId, n: number): readonly Part[] {
  return ["move", dossierId, track, u64(n)];
}

/** Associated data of `internal` under review epoch f. */
export function internalAd(dossierId: DossierId, track: TrackId, n: number, f: number): readonly Part[] {
  return ["move", dossierId, track, u64(n), u64(f)];
}
