import "server-only";
import { equalBytes, fromHex } from "@/lib/shared/bytes";
import { asId, type LogId } from "@/lib/shared/ids";
import type { LogState } from "@/lib/format/log-state";
import { applyEntry, replayLog } from "@/lib/format/replay";
import type { Tx } from "../db";
import { processState } from "../process-state";
import { entryOfRow, type StoredEntry } from "./log-rows";

/** Replayed logs by id: replaying costs a signature check for each entry, so it is done once for a process. */
const states = (): Map<string, LogState> => processState("log-states", () => new Map<string, LogState>());

/**
 * What the stored log says, at the head that this transaction sees; null if there is no such log. Throws if the
 * stored entries do not replay: then the database was changed behind the server's back.
 */
export async function loadLogState(tx: Tx, logId: string): Promise<LogState | null> {
  const log = await tx.log.findUnique({ where: { logId }, select: { headSeq: true, headHash: true } });
  if (log === null) return null;
  const known = states().get(logId);
  if (known !== undefined && equalBytes(known.head.hash, log.headHash)) return known;
  const base = known !== undefined && known.head.seq < log.headSeq ? known : null;
  const rows = await tx.logEntry.findMany({ where: { logId, seq: { gt: base?.head.seq ?? -1 } }, orderBy: { seq: "asc" } });
  const entries = rows.map(entryOfRow);
  const state = base === null ? replayAll(logId, entries) : continueFrom(base, entries);
  if (!equalBytes(state.head.hash, log.headHash)) throw new Error("a stored log does not lead to its head");
  states().set(logId, state);
  return state;
}

/** The coalition's log, or null before the founding. */
export async function loadCoalition(tx: Tx): Promise<LogState | null> {
  const log = await tx.log.findUnique({ where: { coalition: true }, select: { logId: true } });
  return log === null ? null : loadLogState(tx, log.logId);
}

function replayAll(logId: string, entries: readonly StoredEntry[]): LogState {
  const replayed = replayLog(entries, { expectLogId: asId<LogId>(fromHex(logId)) });
  if (!replayed.ok) throw new Error("a stored log does not replay");
  return replayed.value;
}

function continueFrom(base: LogState, entries: readonly StoredEntry[]): LogState {
  let state = base;
  for (const entry of entries) {
    const next = applyEntry(state, entry);
    if (!next.ok) throw new Error("a stored log does not continue");
    state = next.value;
  }
  return state;
}
