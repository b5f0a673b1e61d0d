/** One draft that is being edited: its state, how saving stands, and the other version after a conflict. */
import type { DraftPlain, PublicFile } from "@/lib/crypto/api";
import { Autosave, type SaveStatus } from "../autosave-draft";
import type { Client } from "../client";
import { joinMasks } from "@/lib/domain/masks";
import { withTracesOf } from "./file-traces";
import { changeDraft, readDraft, toPlain, type DraftChange, type DraftState } from "./draft-state";

export type DraftSnapshot = {
  readonly state: DraftState;
  readonly save: SaveStatus;
  /** The version that was not chosen in a conflict, kept until the draft is closed or it is dropped. */
  readonly setAside: DraftState | null;
  /** True when this device held changes that had not reached the server. */
  readonly recovered: boolean;
};

export type OpeningDraft = { readonly rev: number; readonly state: DraftState; readonly unsent: DraftState | null };

export class EditedDraft {
  readonly dossierId: string;
  readonly #autosave: Autosave;
  readonly #listeners = new Set<() => void>();
  #snapshot: DraftSnapshot;

  constructor(client: Client, dossierId: string, { rev, state, unsent }: OpeningDraft) {
    this.dossierId = dossierId;
    this.#autosave = new Autosave(client, dossierId, rev, (save) => this.#update({ save }));
    this.#snapshot = { state: unsent ?? state, save: this.#autosave.status, setAside: null, recovered: unsent !== null };
    if (unsent !== null) this.#autosave.change(toPlain(unsent));
  }

  readonly snapshot = (): DraftSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly change = (change: DraftChange): void => {
    const state = changeDraft(this.#snapshot.state, change);
    if (state === this.#snapshot.state) return;
    this.#update({ state });
    this.#autosave.change(toPlain(state));
  };

  flush(): Promise<SaveStatus> {
    return this.#autosave.flush();
  }

  get isSaved(): boolean {
    return this.#snapshot.save.kind === "saved";
  }

  /** What the other side of a conflict wrote; null when there is no conflict or it cannot be read. */
  get theirs(): DraftState | null {
    const { save } = this.#snapshot;
    return save.kind === "conflict" ? readOrNull(save.theirs) : null;
  }

  /** Goes on with what stands here; the other version is set aside. */
  keepMine(): void {
    const { save, state } = this.#snapshot;
    if (save.kind !== "conflict") return;
    const theirs = readOrNull(save.theirs);
    this.#settle(save.theirRev, withFilesOf(state, theirs), theirs);
  }

  /** Goes on with the other version; what stands here is set aside. */
  takeTheirs(): void {
    const { save, state } = this.#snapshot;
    const theirs = this.theirs;
    if (save.kind === "conflict" && theirs !== null) this.#settle(save.theirRev, withFilesOf(theirs, state), state);
  }

  /** Exchanges the version that was set aside with the one that is open. */
  useSetAside(): void {
    const { state, setAside } = this.#snapshot;
    if (setAside === null) return;
    const next = withFilesOf(setAside, state);
    this.#update({ state: next, setAside: state });
    this.#autosave.change(toPlain(next));
  }

  dropSetAside(): void {
    this.#update({ setAside: null });
  }

  close(): void {
    this.#autosave.stop();
  }

  #settle(rev: number, state: DraftState, setAside: DraftState | null): void {
    this.#update({ state, setAside });
    this.#autosave.resolve(rev, toPlain(state));
  }

  #update(part: Partial<DraftSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) listener();
  }
}

function readOrNull(plain: DraftPlain | null): DraftState | null {
  if (plain === null) return null;
  const read = readDraft(plain);
  return read.ok ? read.value : null;
}

/** Files of both: the key of a file lives in the draft alone, so a version that goes on takes every file with it, and every hidden word. */
function withFilesOf(state: DraftState, other: DraftState | null): DraftState {
  const mine = new Set(state.files.map((file) => file.fid));
  const further: PublicFile[] = (other?.files ?? []).filter((file) => !mine.has(file.fid));
  const files = state.files.map((file) => {
    const twin = other?.files.find((same) => same.fid === file.fid);
    return file.cth === null && twin !== undefined && twin.blob !== null ? twin : file;
  });
  const dossier = other === null ? state.dossier : joinMasks(withTracesOf(state.dossier, other.dossier), other.dossier);
  return { dossier, files: [...files, ...further] };
}
