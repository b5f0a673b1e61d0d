/** Saves a draft by itself, at most 1.5 s after the last change, one save at a time, and says how it stands. */
import type { DraftPlain } from "@/lib/crypto/api";
import type { ApiCode } from "./api";
import type { Client } from "./client";
import { saveDraft } from "./edit-draft";

export const AUTOSAVE_DELAY_MS = 1_500;
const RETRY_DELAY_MS = 5_000;

export type SaveStatus =
  | { kind: "saved"; rev: number }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "not-saved"; code: ApiCode | "vault" }
  | { kind: "conflict"; theirs: DraftPlain | null; theirRev: number };

export type Autosave = {
  /** The newest state; replaces what was waiting. */
  change(plain: DraftPlain): void;
  /** Saves what is waiting now. Resolves with the last status. */
  flush(): Promise<SaveStatus>;
  /** After a conflict: goes on from the winner's revision with the given state. */
  resolve(rev: number, plain: DraftPlain): void;
  stop(): void;
};

export function startAutosave(client: Client, dossierId: string, startRev: number, onStatus: (status: SaveStatus) => void): Autosave {
  let rev = startRev;
  let pending: DraftPlain | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> = Promise.resolve();
  let status: SaveStatus = { kind: "saved", rev };

  const show = (next: SaveStatus) => {
    status = next;
    onStatus(next);
  };
  const schedule = (delayMs: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void flush(), delayMs);
  };
  const saveOnce = async () => {
    if (pending === null || status.kind === "conflict") return;
    const plain = pending;
    pending = null;
    show({ kind: "saving" });
    const saved = await saveDraft(client, dossierId, rev, plain).catch(() => null);
    if (saved?.ok === true) {
      rev = saved.value.rev;
      show(pending === null ? { kind: "saved", rev } : { kind: "waiting" });
      return;
    }
    pending ??= plain;
    if (saved?.code === "conflict") {
      show({ kind: "conflict", theirs: saved.winner?.plain ?? null, theirRev: saved.winner?.rev ?? rev });
      return;
    }
    show({ kind: "not-saved", code: saved?.code ?? "vault" });
    schedule(RETRY_DELAY_MS);
  };
  const flush = async () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running = running.then(saveOnce);
    await running;
    return status;
  };
  return {
    change(plain) {
      pending = plain;
      if (status.kind === "conflict") return;
      show({ kind: "waiting" });
      schedule(AUTOSAVE_DELAY_MS);
    },
    flush,
    resolve(winnerRev, plain) {
      rev = winnerRev;
      pending = plain;
      show({ kind: "waiting" });
      schedule(0);
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
