/** Drafts: creating a dossier, loading, saving with compare-and-swap, and keeping blobs alive. */
import type { DraftPlain, OwnDossier } from "@/lib/crypto/api";
import { concatBytes, toBase64Url, toHex } from "@/lib/shared/bytes";
import { err, ok, type Result } from "@/lib/shared/result";
import { draftAnswer, draftConflict } from "@/lib/wire/dossiers";
import { READ_CAP_HEADER } from "@/lib/wire/uploads";
import { conflictOf, type ApiCode } from "./api";
import type { Client } from "./client";
import { appendToLog } from "./sync-logs";

const CREATE_ATTEMPTS = 3;

export async function readCapHeader(client: Client, dossierId: string): Promise<Record<string, string>> {
  return { [READ_CAP_HEADER]: toBase64Url(await client.vault.readCap(dossierId)) };
}

/** Whether the dossier is one of this user's own organisation. */
export async function isOwn(client: Client, dossierId: string): Promise<boolean> {
  return (await client.vault.listOwnDossiers()).some((own) => own.dossierId === dossierId);
}

/** Organisation members read by capability, reviewers and coordinators by their role. */
export async function readingHeaders(client: Client, dossierId: string): Promise<Record<string, string>> {
  return (await isOwn(client, dossierId)) ? readCapHeader(client, dossierId) : {};
}

/** Head entry first, so that no dossier can exist that its organisation does not know of (protocol 3.17). */
export async function createDossier(client: Client): Promise<Result<{ dossierId: string }, ApiCode>> {
  const { dossierId, head, create } = await client.vault.createDossier();
  let first = true;
  const appended = await appendToLog(client, async () => {
    if (!first) return client.vault.sealHead({ dossierId });
    first = false;
    return head;
  });
  // The answer may get lost after the entry was stored: then the dossier has to be created all the same.
  const named = await isOwn(client, dossierId);
  if (!appended.ok && !named) return appended;
  for (let attempt = 1; ; attempt++) {
    const created = await client.api.send("POST", "/api/dossiers", create);
    if (created.ok) return ok({ dossierId });
    if (created.code !== "offline" || attempt === CREATE_ATTEMPTS) return err(created.code);
  }
}

export function listOwnDossiers(client: Client): Promise<OwnDossier[]> {
  return client.vault.listOwnDossiers();
}

export type LoadedDraft = { rev: number; plain: DraftPlain | null };

/** The stored draft, opened. `plain` is null when nothing was saved yet. */
export async function loadDraft(client: Client, dossierId: string): Promise<Result<LoadedDraft, ApiCode>> {
  const got = await client.api.get(`/api/dossiers/${dossierId}/draft`, draftAnswer, await readCapHeader(client, dossierId));
  if (!got.ok) return err(got.code);
  const { draft } = got.value;
  if (draft === null) return ok({ rev: 0, plain: null });
  if (draft.b.length === 0) return ok({ rev: draft.rev, plain: null });
  return ok(await client.vault.openDraft(draft));
}

export type Saved = { rev: number };
/** `winner` is null where nothing can be opened: a submission emptied the draft. */
export type SaveRefusal = {
  ok: false;
  code: ApiCode;
  winner: { rev: number; plain: DraftPlain } | null;
  theirRev: number;
};

const SIGNATURE_BYTES = 64;
const waitingKeyOf = (hint: Uint8Array) => `draft-${toHex(hint)}`;

/**
 * Boxes and stores the draft as the successor of `baseRev`. While it travels, its boxed form waits in the local store,
 * so that a crash loses nothing; on a conflict the winner's draft comes back and the caller keeps its own beside it.
 */
export async function saveDraft(
  client: Client,
  dossierId: string,
  baseRev: number,
  plain: DraftPlain,
): Promise<{ ok: true; value: Saved } | SaveRefusal> {
  const record = await client.vault.sealDraft({ dossierId, baseRev, plain });
  const waitingKey = waitingKeyOf(record.h);
  await client.store.put(waitingKey, concatBytes(record.sig, record.b)).catch(() => undefined);
  const sent = await client.api.send("PUT", `/api/dossiers/${dossierId}/draft`, record, await readCapHeader(client, dossierId));
  if (sent.ok) {
    await client.store.remove(waitingKey).catch(() => undefined);
    return ok({ rev: record.rev });
  }
  const conflict = conflictOf(sent, draftConflict);
  if (conflict === null) return { ok: false, code: sent.code, winner: null, theirRev: baseRev };
  await client.store.remove(waitingKey).catch(() => undefined);
  const empty = conflict.draft.b.length === 0;
  const winner = empty ? null : await client.vault.openDraft(conflict.draft);
  return { ok: false, code: "conflict", winner, theirRev: conflict.draft.rev };
}

/**
 * What this device was about to save as the successor of `rev` when the page ended, or null. `plain` is any draft of
 * this dossier: sealing it gives the opaque key under which the waiting one lies.
 */
export async function findUnsent(client: Client, dossierId: string, rev: number, plain: DraftPlain): Promise<DraftPlain | null> {
  const record = await client.vault.sealDraft({ dossierId, baseRev: rev, plain });
  const waiting = await client.store.get(waitingKeyOf(record.h)).catch(() => null);
  if (waiting === null) return null;
  const [sig, b] = [waiting.slice(0, SIGNATURE_BYTES), waiting.slice(SIGNATURE_BYTES)];
  return (await client.vault.openDraft({ ...record, sig, b }).catch(() => null))?.plain ?? null;
}
