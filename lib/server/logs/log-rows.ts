import "server-only";
import { fromHex, toHex, type Bytes } from "@/lib/shared/bytes";
import type { LogId } from "@/lib/shared/ids";
import type { LogEntry } from "@/lib/format/log";
import type { LogState } from "@/lib/format/log-state";
import type { Tx } from "../db";

type EntryRow = { readonly seq: number; readonly prev: Uint8Array; readonly by: string; readonly body: Uint8Array; readonly sig: Uint8Array };

/** An entry as stored and as sent. */
export type StoredEntry = { readonly seq: number; readonly prev: Bytes; readonly by: Bytes; readonly body: Bytes; readonly sig: Bytes };

export function entryOfRow({ seq, prev, by, body, sig }: EntryRow): StoredEntry {
  return { seq, prev: new Uint8Array(prev), by: fromHex(by), body: new Uint8Array(body), sig: new Uint8Array(sig) };
}

export async function storeEntries(tx: Tx, logId: LogId, entries: readonly LogEntry[]): Promise<void> {
  const rows = entries.map(({ seq, prev, by, body, sig }) => ({
    logId: toHex(logId),
    seq,
    prev: new Uint8Array(prev),
    by: toHex(by),
    body: new Uint8Array(body),
    sig: new Uint8Array(sig),
  }));
  await tx.logEntry.createMany({ data: rows });
}

/** A log's first batch: the log, its entries, and the role of whoever signed the genesis. */
export async function storeNewLog(tx: Tx, state: LogState, entries: readonly LogEntry[]): Promise<void> {
  const { seq: headSeq, hash } = state.head;
  const coalition = state.kind === "coalition" ? true : null;
  await tx.log.create({ data: { logId: toHex(state.logId), kind: state.kind, coalition, headSeq, headHash: new Uint8Array(hash) } });
  await storeEntries(tx, state.logId, entries);
  await storeRoles(tx, state, new Map());
}

/** Brings the cache of roles level with the members of the log, from what they were before. */
export async function storeRoles(tx: Tx, state: LogState, before: LogState["members"]): Promise<void> {
  const logId = toHex(state.logId);
  const gone = [...before.keys()].filter((userId) => !state.members.has(userId));
  if (gone.length > 0) await tx.role.deleteMany({ where: { logId, userId: { in: gone } } });
  for (const [userId, { role }] of state.members) {
    if (before.get(userId)?.role === role) continue;
    await tx.role.upsert({ where: { logId_userId: { logId, userId } }, create: { logId, userId, role }, update: { role } });
  }
}
