/**
 * Every upload of this page: a few at once, small files first, each to be paused, resumed, cancelled and tried again. The queue outlives
 * the vault: while that is locked, the files in flight are sent to their end, and further ones wait until their draft is open again.
 */
import type { PublicFile } from "@/lib/crypto/api";
import type { Client } from "../client";
import { recordSent, registerFile, startUpload, type NewEvidence, type SentFile } from "../upload-evidence";
import { maySend } from "./line";
import { PlaceAhead } from "./place-ahead";
import { UploadList, type Job, type UploadState } from "./upload-list";

const RETRY_OFFLINE_MS = 10_000;

/** Called when a file is registered, when the server gave it a place, and when its receipt was checked. */
export type OnFile = (dossierId: string, file: PublicFile) => Promise<void>;

type Desk = { readonly client: Client; readonly onFile: OnFile };

export class UploadQueue {
  readonly #atOnce: number;
  readonly #list = new UploadList();
  readonly #ahead = new PlaceAhead();
  /** Dossiers whose draft is open, so that the vault knows their files. */
  readonly #openDossiers = new Set<string>();
  #desk: Desk | null = null;
  #userId: string | null = null;

  readonly snapshot = this.#list.snapshot;
  readonly line = this.#list.line;
  readonly subscribe = this.#list.subscribe;

  constructor(atOnce = 2) {
    this.#atOnce = atOnce;
  }

  isBusy(dossierId: string): boolean {
    return this.snapshot().some((view) => view.dossierId === dossierId && view.state !== "done");
  }

  /** Dossiers with files here whose draft has to be opened before they go on. */
  get dossiersToOpen(): readonly string[] {
    return [...new Set(this.snapshot().map((view) => view.dossierId))].filter((dossierId) => !this.#openDossiers.has(dossierId));
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
    for (const job of this.#list.jobs.filter(({ view }) => view.dossierId === dossierId)) {
      const file = files.find(({ fid }) => fid === job.view.fid);
      if (file === undefined) {
        job.running?.stop();
        this.#list.forget(job.view.fid);
        continue;
      }
      job.registered = file;
      if (file.cth === null && job.sent !== null) void this.#record(job, job.sent);
      else if (job.view.state === "sent") this.#list.show(job, { state: "done" });
    }
    this.#startNext();
  }

  /** The vault is gone, and names with it. What is in flight goes on with the keys that its workers have. */
  lock(): void {
    this.#desk = null;
    this.#openDossiers.clear();
    for (const job of this.#list.jobs) {
      job.registered = { ...job.registered, name: "", mime: "", derivedFrom: null };
      if (job.view.state === "running" || job.view.state === "offline") continue;
      job.running?.stop();
      job.running = null;
    }
  }

  /** Makes the file's key, adds it to the draft and queues it. */
  async add(upload: NewEvidence): Promise<PublicFile> {
    const [registered] = await this.addAll([upload]);
    if (registered === undefined) throw new Error("not registered");
    return registered;
  }

  /** The same for many: their draft changes once. Answers in the same order. */
  async addAll(uploads: readonly NewEvidence[]): Promise<readonly PublicFile[]> {
    const desk = this.#desk;
    if (desk === null) throw new Error("locked");
    const added: { upload: NewEvidence; file: PublicFile }[] = [];
    for (const upload of uploads) added.push({ upload, file: await registerFile(desk.client, upload) });
    await Promise.all(added.map(({ upload, file }) => desk.onFile(upload.dossierId, file)));
    for (const { upload, file } of added) this.goOn(upload.dossierId, file, upload.file);
    return added.map(({ file }) => file);
  }

  /** Goes on with a file that was begun before; the same file has to be given again. */
  goOn(dossierId: string, registered: PublicFile, file: File): void {
    this.#openDossiers.add(dossierId);
    this.#list.add(dossierId, registered, file.slice(), this.#stateOfNew());
    this.#startNext();
  }

  pause(fid: string): void {
    const job = this.#list.get(fid);
    if (job === undefined || !["queued", "running", "offline"].includes(job.view.state)) return;
    this.#hold(job, "paused");
    this.#startNext();
  }

  /** Takes a paused file up again, or tries one that stopped. Whoever does it on a metered line agrees to it. */
  resume(fid: string): void {
    this.#agree();
    const job = this.#list.get(fid);
    if (job !== undefined && ["paused", "failed", "offline"].includes(job.view.state)) this.#list.show(job, { state: "queued", code: null });
    this.#startNext();
  }

  pauseAll(): void {
    for (const job of this.#list.jobs) this.pause(job.view.fid);
  }

  resumeAll(): void {
    this.#agree();
    for (const job of this.#list.jobs) {
      if (job.view.state === "paused") this.#list.show(job, { state: "queued", code: null });
    }
    this.#startNext();
  }

  /** Pauses at once what is under way when the line is gone, and goes on as soon as it is back. */
  setOnline(online: boolean): void {
    if (online === this.line().online) return;
    this.#list.setLine({ online });
    for (const job of this.#list.jobs) {
      if (!online && job.view.state === "running") this.#hold(job, "offline");
      if (online && job.view.state === "offline") this.#goOnline(job);
    }
    this.#startNext();
  }

  /** On a metered line nothing goes on before somebody agreed. */
  setMetered(metered: boolean): void {
    if (metered === this.line().metered) return;
    this.#list.setLine({ metered });
    const agreed = maySend({ ...this.line(), online: true });
    for (const job of this.#list.jobs) {
      if (!agreed && job.view.state === "running") this.#hold(job, this.#stateOfNew());
    }
    this.#startNext();
  }

  answerMetered(send: boolean): void {
    this.#list.setLine({ consent: send });
    if (!send) this.pauseAll();
    this.#startNext();
  }

  /** Stops, and asks the server to forget what arrived. The caller takes the file out of the draft. */
  async cancel(fid: string): Promise<void> {
    const job = this.#list.get(fid);
    if (job === undefined) return;
    this.#list.forget(fid);
    await job.running?.cancel();
    this.#startNext();
  }

  /** Takes a finished or stopped file off the list. */
  dismiss(fid: string): void {
    const state = this.#list.get(fid)?.view.state;
    if (state === "done" || state === "failed") this.#list.forget(fid);
  }

  /** Ends everything; what has arrived stays at the server. */
  close(): void {
    this.#desk = null;
    this.#openDossiers.clear();
    for (const job of this.#list.jobs) job.running?.stop();
    this.#list.clear();
  }

  #startNext(): void {
    if (this.#desk === null || !maySend(this.line())) return;
    const { jobs } = this.#list;
    const busy = jobs.filter(({ view }) => view.state === "running" || view.state === "offline").length;
    const queued = jobs
      .filter(({ view }) => view.state === "queued" && this.#openDossiers.has(view.dossierId))
      .sort((a, b) => a.view.sizeBytes - b.view.sizeBytes);
    const free = Math.max(0, this.#atOnce - busy);
    for (const job of queued.slice(0, free)) this.#start(job, this.#desk);
    this.#placeAhead(queued.slice(free), this.#desk);
  }

  #placeAhead(waiting: readonly Job[], desk: Desk): void {
    const save = async (job: Job) => {
      if (this.#desk === desk && this.#list.has(job)) await desk.onFile(job.view.dossierId, job.registered);
    };
    this.#ahead.begin(desk.client, waiting.filter(({ running }) => running === null), save);
  }

  #start(job: Job, desk: Desk): void {
    this.#list.show(job, { state: "running", code: null });
    if (job.running === null) void this.#run(job, desk);
    else job.running.resume();
  }

  async #run(job: Job, desk: Desk): Promise<void> {
    await job.placing;
    // Meanwhile it may have been paused, cancelled, or begun by another turn.
    if (job.running !== null || job.view.state !== "running" || !this.#list.has(job)) return;
    const { fid, sizeBytes, dossierId } = job.view;
    const running = startUpload(desk.client, { fid, sizeBytes }, job.bytes, {
      onProgress: ({ sentBytes }) => this.#progress(job, sentBytes),
      onCreated: (blob) => {
        job.registered = { ...job.registered, blob };
        return desk.onFile(dossierId, job.registered);
      },
      onConnected: (connected) => this.#connect(job, connected),
      onSpaceUsed: (space) => this.#list.show(job, { space }),
    });
    job.running = running;
    // It asked a vault that was locked meanwhile.
    const refused = () => ({ ok: false, code: this.#desk === desk ? "broken" : "paused" }) as const;
    const outcome = await running.done.catch(refused);
    if (job.running !== running || !this.#list.has(job)) return;
    job.running = null;
    if (outcome.ok) void this.#record(job, outcome.value);
    else if (outcome.code === "offline") this.#waitForLine(job);
    else if (outcome.code === "paused") this.#list.show(job, { state: "queued" });
    else this.#list.show(job, { state: "failed", code: outcome.code });
    this.#startNext();
  }

  /** "Done" is what stands in the draft; without it what is known of the file waits here. */
  async #record(job: Job, sent: SentFile): Promise<void> {
    job.sent = sent;
    this.#list.show(job, { state: "sent", sentBytes: job.view.totalBytes });
    const desk = this.#desk;
    if (desk === null || !this.#openDossiers.has(job.view.dossierId)) return;
    const file = await recordSent(desk.client, sent).catch(() => null);
    if (this.#desk !== desk || !this.#list.has(job)) return;
    if (file === null) { this.#list.show(job, { state: "failed", code: "broken" }); return; }
    await desk.onFile(job.view.dossierId, file);
    this.#list.show(job, { state: "done" });
  }

  #progress(job: Job, sentBytes: number): void {
    job.rate.add(sentBytes, Date.now());
    this.#list.show(job, { sentBytes, bytesPerSecond: job.rate.bytesPerSecond });
  }

  #connect(job: Job, connected: boolean): void {
    if (connected && job.view.state === "offline") this.#list.show(job, { state: "running" });
    if (!connected && job.view.state === "running") this.#list.show(job, { state: "offline" });
  }

  /** There was no line to begin on: goes on by itself when it is back. */
  #waitForLine(job: Job): void {
    this.#list.show(job, { state: "offline", code: "offline" });
    setTimeout(() => {
      if (job.view.state === "offline" && this.line().online && this.#list.has(job)) this.#goOnline(job);
      this.#startNext();
    }, RETRY_OFFLINE_MS);
  }

  #hold(job: Job, state: UploadState): void {
    job.running?.pause();
    this.#list.show(job, { state });
  }

  /** What has a key goes on even while the vault is locked. */
  #goOnline(job: Job): void {
    this.#list.show(job, { state: job.running === null ? "queued" : "running", code: null });
    job.running?.resume();
  }

  /** Somebody who said no is not asked again for each file. */
  #stateOfNew(): UploadState {
    const { metered, consent } = this.line();
    return metered && consent === false ? "paused" : "queued";
  }

  #agree(): void {
    if (this.line().metered) this.#list.setLine({ consent: true });
  }
}
