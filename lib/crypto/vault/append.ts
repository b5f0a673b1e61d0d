/** Making entries: encoded once, signed by this user, and replayed here before they leave. */
import { toHex, type Bytes } from "../../shared/bytes";
import type { Hash, LogId } from "../../shared/ids";
import { encodeCbor } from "../../format/cbor";
import { prf } from "../../format/labels";
import { boxedBodyAd, entryHash, entryParts, type EpochKind, type LogEntry } from "../../format/log";
import { encodeLogBody, type LogBody } from "../../format/log-bodies";
import type { LogState } from "../../format/log-state";
import type { LogPin } from "../../format/fields";
import { padHead, padLogBody } from "../../format/padding";
import { applyBatch } from "../../format/replay";
import type { AppendRecord } from "../../format/records";
import { box } from "../box";
import { unwrapResult } from "../crypto-error";
import { sign } from "../sign";
import { newestSecret } from "./log-secrets";
import { accountOf, type Account, type LogPosition, type ReplayedLog, type VaultState } from "./state";

/** Entries that follow `last`, signed by this user. */
export function signEntries(account: Account, logId: LogId, last: LogPosition | null, bodies: readonly Bytes[]): LogEntry[] {
  const entries: LogEntry[] = [];
  let { seq, hash } = last ?? { seq: -1, hash: new Uint8Array(32) as Hash };
  for (const body of bodies) {
    const unsigned = { seq: seq + 1, prev: hash, by: account.userId, body };
    const entry = { ...unsigned, sig: sign(account.keys.ik, "log", ...entryParts(logId, unsigned)) };
    entries.push(entry);
    seq = entry.seq;
    hash = entryHash(logId, entry);
  }
  return entries;
}

/** An append to a replayed log, all or nothing. Refuses what the log's own rules refuse. */
export function appendTo(state: VaultState, log: ReplayedLog, bodies: readonly LogBody[]): AppendRecord {
  const entries = signEntries(accountOf(state), log.state.logId, log.state.head, bodies.map(encodeLogBody));
  unwrapResult(applyBatch(log.state, entries));
  return { logId: toHex(log.state.logId), entries };
}

/** Where a log stands, as other logs name it. */
export function pinOf(log: LogState): LogPin {
  return { log_id: log.logId, seq: log.head.seq, hash: log.head.hash };
}

/** e and b of an entry whose content is boxed under the newest epoch of a kind. */
export function boxBody(
  state: VaultState, log: ReplayedLog, t: "org.register" | "identity.open" | "export" | "head", kind: EpochKind, value: unknown,
): { e: number; b: Bytes } {
  const { epoch, secret } = newestSecret(state, log, kind);
  const plain = encodeCbor(value);
  const padded = t === "head" ? padHead(plain) : padLogBody(plain);
  return { e: epoch.e, b: box(prf(secret, "log"), boxedBodyAd(log.state.logId, t, epoch.e), padded) };
}
