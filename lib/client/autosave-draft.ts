/** Saves a draft by itself, within 2 s of the last change, one save at a time, and says how it stands. */
import type { DraftPlain } from "@/lib/crypto/api";
import { sameValue } from "@/lib/shared/same-value";
import type { ApiCode } from "./api";
import type { Client } from "./client";
import { readDraft } from "./draft/draft-state";
import { saveDraft, type SaveRefusal } from "./edit-draft";

export const AUTOSAVE_DELAY_MS = 1_200;
/** Somebody who types without a pause is saved all the same. */
export const AUTOSAVE_LONGEST_WAIT_MS = 10_000;
const RETRY_DELAY_MS = 5_000;

export type SaveStatus =
  | { kind: "saved"; rev: number; at: Date | null }
  | { kind: "waiting" }
  | { kind: "saving" }
  /** `unsound`: what stands in the form could be saved, and never be opened again. */
  | { kind: "not-saved"; code: ApiCode | "vault" | "unsound" }
  | { kind: "conflict"; theirs: DraftPlain | null; theirRev: number };

export class Autosave {
  readonly #client: Client;
  readonly #dossierId: string;
  readonly #onStatus: (status: SaveStatus) => void;
  #rev: number;
  #pending: DraftPlain | null = null;
  /** Sent, and the answer never came: the server may hold it all the same. */
  #unanswered: DraftPlain[] = [];
  #waitingSince = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> = Promise.resolve();
  #status: SaveStatus;
  #stopped = false;

  constructor(client: Client, dossierId: string, rev: number, onStatus: (status: SaveStatus) => void) {
    this.#client = client;
    this.#dossierId = dossierId;
    this.#rev = rev;
    this.#onStatus = onStatus;
    this.#status = { kind: "saved", rev, at: null };
  }

  get status(): SaveStatus {
    return this.#status;
  }

  /** The newest state; replaces what was waiting. */
  change(plain: DraftPlain): void {
    if (this.#pending === null) this.#waitingSince = Date.now();
    this.#pending = plain;
    if (this.#status.kind === "conflict" || this.#stopped) return;
    if (this.#status.kind === "saved" || this.#isUnsound) this.#show({ kind: "waiting" });
    const patience = Math.max(0, AUTOSAVE_LONGEST_WAIT_MS - (Date.now() - this.#waitingSince));
    this.#schedule(Math.min(AUTOSAVE_DELAY_MS, patience));
  }

  /** Saves what is waiting now. Resolves with the last status. */
  async flush(): Promise<SaveStatus> {
    this.#unschedule();
    this.#running = this.#running.then(() => this.#saveOnce());
    await this.#running;
    return this.#status;
  }

  /** After a conflict: goes on from the winner's revision with the given state. */
  resolve(rev: number, plain: DraftPlain): void {
    this.#rev = rev;
    this.#pending = plain;
    this.#show({ kind: "waiting" });
    this.#schedule(0);
  }

  stop(): void {
    this.#stopped = true;
    this.#unschedule();
  }

  get #isUnsound(): boolean {
    return this.#status.kind === "not-saved" && this.#status.code === "unsound";
  }

  #show(next: SaveStatus): void {
    this.#status = next;
    this.#onStatus(next);
  }

  #schedule(delayMs: number): void {
    this.#unschedule();
    if (!this.#stopped) this.#timer = setTimeout(() => void this.flush(), delayMs);
  }

  #unschedule(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #saveOnce(): Promise<void> {
    if (this.#pending === null || this.#status.kind === "conflict" || this.#stopped) return;
    const plain = this.#pending;
    if (!readDraft(plain).ok) { this.#show({ kind: "not-saved", code: "unsound" }); return; }
    this.#pending = null;
    this.#show({ kind: "saving" });
    const saved = await saveDraft(this.#client, this.#dossierId, this.#rev, plain).catch(() => null);
    if (saved?.ok === true) this.#succeed(saved.value.rev);
    else this.#fail(plain, saved);
  }

  #succeed(rev: number): void {
    this.#rev = rev;
    this.#unanswered = [];
    this.#show(this.#pending === null ? { kind: "saved", rev, at: new Date() } : { kind: "waiting" });
  }

  #fail(plain: DraftPlain, refusal: SaveRefusal | null): void {
    const newest = this.#pending ?? plain;
    if (refusal?.code === "conflict") {
      const winner = refusal.winner;
      const own = winner !== null && this.#unanswered.some((sent) => sameValue(sent, winner.plain));
      if (own) { this.resolve(winner.rev, newest); return; }
      this.#pending = newest;
      this.#show({ kind: "conflict", theirs: winner?.plain ?? null, theirRev: refusal.theirRev }); return;
    }
    if (refusal === null || refusal.code === "offline") this.#unanswered = [...this.#unanswered.slice(-4), plain];
    this.#pending = newest;
    this.#show({ kind: "not-saved", code: refusal?.code ?? "vault" });
    this.#schedule(RETRY_DELAY_MS);
  }
}
