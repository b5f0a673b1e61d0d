/**
 * Every upload of this page: a few at once, small files first, each to be paused, resumed, cancelled and tried again. The queue outlives
 * the vault: while that is locked, the files in flight are sent to their end, and further ones wait until their draft is open again.
 */
import type { PublicFile } from "@/lib/crypto/api";
import { sealedSize } from "@/lib/format/chunks";
import type { Client } from "../client";
import { recordSent, registerFile, startUpload, type NewEvidence, type RunningUpload, type SentFile, type SpaceUsed, type UploadCode } from "../upload-evidence";
import { TransferRate } from "./transfer-rate";

const RETRY_OFFLINE_MS = 10_000;

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

type Job = {
  view: UploadView;
  /** Without its name while the vault is locked. */
  registered: PublicFile;
  /** The bytes alone: a File would hold its name. */
  readonly bytes: Blob;
  readonly rate: TransferRate;
  running: RunningUpload | null;
  sent: SentFile | null;
};

export type NewUpload = NewEvidence;

/** Called when a file is registered, when the server gave it a place, and when its receipt was checked. */
export type OnFile = (dossierId: string, file: PublicFile) => Promise<void>;

type Desk = { readonly client: Client; readonly onFile: OnFile };

export class UploadQueue {
  readonly #atOnce: number;
  readonly #jobs = new Map<string, Job>();
  readonly #listeners = new Set<() => void>();
  /** Dossiers whose draft is open, so that the vault knows their files. */
  readonly #openDossiers = new Set<string>();
  #desk: Desk | null = null;
  #userId: string | null = null;
  #views: readonly UploadView[] = [];

  constructor(atOnce = 2) {
    this.#atOnce = atOnce;
  }

  readonly snapshot = (): readonly UploadView[] => this.#views;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  isBusy(dossierId: string): boolean {
    return this.#views.some((view) => view.dossierId === dossierId && view.state !== "done");
  }

  /** Dossiers with files here whose draft has to be opened before they go on. */
  get dossiersToOpen(): readonly string[] {
    return [...new Set(this.#views.map((view) => view.dossierId))].filter((dossierId) => !this.#openDossiers.has(dossierId));
  }

  /** Whose page this is now: what another person left here ends. */
  enterAs(userId: string): void {
    if (this.#userId !== null && this.#userId !== userId) this.close();
    this.#userId = userId;
  }

  /** From now on files are registered in this client's vault. */
  attach(client: Client, onFile: OnFile): void {
    this.#desk = { client, onFile };
  }

  /** The draft is open, with these files: what waited for it goes on. A file that it does not know is forgotten. */
  openDossier(dossierId: string, files: readonly PublicFile[]): void {
    this.#openDossiers.add(dossierId);
    for (const job of this.#jobsOf(dossierId)) {
      const file = files.find(({ fid }) => fid === job.view.fid);
      if (file === undefined) { this.#drop(job); continue; }
      job.registered = file;
      if (file.cth === null && job.sent !== null) void this.#record(job, job.sent);
      else if (job.view.state === "sent") this.#show(job, { state: "done" });
    }
    this.#startNext();
  }

  /** The vault is gone, and names with it. What is in flight goes on with the keys that its workers have. */
  lock(): void {
    this.#desk = null;
    this.#openDossiers.clear();
    for (const job of this.#jobs.values()) {
      job.registered = { ...job.registered, name: "", mime: "", derivedFrom: null };
      if (job.view.state === "running" || job.view.state === "offline") continue;
      job.running?.stop();
      job.running = null;
    }
  }

  /** Makes the file's key, adds it to the draft and queues it. */
  async add(upload: NewUpload): Promise<PublicFile> {
    if (this.#desk === null) throw new Error("locked");
    const registered = await registerFile(this.#desk.client, upload);
    await this.#desk.onFile(upload.dossierId, registered);
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
    this.#show(job, { state: "queued", code: null });
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

  /** Ends everything; what has arrived stays at the server. */
  close(): void {
    this.#desk = null;
    this.#openDossiers.clear();
    for (const job of this.#jobs.values()) job.running?.stop();
    this.#jobs.clear();
    this.#publish();
  }

  #jobsOf(dossierId: string): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => job.view.dossierId === dossierId);
  }

  #enqueue(dossierId: string, registered: PublicFile, file: File): void {
    const { fid, sizeBytes } = registered;
    const view: UploadView = {
      fid, dossierId, sizeBytes,
      sentBytes: 0,
      totalBytes: sealedSize(sizeBytes),
      bytesPerSecond: 0,
      state: "queued",
      code: null,
      space: null,
    };
    this.#openDossiers.add(dossierId);
    this.#jobs.set(fid, { view, registered, bytes: file.slice(), rate: new TransferRate(), running: null, sent: null });
    this.#publish();
    this.#startNext();
  }

  #startNext(): void {
    if (this.#desk === null) return;
    const jobs = [...this.#jobs.values()];
    const busy = jobs.filter((job) => job.view.state === "running" || job.view.state === "offline").length;
    const queued = jobs
      .filter((job) => job.view.state === "queued" && this.#openDossiers.has(job.view.dossierId))
      .sort((a, b) => a.view.sizeBytes - b.view.sizeBytes);
    for (const job of queued.slice(0, Math.max(0, this.#atOnce - busy))) this.#start(job, this.#desk);
  }

  #start(job: Job, desk: Desk): void {
    this.#show(job, { state: "running", code: null });
    if (job.running === null) void this.#run(job, desk);
    else job.running.resume();
  }

  async #run(job: Job, desk: Desk): Promise<void> {
    const { fid, dossierId } = job.view;
    const running = startUpload(desk.client, { fid, sizeBytes: job.view.sizeBytes }, job.bytes, {
      onProgress: ({ sentBytes }) => this.#progress(job, sentBytes),
      onCreated: (blob) => {
        job.registered = { ...job.registered, blob };
        return desk.onFile(dossierId, job.registered);
      },
      onConnected: (connected) => this.#connect(job, connected),
      onSpaceUsed: (space) => this.#show(job, { space }),
    });
    job.running = running;
    // It asked a vault that was locked meanwhile.
    const refused = () => ({ ok: false, code: this.#desk === desk ? "broken" : "paused" }) as const;
    const outcome = await running.done.catch(refused);
    if (job.running !== running || this.#jobs.get(fid) !== job) return;
    job.running = null;
    if (outcome.ok) await this.#record(job, outcome.value);
    else if (outcome.code === "offline") this.#waitForLine(job);
    else if (outcome.code === "paused") this.#show(job, { state: "queued", bytesPerSecond: 0 });
    else this.#show(job, { state: "failed", code: outcome.code, bytesPerSecond: 0 });
    this.#startNext();
  }

  /** "Done" is what stands in the draft; without it what is known of the file waits here. */
  async #record(job: Job, sent: SentFile): Promise<void> {
    job.sent = sent;
    this.#show(job, { state: "sent", sentBytes: job.view.totalBytes, bytesPerSecond: 0 });
    const desk = this.#desk;
    if (desk === null || !this.#openDossiers.has(job.view.dossierId)) return;
    const file = await recordSent(desk.client, sent).catch(() => null);
    if (this.#desk !== desk || this.#jobs.get(sent.fid) !== job) return;
    if (file === null) { this.#show(job, { state: "failed", code: "broken" }); return; }
    await desk.onFile(job.view.dossierId, file);
    this.#show(job, { state: "done" });
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

  /** There was no line to begin on: goes on by itself when it is back. */
  #waitForLine(job: Job): void {
    this.#show(job, { state: "offline", code: "offline", bytesPerSecond: 0 });
    setTimeout(() => {
      if (job.view.state === "offline" && this.#jobs.get(job.view.fid) === job) this.resume(job.view.fid);
    }, RETRY_OFFLINE_MS);
  }

  #drop(job: Job): void {
    job.running?.stop();
    this.#forget(job.view.fid);
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
