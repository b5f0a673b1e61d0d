/** Keeping the vault's replayed logs, its keyring and its pins level with the server. */
import type { AppendRecord } from "@/lib/format/records";
import type { LogView } from "@/lib/crypto/api";
import { err, ok, type Result } from "@/lib/shared/result";
import { ownAccount } from "@/lib/wire/accounts";
import { logEntries, logList } from "@/lib/wire/logs";
import type { ApiCode } from "./api";
import type { Client } from "./client";
import { inTurn } from "./in-turn";

/**
 * Fetches what is new in one log and replays it. Rejects with VaultError when the log is not acceptable, also when it
 * ends before what this device, the account or a colleague has seen of it.
 */
export async function syncLog(client: Client, logId: string): Promise<Result<LogView, ApiCode>> {
  const replayed = await inTurn(client, `log ${logId}`, () => replayNew(client, logId));
  return replayed.ok ? ok(await client.vault.viewLog(logId)) : replayed;
}

async function replayNew(client: Client, logId: string): Promise<Result<null, ApiCode>> {
  let from = (await client.vault.logHeads()).find((head) => head.logId === logId)?.seq ?? -1;
  for (;;) {
    const page = await client.api.get(`/api/logs/${logId}?from=${from + 1}`, logEntries);
    if (!page.ok) return err(page.code);
    const { entries, headSeq } = page.value;
    if (entries.length > 0) await client.vault.applyLog({ logId, entries });
    from += entries.length;
    if (entries.length === 0 || from >= headSeq) return ok(null);
  }
}

/** Replays every log that this account may read: the coalition's first, since organisations lean on it. */
export async function syncLogs(client: Client): Promise<Result<LogView[], ApiCode>> {
  const list = await client.api.get("/api/logs", logList);
  if (!list.ok) return err(list.code);
  const ordered = [...list.value.logs].sort((a, b) => Number(a.kind === "org") - Number(b.kind === "org"));
  for (const { logId } of ordered) {
    const replayed = await inTurn(client, `log ${logId}`, () => replayNew(client, logId));
    if (!replayed.ok) return replayed;
  }
  // Only now: a later log can name a position of an earlier one that its server withheld.
  const views = await Promise.all(ordered.map(({ logId }) => client.vault.viewLog(logId)));
  await storePins(client);
  await storeKeyring(client);
  return ok(views);
}

/** Entries are made against the head that the vault knows; when another was faster, sync and make them anew. */
export async function appendToLog(client: Client, make: () => Promise<AppendRecord>): Promise<Result<LogView, ApiCode>> {
  const attempts = 4;
  for (let attempt = 1; ; attempt++) {
    const { logId, entries } = await make();
    const sent = await client.api.send("POST", `/api/logs/${logId}`, { entries });
    if (sent.ok) {
      const view = await syncLog(client, logId);
      await storePins(client);
      return view;
    }
    if (sent.code !== "conflict" || attempt === attempts) return err(sent.code);
    const synced = await syncLog(client, logId);
    if (!synced.ok) return synced;
  }
}

/** Pins stay on this device, boxed: log heads and last moves that a server may not take back. */
export async function storePins(client: Client): Promise<void> {
  const { pinKey, pins } = await client.vault.exportPins();
  await client.store.put(pinKey, pins);
}

export async function restorePins(client: Client): Promise<void> {
  const pins = await client.store.get(await client.vault.pinKey());
  if (pins !== null) await client.vault.importPins(pins);
}

/** Saves the keyring when it changed. When another device of the same person was faster, takes over what that one added. */
export function storeKeyring(client: Client): Promise<Result<null, ApiCode>> {
  return inTurn(client, "keyring", () => saveKeyring(client));
}

async function saveKeyring(client: Client): Promise<Result<null, ApiCode>> {
  const attempts = 4;
  for (let attempt = 1; ; attempt++) {
    const save = await client.vault.saveKeyring();
    if (save === null) return ok(null);
    const sent = await client.api.send("PUT", "/api/me/keyring", save);
    if (sent.ok) {
      await client.vault.keyringSaved({ seq: save.seq });
      return ok(null);
    }
    if (sent.code !== "conflict" || attempt === attempts) return err(sent.code);
    const stored = await client.api.get("/api/me", ownAccount);
    if (!stored.ok) return err(stored.code);
    await client.vault.mergeKeyring({ seq: stored.value.keyringSeq, keyring: stored.value.keyring });
  }
}
