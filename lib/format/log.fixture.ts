/** Builders for tests: people, and logs signed by them. Sealed parts are filler, since replay never opens them. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { u32, u64, type Bytes } from "../shared/bytes";
import type { Hash, LogId, UserId } from "../shared/ids";
import { encodeCard, type SignedCard } from "./card";
import { BOX_OVERHEAD_BYTES, KEM_PUBLIC_KEY_BYTES, SEALED_KEY_BYTES, type LogPin } from "./fields";
import { logIdOf, userIdOf } from "./identifiers";
import { hash, sigMessage, type Part, type SignatureLabel } from "./labels";
import { NO_HASH, entryHash, entryParts, type EpochKind, type LogEntry } from "./log";
import { encodeLogBody, type BodyOf, type LogBody, type Policy } from "./log-bodies";
import type { LogState } from "./log-state";
import { replayLog } from "./replay";

export type Person = { readonly seed: Bytes; readonly ik: Bytes; readonly userId: UserId; readonly card: SignedCard; readonly handle: string };

export function filled(length: number, value: number): Bytes {
  return new Uint8Array(length).fill(value);
}

export function sign(seed: Uint8Array, label: SignatureLabel, ...parts: readonly Part[]): Bytes {
  return ed25519.sign(sigMessage(label, ...parts), seed);
}

/** The same number makes the same person. */
export function makePerson(number: number, n = 0, handle = `heron-${number}`): Person {
  const seed = hash("uid", u64(number)) as Bytes;
  const ik = ed25519.getPublicKey(seed) as Bytes;
  const card = encodeCard({ handle, ik, ek: filled(KEM_PUBLIC_KEY_BYTES, (number + n) % 256), n });
  return { seed, ik, handle, userId: userIdOf(ik), card: { card, sig: sign(seed, "card", card) } };
}

export const POLICY: Policy = { v: 1, cosig: ["designated"], identity_default: "sealed", draft_days: 180, no_response_days: 365 };
export const kem = (value: number): Bytes => filled(KEM_PUBLIC_KEY_BYTES, value);
export const boxed = (inner: number): Bytes => filled(inner + BOX_OVERHEAD_BYTES, 9);

/** A log in the making: entries, and the signer of the next one. */
export type TestLog = { readonly logId: LogId; readonly entries: readonly LogEntry[] };

export function signEntry(logId: LogId, at: { seq: number; prev: Uint8Array }, by: Person, body: LogBody | Uint8Array): LogEntry {
  const bytes = body instanceof Uint8Array ? body : encodeLogBody(body);
  const unsigned = { ...at, by: by.userId, body: bytes };
  return { ...unsigned, sig: sign(by.seed, "log", ...entryParts(logId, unsigned)) };
}

export function nextEntry(log: TestLog, by: Person, body: LogBody | Uint8Array): LogEntry {
  const last = log.entries.at(-1);
  return signEntry(log.logId, { seq: log.entries.length, prev: last ? entryHash(log.logId, last) : NO_HASH }, by, body);
}

export function append(log: TestLog, by: Person, ...bodies: readonly (LogBody | Uint8Array)[]): TestLog {
  return bodies.reduce<TestLog>((so, body) => ({ ...so, entries: [...so.entries, nextEntry(so, by, body)] }), log);
}

export function beginCoalition(by: Person): TestLog {
  const body = encodeLogBody({ v: 1, t: "genesis", kind: "coalition", ...by.card, nonce: filled(16, 1), policy: POLICY });
  const log = { logId: logIdOf(body), entries: [] };
  return append(append(log, by, body), by, ...allEpochs(0, [by], [by]));
}

export const COALITION: LogPin = { log_id: filled(16, 3) as LogId, seq: 4, hash: filled(32, 4) as Hash };

export function beginOrg(by: Person): TestLog {
  const body = encodeLogBody({ v: 1, t: "genesis", kind: "org", ...by.card, nonce: filled(16, 2), policy: POLICY, coalition: COALITION });
  return append(append({ logId: logIdOf(body), entries: [] }, by, body), by, epoch(0, [by]));
}

function epochFields(kind: EpochKind, e: number, readers: readonly Uint8Array[]) {
  const kindByte = { org: 1, review: 2, sg: 3, coord: 4 }[kind];
  return {
    e,
    kid: hash("uid", u32(kindByte), u64(e)),
    grants: readers.map((u) => ({ u: u as UserId, s: filled(SEALED_KEY_BYTES, 5) })),
    prev: e === 0 ? null : filled(32 + BOX_OVERHEAD_BYTES, 6),
  };
}

const ids = (people: readonly Person[]): readonly Uint8Array[] => people.map((person) => person.userId);

export function epoch(e: number, readers: readonly Person[]): BodyOf<"epoch"> {
  return { t: "epoch", ...epochFields("org", e, ids(readers)), pk: kem(e), seen: [COALITION] };
}

export function reviewEpoch(e: number, readers: readonly Person[]): BodyOf<"epoch.review"> {
  return { t: "epoch.review", ...epochFields("review", e, ids(readers)), pk: kem(e), seen: [] };
}

export function coordEpoch(e: number, readers: readonly Person[]): BodyOf<"epoch.coord"> {
  return { t: "epoch.coord", ...epochFields("coord", e, ids(readers)), pk: kem(e), seen: [] };
}

export function groupEpoch(e: number, coordinators: readonly Person[], pseudonyms: readonly Uint8Array[] = []): BodyOf<"epoch.sg"> {
  return { t: "epoch.sg", ...epochFields("sg", e, [...ids(coordinators), ...pseudonyms]), seen: [] };
}

export function allEpochs(e: number, coordinators: readonly Person[], everyone: readonly Person[], pseudonyms: readonly Uint8Array[] = []): LogBody[] {
  return [reviewEpoch(e, everyone), groupEpoch(e, coordinators, pseudonyms), coordEpoch(e, coordinators)];
}

export function add(person: Person, role: "lead" | "researcher" = "researcher"): BodyOf<"add"> {
  return { t: "add", ...person.card, role, seen: [COALITION] };
}

export function head(e: number): BodyOf<"head"> {
  return { t: "head", e, b: boxed(1024) };
}

/** Replays and insists that it is sound. */
export function mustReplay(log: TestLog): LogState {
  const state = replayLog(log.entries, { expectLogId: log.logId });
  if (!state.ok) throw new Error(`fixture is refused: ${state.code}`);
  return state.value;
}

/** The code that a log is refused with, or "ok". */
export function verdict(log: TestLog): string {
  const state = replayLog(log.entries, { expectLogId: log.logId });
  return state.ok ? "ok" : state.code;
}
