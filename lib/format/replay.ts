/** Replay of a log: every rule that an entry must meet, for browsers (whole logs) and the server (appends). */
import { assertNever } from "../shared/assert-never";
import { equalBytes, toHex } from "../shared/bytes";
import { asId, type LogId, type UserId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { verifyCard } from "./card";
import { decodeCbor } from "./cbor";
import type { LogPin } from "./fields";
import { genesisHash, logIdOf } from "./identifiers";
import { NO_HASH, entryHash, verifyEntry, type LogEntry } from "./log";
import { coalitionBodySchema, orgBodySchema, type GenesisBody, type LogBody, type LogKind } from "./log-bodies";
import { copyState, isAdminRole, type LogDraft, type LogError, type LogState } from "./log-state";
import { stepCoalition } from "./replay-coalition";
import { stepOrg } from "./replay-org";
import { refuse, setRole, type Step } from "./replay-steps";

/** A point of the log that the caller has seen before. */
export type Pin = { readonly seq: number; readonly hash: Uint8Array };

export type ReplayOptions = {
  /** the id that an invitation, a session or another log named */
  readonly expectLogId: LogId;
  readonly expectKind?: LogKind;
  readonly pins?: readonly Pin[];
};

/** Replays a whole log from entry 0. E_ROLLBACK if it is shorter than a pin, E_FORK if it differs from one. */
export function replayLog(entries: readonly LogEntry[], options: ReplayOptions): Result<LogState, LogError> {
  const [first, ...rest] = entries;
  if (first === undefined) return err(options.pins?.length ? "E_ROLLBACK" : "E_GENESIS");
  const begun = beginLog(first, options);
  if (!begun.ok) return begun;
  const draft = copyState(begun.value);
  for (const entry of rest) {
    const refusal = step(draft, entry);
    if (refusal !== null) return err(refusal);
  }
  const refusal = checkPins(draft, options.pins ?? []);
  return refusal === null ? ok(draft) : err(refusal);
}

/** The state after `entry`; `state` stays as it was. */
export function applyEntry(state: LogState, entry: LogEntry): Result<LogState, LogError> {
  const draft = copyState(state);
  const refusal = step(draft, entry);
  return refusal === null ? ok(draft) : err(refusal);
}

/**
 * The state after an append of several entries, all or nothing. E_BATCH if someone was added and the epochs that give
 * them keys do not follow in the same batch.
 */
export function applyBatch(state: LogState, entries: readonly LogEntry[]): Result<LogState, LogError> {
  const draft = copyState(state);
  for (const entry of entries) {
    const refusal = step(draft, entry);
    if (refusal !== null) return err(refusal);
  }
  return isSettled(draft) ? ok(draft) : err("E_BATCH");
}

/** The state after the first batch of a log: genesis and its epochs 0, complete. */
export function applyFirstBatch(entries: readonly LogEntry[], options: ReplayOptions): Result<LogState, LogError> {
  const state = replayLog(entries, options);
  if (!state.ok) return state;
  return isSettled(state.value) ? state : err("E_BATCH");
}

/** Compares a replayed log with what was seen of it before; null if all is well. */
export function checkPins(state: LogState, pins: readonly Pin[]): "E_FORK" | "E_ROLLBACK" | null {
  for (const pin of pins) {
    const known = state.hashes[pin.seq];
    if (known === undefined) return "E_ROLLBACK";
    if (!equalBytes(known, pin.hash)) return "E_FORK";
  }
  return null;
}

/** Decodes the body of an entry of a log of this kind. E_FORMAT for unknown types. */
export function decodeLogBody(kind: LogKind, body: Uint8Array): Result<LogBody, "E_FORMAT"> {
  return kind === "org" ? decodeCbor(body, orgBodySchema) : decodeCbor(body, coalitionBodySchema);
}

function isSettled(state: LogState): boolean {
  return ![...state.owed.values()].includes("add");
}

/** Entry 0: the body hashes to the log's id, and its admin's own card signs it. */
function beginLog(entry: LogEntry, options: ReplayOptions): Result<LogState, LogError> {
  if (entry.seq !== 0) return err("E_SEQ");
  if (!equalBytes(entry.prev, NO_HASH)) return err("E_PREV");
  if (!equalBytes(logIdOf(entry.body), options.expectLogId)) return err("E_GENESIS");
  const body = decodeGenesis(entry.body);
  if (!body.ok) return body;
  if (options.expectKind !== undefined && options.expectKind !== body.value.kind) return err("E_GENESIS");
  const card = verifyCard(body.value);
  if (!card.ok) return card;
  if (!equalBytes(card.value.userId, entry.by)) return err("E_ID");
  if (!verifyEntry(card.value.ik, options.expectLogId, entry)) return err("E_SIG");
  const draft = emptyState(options.expectLogId, entry, body.value);
  const role = body.value.kind === "org" ? "lead" : "coordinator";
  setRole(draft, card.value, role, 0);
  return ok(draft);
}

function decodeGenesis(bytes: Uint8Array): Result<GenesisBody, "E_FORMAT"> {
  for (const kind of ["coalition", "org"] as const) {
    const body = decodeLogBody(kind, bytes);
    if (body.ok && body.value.t === "genesis") return ok(body.value);
  }
  return err("E_FORMAT");
}

function emptyState(logId: LogId, entry: LogEntry, body: GenesisBody): LogDraft {
  const hash = entryHash(logId, entry);
  const coalition = body.kind === "org" ? body.coalition : null;
  const kinds = body.kind === "org" ? (["org"] as const) : (["review", "sg", "coord"] as const);
  return {
    logId,
    kind: body.kind,
    genesis: genesisHash(entry.body),
    coalition,
    head: { seq: 0, hash },
    hashes: [hash],
    members: new Map(),
    roles: new Map(),
    removedAt: new Map(),
    epochs: { org: [], review: [], sg: [], coord: [] },
    owed: new Map(kinds.map((kind) => [kind, "add"])),
    orgs: new Map(),
    removedOrgs: new Map(),
    policies: [{ seq: 0, policy: body.policy }],
    revokedInvites: new Set(),
    minSuite: 1,
    seenLogs: new Map(coalition === null ? [] : [[toHex(coalition.log_id), coalition]]),
    heads: [],
    rewraps: [],
    exports: [],
    identityOpens: [],
    releases: [],
  };
}

/** Checks `entry` against the draft and writes it; on refusal the draft is spoilt and must be thrown away. */
function step(draft: LogDraft, entry: LogEntry): LogError | null {
  if (entry.seq !== draft.head.seq + 1) return "E_SEQ";
  if (!equalBytes(entry.prev, draft.head.hash)) return "E_PREV";
  const member = draft.members.get(toHex(entry.by));
  const lead = [...draft.orgs.values()].find((org) => equalBytes(org.leadUserId, entry.by))?.lead;
  const ik = member?.card.ik ?? lead?.ik;
  if (ik === undefined) return "E_NOT_MEMBER";
  if (!verifyEntry(ik, draft.logId, entry)) return "E_SIG";
  const body = decodeLogBody(draft.kind, entry.body);
  if (!body.ok) return body.code;
  const refusal = checkRight(body.value, member?.role ?? null) ?? checkSeen(draft, body.value) ?? stepBody(draft, { ...body, entry });
  if (refusal !== null) return refusal;
  const hash = entryHash(draft.logId, entry);
  draft.head = { seq: entry.seq, hash };
  draft.hashes.push(hash);
  return null;
}

/** `head`: any member. `org.key`: the registered lead (checked there). All else: leads, coordinators. */
function checkRight(body: LogBody, role: Parameters<typeof isAdminRole>[0] | null): LogError | null {
  if (body.t === "org.key") return null;
  if (role === null) return "E_NOT_MEMBER";
  return body.t === "head" || isAdminRole(role) ? null : "E_ROLE";
}

/** Other logs, as seen by the signers of this one, never go back. An organisation always says how it sees the coalition. */
function checkSeen(draft: LogDraft, body: LogBody): LogError | null {
  if (body.t === "genesis") return "E_FORMAT";
  if (body.t === "head") return null;
  const { coalition } = draft;
  if (coalition !== null && !body.seen.some((pin) => equalBytes(pin.log_id, coalition.log_id))) return "E_FORMAT";
  return refuse(body.seen, (pin) => noteSeen(draft, pin));
}

function noteSeen(draft: LogDraft, pin: LogPin): LogError | null {
  const key = toHex(pin.log_id);
  const known = draft.seenLogs.get(key);
  if (known !== undefined && pin.seq < known.seq) return "E_ROLLBACK";
  if (known !== undefined && pin.seq === known.seq && !equalBytes(pin.hash, known.hash)) return "E_FORK";
  draft.seenLogs.set(key, pin);
  return null;
}

function stepBody(draft: LogDraft, { value, entry }: { value: LogBody; entry: LogEntry }): LogError | null {
  const at: Step<LogBody> = { draft, body: value, seq: entry.seq, by: asId<UserId>(entry.by) };
  switch (draft.kind) {
    case "org":
      return stepOrg(at);
    case "coalition":
      return stepCoalition(at);
    default:
      return assertNever(draft.kind);
  }
}
