/** Reading: one dossier by right, and the board. Every state shown was replayed by the vault. */
import type { BoardView, DossierView } from "@/lib/crypto/api";
import { err, ok, type Result } from "@/lib/shared/result";
import { board, dossier, identityAnswer } from "@/lib/wire/dossiers";
import type { ApiCode } from "./api";
import type { Client } from "./client";
import { readingHeaders } from "./edit-draft";
import { appendToLog, storePins, syncLogs } from "./sync-logs";

export async function openDossier(client: Client, dossierId: string): Promise<Result<DossierView, ApiCode>> {
  const synced = await syncLogs(client);
  if (!synced.ok) return synced;
  const got = await client.api.get(`/api/dossiers/${dossierId}`, dossier, await readingHeaders(client, dossierId));
  if (!got.ok) return err(got.code);
  const view = await client.vault.openDossier(got.value);
  await storePins(client);
  return ok(view);
}

/** Every dossier that the role may see, page by page, summaries opened. */
export async function readBoard(client: Client): Promise<Result<BoardView[], ApiCode>> {
  const synced = await syncLogs(client);
  if (!synced.ok) return synced;
  const rows: BoardView[] = [];
  for (let after = ""; ; ) {
    const page = await client.api.get(`/api/dossiers${after === "" ? "" : `?after=${after}`}`, board);
    if (!page.ok) return err(page.code);
    rows.push(...(await client.vault.openBoard(page.value.dossiers)));
    if (page.value.next === null) break;
    after = page.value.next;
  }
  await storePins(client);
  return ok(rows);
}

/** Dossiers that this device has seen and the board no longer names. No dossier is ever taken off it: the server withholds them. */
export async function findWithheld(client: Client, rows: readonly BoardView[]): Promise<string[]> {
  const named = new Set(rows.map(({ dossierId }) => dossierId));
  return (await client.vault.seenDossiers()).filter((dossierId) => !named.has(dossierId));
}

export type OpenedIdentity = Awaited<ReturnType<Client["vault"]["openIdentity"]>>;

/** Logs the reason first; the server serves the compartments only to whoever has such an entry. */
export async function openIdentity(
  client: Client,
  input: { dossierId: string; q: number; reason: string },
): Promise<Result<OpenedIdentity, ApiCode>> {
  const logged = await appendToLog(client, () => client.vault.sealIdentityOpening(input));
  if (!logged.ok) return logged;
  const got = await client.api.get(`/api/dossiers/${input.dossierId}/versions/${input.q}/identity`, identityAnswer);
  if (!got.ok) return err(got.code);
  return ok(await client.vault.openIdentity({ dossierId: input.dossierId, q: input.q, ...got.value }));
}
