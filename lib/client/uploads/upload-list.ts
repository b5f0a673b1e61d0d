/** The uploads of a page as they stand, and the line that they go over; tells whoever shows them of each change. */
import type { PublicFile } from "@/lib/crypto/api";
import { sealedSize } from "@/lib/format/chunks";
import type { RunningUpload, SentFile, SpaceUsed, UploadCode } from "../upload-evidence";
import { OPEN_LINE, type Line } from "./line";
import { TransferRate } from "./transfer-rate";

/** "sent": it has its receipt, and is written into its draft once that is open. */
export type UploadState = "queued" | "running" | "offline" | "paused" | "sent" | "done" | "failed";

export type UploadView = {
  readonly fid: string;
  readonly dossierId: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Bytes that travel: sealed and padded. */
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
  readonly state: UploadState;
  readonly code: UploadCode | null;
  /** With the code "space-used". */
  readonly space: SpaceUsed | null;
};

export type Job = {
  view: UploadView;
  /** Without its name while the vault is locked. */
  registered: PublicFile;
  /** The bytes alone: a File would hold its name. */
  readonly bytes: Blob;
  readonly rate: TransferRate;
  running: RunningUpload | null;
  /** While its place at the server is asked for and written into the draft. */
  placing: Promise<void> | null;
  sent: SentFile | null;
};

export class UploadList {
  readonly #jobs = new Map<string, Job>();
  readonly #listeners = new Set<() => void>();
  #views: readonly UploadView[] = [];
  #line: Line = OPEN_LINE;

  readonly snapshot = (): readonly UploadView[] => this.#views;

  readonly line = (): Line => this.#line;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get jobs(): readonly Job[] {
    return [...this.#jobs.values()];
  }

  get(fid: string): Job | undefined {
    return this.#jobs.get(fid);
  }

  has(job: Job): boolean {
    return this.#jobs.get(job.view.fid) === job;
  }

  add(dossierId: string, registered: PublicFile, bytes: Blob, state: UploadState): void {
    const { fid, sizeBytes } = registered;
    const begun = { sentBytes: 0, bytesPerSecond: 0, code: null, space: null };
    const view: UploadView = { fid, dossierId, sizeBytes, totalBytes: sealedSize(sizeBytes), state, ...begun };
    this.#jobs.set(fid, { view, registered, bytes, rate: new TransferRate(), running: null, placing: null, sent: null });
    this.#publish();
  }

  forget(fid: string): void {
    this.#jobs.delete(fid);
    this.#publish();
  }

  clear(): void {
    this.#jobs.clear();
    this.#publish();
  }

  /** Where it comes to a stand, no speed is shown. */
  show(job: Job, part: Partial<UploadView>): void {
    const stands = part.state !== undefined && part.state !== "running";
    if (stands) job.rate.reset();
    job.view = { ...job.view, ...part, ...(stands ? { bytesPerSecond: 0 } : {}) };
    this.#publish();
  }

  setLine(part: Partial<Line>): void {
    this.#line = { ...this.#line, ...part };
    this.#publish();
  }

  #publish(): void {
    this.#views = this.jobs.map((job) => job.view);
    for (const listener of this.#listeners) listener();
  }
}
