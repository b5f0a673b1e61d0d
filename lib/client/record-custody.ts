/** The custody log of a dossier: read and verified, and written to before an exhibit is shown, saved or packed. */
import type { CustodyIntent, CustodyView } from "@/lib/crypto/api";
import { CUSTODY_FILES_MAX } from "@/lib/format/custody";
import type { CustodyRecord } from "@/lib/format/records";
import { err, ok, type Result } from "@/lib/shared/result";
import { custodyAnswer, custodyConflict } from "@/lib/wire/dossiers";
import { conflictOf, type ApiCode } from "./api";
import { today, type Client } from "./client";
import { isOwn, readingHeaders } from "./edit-draft";
import { inTurn } from "./in-turn";
import { storePins, syncLogs } from "./sync-logs";

const RECORD_ATTEMPTS = 4;

export type CustodyWish = Omit<CustodyIntent, "day" | "fids"> & { readonly fids: readonly string[] };

/** The chain as its reader may see it; the dossier was opened before. What does not verify is said in `fault`. */
export async function readCustody(client: Client, dossierId: string): Promise<Result<CustodyView, ApiCode>> {
  const replayed = await inTurn(client, `custody ${dossierId}`, () => replayNew(client, dossierId));
  if (!replayed.ok) return replayed;
  const view = await client.vault.viewCustody(dossierId);
  await storePins(client);
  return ok(view);
}

/**
 * Writes down who does what with which exhibits, unless this day's log says so already; one's own organisation's dossiers need
 * no entry. Rejects with VaultError where the chain that is served cannot be followed.
 */
export async function recordCustody(client: Client, wish: CustodyWish): Promise<Result<null, ApiCode>> {
  if (await isOwn(client, wish.dossierId)) return ok(null);
  return inTurn(client, `custody ${wish.dossierId}`, async () => {
    const replayed = await replayNew(client, wish.dossierId);
    if (!replayed.ok) return replayed;
    for (let at = 0; at < wish.fids.length; at += CUSTODY_FILES_MAX) {
      const appended = await append(client, { ...wish, fids: wish.fids.slice(at, at + CUSTODY_FILES_MAX), day: today() });
      if (!appended.ok) return appended;
    }
    await client.vault.viewCustody(wish.dossierId);
    await storePins(client);
    return ok(null);
  });
}

/** Entries are made against the end that the vault knows; when somebody was faster, after theirs. */
async function append(client: Client, intent: CustodyIntent): Promise<Result<null, ApiCode>> {
  const { dossierId } = intent;
  for (let attempt = 1; ; attempt++) {
    const record = await client.vault.signCustody(intent);
    if (record === null) return ok(null);
    const sent = await client.api.send("POST", `/api/dossiers/${dossierId}/custody`, record);
    if (sent.ok) {
      const length = (await client.vault.custodyLength(dossierId)) + 1;
      await client.vault.applyCustody({ dossierId, entries: [record], length });
      return ok(null);
    }
    const winners = conflictOf(sent, custodyConflict);
    if (winners === null || attempt === RECORD_ATTEMPTS) return err(sent.code);
    const applied = await apply(client, dossierId, winners);
    if (!applied.ok) return applied;
  }
}

async function replayNew(client: Client, dossierId: string): Promise<Result<null, ApiCode>> {
  const headers = await readingHeaders(client, dossierId);
  const known = await client.vault.custodyLength(dossierId);
  const entries: CustodyRecord[] = [];
  for (;;) {
    const page = await client.api.get(`/api/dossiers/${dossierId}/custody?from=${known + entries.length}`, custodyAnswer, headers);
    if (!page.ok) return err(page.code);
    entries.push(...page.value.entries);
    const { length } = page.value;
    if (page.value.entries.length === 0 || known + entries.length >= length) return apply(client, dossierId, { entries, length });
  }
}

/** The logs first: an entry may lean on one that came after this client last looked. */
async function apply(client: Client, dossierId: string, page: { entries: CustodyRecord[]; length: number }): Promise<Result<null, ApiCode>> {
  if (page.entries.length > 0) {
    const synced = await syncLogs(client);
    if (!synced.ok) return synced;
  }
  await client.vault.applyCustody({ dossierId, ...page });
  return ok(null);
}
