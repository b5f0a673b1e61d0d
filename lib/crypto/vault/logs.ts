/** Replaying logs from the server, against everything this user has seen before (protocol 3.6). */
import { equalBytes, toHex } from "../../shared/bytes";
import type { LogId } from "../../shared/ids";
import type { Card } from "../../format/card";
import { inviteIdOf } from "../../format/identifiers";
import type { LogEntry } from "../../format/log";
import { memberOf, type LogState } from "../../format/log-state";
import { applyEntry, replayLog } from "../../format/replay";
import type { EntryRecord } from "../../format/records";
import type { LogView, VaultApi } from "../api";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { adoptDossiers, readHeads } from "./heads";
import { secretOf } from "./log-secrets";
import { viewOf } from "./log-view";
import { raisePin } from "./pins";
import { accountOf, demandContains, idOf, logOf, type ReplayedLog, type VaultState } from "./state";
import { verb } from "./verb";

export function logVerbs(state: VaultState): Pick<VaultApi, "applyLog" | "logHeads" | "viewLog"> {
  return {
    applyLog: verb(({ logId, entries }) => applyLog(state, logId, entries)),
    logHeads: verb(() => [...state.logs].map(([logId, log]) => ({ logId, seq: log.state.head.seq }))),
    viewLog: verb((logId) => viewLog(state, logId)),
  };
}

/** All or nothing: on any refusal the vault stays as it was. */
function applyLog(state: VaultState, logId: string, records: readonly EntryRecord[]): LogView {
  accountOf(state);
  const replayed = replay(state, logId, records.map(asEntry));
  demandPinned(state, logId, replayed.state);
  const before = state.logs.get(logId);
  state.logs.set(logId, replayed);
  try {
    openNewestEpochs(state, replayed);
    const read = readHeads(state, replayed);
    state.logs.set(logId, read);
    settle(state, logId, read);
    return viewOf(state, read);
  } catch (cause) {
    if (before === undefined) state.logs.delete(logId);
    else state.logs.set(logId, before);
    throw cause;
  }
}

/** A log as people may see it. E_ROLLBACK also if it ends before what a colleague's entry says of it. */
function viewLog(state: VaultState, logId: string): LogView {
  const log = logOf(state, logId);
  const seen = state.gossip.get(logId);
  if (seen !== undefined) demandContains(log.state, seen);
  return viewOf(state, log);
}

function asEntry(record: EntryRecord): LogEntry {
  demand(record.prev.length === 32 && record.by.length === 16 && record.sig.length === 64, "E_FORMAT");
  return {
    seq: record.seq,
    prev: new Uint8Array(record.prev),
    by: new Uint8Array(record.by),
    body: new Uint8Array(record.body),
    sig: new Uint8Array(record.sig),
  };
}

function replay(state: VaultState, logId: string, entries: readonly LogEntry[]): ReplayedLog {
  const known = state.logs.get(logId);
  const [first, ...later] = entries;
  const begun = known?.state ?? unwrapResult(replayLog(first === undefined ? [] : [first], { expectLogId: idOf<LogId>(logId) }));
  const cards = new Map<string, Card>(known?.cards);
  let log = noteCards(cards, begun);
  for (const entry of known === undefined ? later : entries) log = noteCards(cards, unwrapResult(applyEntry(log, entry)));
  const { org, review, sg, coord } = known?.secrets ?? {};
  const secrets = { org: new Map(org), review: new Map(review), sg: new Map(sg), coord: new Map(coord) };
  return { state: log, cards, secrets, headsRead: known?.headsRead ?? 0, dossiers: known?.dossiers ?? new Map() };
}

function noteCards(cards: Map<string, Card>, log: LogState): LogState {
  for (const [key, member] of log.members) cards.set(key, member.card);
  for (const org of log.orgs.values()) cards.set(toHex(org.leadUserId), org.lead);
  return log;
}

/** What was seen of this log before must be in it, as far as it reaches yet; pages may still be coming. */
function demandPinned(state: VaultState, logId: string, log: LogState): void {
  for (const position of [state.pins.get(logId), state.gossip.get(logId)]) {
    if (position !== undefined && position.seq <= log.head.seq) demandContains(log, position);
  }
}

/** Opens what this user was given in the newest epochs now, so that a wrong key is an alarm and not a later surprise. */
function openNewestEpochs(state: VaultState, log: ReplayedLog): void {
  for (const kind of ["org", "review", "coord", "sg"] as const) {
    const newest = log.state.epochs[kind].at(-1);
    if (newest !== undefined) secretOf(state, log, kind, newest.e);
  }
}

function settle(state: VaultState, logId: string, log: ReplayedLog): void {
  const account = accountOf(state);
  const isMine = account.ownLogs.has(logId);
  if (isMine && state.pins.get(logId)?.seq !== log.state.head.seq) account.isDirty = true;
  raisePin(state, logId, log.state.head);
  const isMember = memberOf(log.state, account.userId) !== undefined;
  if (isMine && isMember && log.state.kind === "org") adoptDossiers(state, log);
  if (isMine) noteGossip(state, log.state);
  dropUsedInvitations(state, log);
}

/** Positions of other logs that members of this user's own logs have signed. */
function noteGossip(state: VaultState, log: LogState): void {
  for (const [key, seen] of log.seenLogs) {
    const other = state.logs.get(key)?.state;
    if (other !== undefined && seen.seq <= other.head.seq) demandContains(other, seen);
    const before = state.gossip.get(key);
    if (before !== undefined && before.seq === seen.seq) demand(equalBytes(before.hash, seen.hash), "E_FORK");
    if (before === undefined || seen.seq > before.seq) state.gossip.set(key, { seq: seen.seq, hash: seen.hash });
  }
}

/** An invitation ends when the one whom it brought stands in the log, or when it was revoked. */
function dropUsedInvitations(state: VaultState, log: ReplayedLog): void {
  const account = accountOf(state);
  const before = account.invitations.length;
  account.invitations = account.invitations.filter((invitation) => {
    const id = toHex(inviteIdOf(invitation.secret));
    const admitted = state.admitted.get(id);
    return !log.state.revokedInvites.has(id) && (admitted === undefined || !log.cards.has(admitted));
  });
  if (account.invitations.length !== before) account.isDirty = true;
}

/** The role of this user in a log; E_ROLE unless it is one of `roles`. */
export function demandRole(state: VaultState, log: ReplayedLog, ...roles: readonly string[]): void {
  const role = memberOf(log.state, accountOf(state).userId)?.role ?? refuse("E_NOT_MEMBER");
  demand(roles.includes(role), "E_ROLE");
}
