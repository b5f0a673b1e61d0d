/** One entry of a log: what is signed, and its hash in the chain. */
import { u64 } from "../shared/bytes";
import { HASH_BYTES, type Hash, type LogId } from "../shared/ids";
import { hash, type Part } from "./labels";
import { verifySignature } from "./signature";

/** prev of entry 0. */
export const NO_HASH = new Uint8Array(HASH_BYTES) as Hash;

/** body: CBOR bytes as signed; by: the signer's id; sig = SIG(ik_by, "log", log_id, u64(seq), prev, by, body). */
export type LogEntry = {
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly by: Uint8Array;
  readonly body: Uint8Array;
  readonly sig: Uint8Array;
};

/** The parts under the entry's signature. */
export function entryParts(logId: LogId, entry: Omit<LogEntry, "sig">): readonly Part[] {
  return [logId, u64(entry.seq), entry.prev, entry.by, entry.body];
}

export function verifyEntry(ik: Uint8Array, logId: LogId, entry: LogEntry): boolean {
  return verifySignature(ik, "log", entry.sig, ...entryParts(logId, entry));
}

/** H("entry", log_id, u64(seq), prev, by, body, sig). */
export function entryHash(logId: LogId, entry: LogEntry): Hash {
  return hash("entry", ...entryParts(logId, entry), entry.sig);
}

/** Associated data of an entry's boxed part: ["log", log_id, t, u64(e)]. */
export function boxedBodyAd(logId: LogId, type: string, epoch: number): readonly Part[] {
  return ["log", logId, type, u64(epoch)];
}

/** Which epoch secret of which log. */
export type EpochKind = "org" | "review" | "sg" | "coord";

/** Associated data of a grant: ["grant", kind, log_id, u64(e), u, by]. */
export function grantAd(kind: EpochKind, logId: LogId, epoch: number, u: Uint8Array, by: Uint8Array): readonly Part[] {
  return ["grant", kind, logId, u64(epoch), u, by];
}

/** Associated data of the box around the previous epoch's secret; organisations have no type in it. */
export function prevEpochAd(kind: EpochKind, logId: LogId, epoch: number): readonly Part[] {
  return kind === "org" ? ["prevepoch", logId, u64(epoch)] : ["prevepoch", logId, kind, u64(epoch)];
}
