/** Every upload of this page: at most two at once, small files first, each to be paused, resumed, cancelled and tried again. */
import type { Compartment, PublicFile } from "@/lib/crypto/api";
import { sealedSize } from "@/lib/format/chunks";
import type { Client } from "../client";
import { registerFile, startUpload, type RunningUpload, type SpaceUsed, type UploadCode } from "../upload-evidence";
import { TransferRate } from "./transfer-rate";

export const UPLOADS_AT_ONCE = 2;
const RETRY_OFFLINE_MS = 10_000;

export type UploadState = "queued" | "running" | "offline" | "paused" | "done" | "failed";

export type UploadView = {
  readonly fid: string;
  readonly dossierId: string;
  readonly name: string;
  readonly compartment: Compartment;
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

type Job = {
  view: UploadView;
  registered: PublicFile;
  readonly file: File;
  readonly rate: TransferRate;
  running: RunningUpload | null;
};

export type NewUpload = {
  readonly dossierId: string;
  readonly file: File;
  readonly name: string;
  readonly compartment: Compartment;
  readonly derivedFrom: { sha256: string; action: string } | null;
};

/** Called when a file is registered, when the server gave it a place, and when its receipt was checked. */
export type OnFile = (dossierId: string, file: PublicFile) => Promise<void>;

export class UploadQueue {
  readonly #client: Client;
  readonly #onFile: OnFile;
  readonly #jobs = new Map<string, Job>();
  readonly #listeners = new Set<() => void>();
  #views: readonly UploadView[] = [];
  #closed = false;

  constructor(client: Client, onFile: OnFile) {
    this.#client = client;
    this.#onFile = onFile;
  }

  readonly snapshot = (): readonly UploadView[] => this.#views;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  isBusy(dossierId: string): boolean {
    return this.#views.some((view) => view.dossierId === dossierId && view.state !== "done");
  }

  /** Makes the file's key, adds it to the draft and queues it. */
  async add(upload: NewUpload): Promise<PublicFile> {
    const registered = await registerFile(this.#client, upload);
    await this.#onFile(upload.dossierId, registered);
    this.#enqueue(upload.dossierId, registered, upload.file);
    return registered;
  }

  /** Goes on with a file that was begun before; the same file has to be given again. */
  goOn(dossierId: string, registered: PublicFile, file: File): void {
    this.#enqueue(dossierId, registered, file);
  }

  pause(fid: string): void {
    const job = this.#jobs.get(fid);
    if (job === undefined || !["queued", "running", "offline"].includes(job.view.state)) return;
    job.running?.pause();
    job.rate.reset();
    this.#show(job, { state: "paused", bytesPerSecond: 0 });
    this.#startNext();
  }

  /** Takes a paused file up again, or tries one that stopped. */
  resume(fid: string): void {
    const job = this.#jobs.get(fid);
    if (job === undefined || !["paused", "failed", "offline"].includes(job.view.state)) return;
    this.#show(job, { state: "queued" });
    this.#startNext();
  }

  /** Stops, and asks the server to forget what arrived. The caller takes the file out of the draft. */
  async cancel(fid: string): Promise<void> {
    const job = this.#jobs.get(fid);
    if (job === undefined) return;
    this.#forget(fid);
    await job.running?.cancel();
    this.#startNext();
  }

  /** Takes a finished or stopped file off the list. */
  dismiss(fid: string): void {
    const state = this.#jobs.get(fid)?.view.state;
    if (state === "done" || state === "failed") this.#forget(fid);
  }

  close(): void {
    this.#closed = true;
    for (const job of this.#jobs.values()) job.running?.pause();
    this.#jobs.clear();
    this.#publish();
  }

  #enqueue(dossierId: string, registered: PublicFile, file: File): void {
    const { fid, name, compartment, sizeBytes } = registered;
    const view: UploadView = {
      fid, dossierId, name, compartment, sizeBytes,
      sentBytes: 0,
      totalBytes: sealedSize(sizeBytes),
      bytesPerSecond: 0,
      state: "queued",
      code: null,
      space: null,
    };
    this.#jobs.set(fid, { view, registered, file, rate: new TransferRate(), running: null });
    this.#publish();
    this.#startNext();
  }

  #startNext(): void {
    if (this.#closed) return;
    const jobs = [...this.#jobs.values()];
    const busy = jobs.filter((job) => job.view.state === "running" || job.view.state === "offline").length;
    const queued = jobs.filter((job) => job.view.state === "queued").sort((a, b) => a.view.sizeBytes - b.view.sizeBytes);
    for (const job of queued.slice(0, Math.max(0, UPLOADS_AT_ONCE - busy))) this.#start(job);
  }

  #start(job: Job): void {
    const startAgain = job.view.code !== null;
    this.#show(job, { state: "running", code: null });
    if (job.running !== null && !startAgain) { job.running.resume(); return; }
    void this.#run(job);
  }

  async #run(job: Job): Promise<void> {
    const { dossierId } = job.view;
    job.running = startUpload(this.#client, job.registered, job.file, {
      onProgress: ({ sentBytes }) => this.#progress(job, sentBytes),
      onCreated: (file) => {
        job.registered = file;
        void this.#onFile(dossierId, file);
      },
      onConnected: (connected) => this.#connect(job, connected),
      onSpaceUsed: (space) => this.#show(job, { space }),
    });
    const outcome = await job.running.done.catch(() => ({ ok: false, code: "broken" }) as const);
    if (this.#closed || this.#jobs.get(job.view.fid) !== job) return;
    if (outcome.ok) {
      await this.#onFile(dossierId, outcome.value);
      this.#show(job, { state: "done", sentBytes: job.view.totalBytes });
    } else if (outcome.code === "offline") {
      this.#waitForLine(job);
    } else {
      this.#show(job, { state: "failed", code: outcome.code, bytesPerSecond: 0 });
    }
    this.#startNext();
  }

  #progress(job: Job, sentBytes: number): void {
    job.rate.add(sentBytes, Date.now());
    this.#show(job, { sentBytes, bytesPerSecond: job.rate.bytesPerSecond });
  }

  #connect(job: Job, connected: boolean): void {
    if (connected && job.view.state === "offline") this.#show(job, { state: "running" });
    if (!connected && job.view.state === "running") {
      job.rate.reset();
      this.#show(job, { state: "offline", bytesPerSecond: 0 });
    }
  }

  /** The line was down for longer than one attempt lasts: goes on by itself when it is back. */
  #waitForLine(job: Job): void {
    this.#show(job, { state: "offline", code: "offline", bytesPerSecond: 0 });
    setTimeout(() => {
      if (job.view.state === "offline" && this.#jobs.get(job.view.fid) === job) this.resume(job.view.fid);
    }, RETRY_OFFLINE_MS);
  }

  #forget(fid: string): void {
    this.#jobs.delete(fid);
    this.#publish();
  }

  #show(job: Job, part: Partial<UploadView>): void {
    job.view = { ...job.view, ...part };
    this.#publish();
  }

  #publish(): void {
    this.#views = [...this.#jobs.values()].map((job) => job.view);
    for (const listener of this.#listeners) listener();
  }
}
