/** What a researcher finds behind a dossier's id: a draft, a dossier that waits with the coalition, or one that came back. */
import type { DossierView, OwnDossier } from "@/lib/crypto/api";
import { err, ok, type Result } from "@/lib/shared/result";
import type { ApiCode } from "../api";
import type { Client } from "../client";
import { findUnsent, loadDraft, type LoadedDraft } from "../edit-draft";
import { openDossier } from "../open-dossier";
import { appendToLog } from "../sync-logs";
import { emptyDraft, readDraft, toPlain, type DraftState } from "./draft-state";
import type { OpeningDraft } from "./edited-draft";

export type OpeningCode = ApiCode | "unreadable";
export type Writing =
  | { readonly kind: "draft"; readonly opening: OpeningDraft; readonly view: DossierView | null }
  | { readonly kind: "with-coalition"; readonly view: DossierView };

export async function openForWriting(client: Client, own: OwnDossier): Promise<Result<Writing, OpeningCode>> {
  if (own.q === null) {
    const loaded = await loadDraft(client, own.dossierId);
    if (!loaded.ok) return loaded;
    // Once saved and now empty: it was submitted, and the entry that says so got lost on the way.
    if (loaded.value.plain !== null || loaded.value.rev === 0) return openDraft(client, own.dossierId, loaded.value, null);
  }
  const view = await openDossier(client, own.dossierId);
  if (!view.ok) return view;
  if (own.q === null && view.value.versions.length > 0) await nameVersion(client, own.dossierId);
  if (view.value.intake.state !== "returned") return ok({ kind: "with-coalition", view: view.value });
  const loaded = await loadDraft(client, own.dossierId);
  return loaded.ok ? openDraft(client, own.dossierId, loaded.value, view.value) : loaded;
}

/** A version without a head entry is accepted once the first client that sees it appends the entry (protocol 3.17). */
async function nameVersion(client: Client, dossierId: string): Promise<void> {
  await appendToLog(client, () => client.vault.sealHead({ dossierId }));
}

async function openDraft(
  client: Client,
  dossierId: string,
  loaded: LoadedDraft,
  view: DossierView | null,
): Promise<Result<Writing, OpeningCode>> {
  const read = readLoaded(loaded, view);
  if (!read.ok) return err(read.code);
  const unsent = await readUnsent(client, dossierId, loaded.rev, read.value);
  return ok({ kind: "draft", opening: { rev: loaded.rev, state: read.value, unsent }, view });
}

function readLoaded({ plain }: LoadedDraft, view: DossierView | null): Result<DraftState, "unreadable"> {
  if (plain !== null) return readDraft(plain);
  const last = view?.versions.at(-1);
  if (last === undefined) return ok(emptyDraft());
  const { content, identity, sources, notes, files } = last;
  return readDraft({ content, identity, sources, notes, files });
}

async function readUnsent(client: Client, dossierId: string, rev: number, state: DraftState): Promise<DraftState | null> {
  const plain = await findUnsent(client, dossierId, rev, toPlain(state));
  if (plain === null) return null;
  const read = readDraft(plain);
  return read.ok ? read.value : null;
}
