/** Sealed, resumable uploads: a worker seals ranges of the file while tus sends them. The one importer of tus-js-client. */
import { Upload } from "tus-js-client";
import { toBase64Url, fromBase64Url } from "@/lib/shared/bytes";
import { sealedSize } from "@/lib/format/chunks";
import type { Compartment, FileCipherApi, PublicFile } from "@/lib/crypto/api";
import { err, ok, type Result } from "@/lib/shared/result";
import { NEW_UPLOAD_CAP_HEADER, UPLOAD_CAP_HEADER, receipt, spaceUsed } from "@/lib/wire/uploads";
import { readRefusal, type ApiCode } from "./api";
import type { Client } from "./client";
import { contentMark } from "./uploads/content-mark";
import { sealedSource } from "./uploads/sealed-source";

/** 507, insufficient storage. */
const FULL = 507;
/** A line that is down and a server that starts again are waited out for as long as it takes. */
const RETRY_DELAYS_MS = Array.from({ length: 10_000 }, (_, attempt) => (attempt === 0 ? 0 : Math.min(250 * 2 ** attempt, 15_000)));
/** About a minute: a server that answers, but not as it should, is not asked for ever. */
const MOST_REFUSALS = 9;
const RECEIPT_RETRY_MS = 2_000;

export type UploadCode = ApiCode | "changed" | "receipt-differs" | "cancelled" | "paused";
export type UploadProgress = { sentBytes: number; totalBytes: number };
export type RegisteredFile = Pick<PublicFile, "fid" | "sizeBytes">;
/** What the server holds whole and has given its receipt for. */
export type SentFile = { readonly fid: string; readonly blob: string; readonly cap: Uint8Array; readonly sha256: string; readonly cth: string };
export type NewEvidence = {
  dossierId: string;
  compartment: Compartment;
  file: File;
  /** The name to record; it travels only inside the sealed entry. */
  name: string;
  derivedFrom: { sha256: string; action: string } | null;
};

/** Registers the file in the vault, which makes its key. */
export async function registerFile(client: Client, evidence: NewEvidence): Promise<PublicFile> {
  const { dossierId, compartment, file, name, derivedFrom } = evidence;
  const mime = file.type === "" ? "application/octet-stream" : file.type;
  return client.vault.newFile({ dossierId, compartment, name, mime, sizeBytes: file.size, derivedFrom, mark: await contentMark(file) });
}

/** Writes down in the vault that the file was sent. The vault may be another one than that which gave the key. */
export async function recordSent(client: Client, { fid, blob, cap, sha256, cth }: SentFile): Promise<PublicFile> {
  await client.vault.setUpload({ fid, blob, cap });
  return client.vault.finishFile({ fid, sha256, cth });
}

/** Sealed bytes of this month. */
export type SpaceUsed = { readonly usedBytes: number; readonly limitBytes: number };

export type UploadEvents = {
  onProgress(progress: UploadProgress): void;
  /** When the server has given the blob its id. No byte is sent before it resolves: the draft has to be saved with it, to resume another day. */
  onCreated(blob: string): Promise<void> | void;
  /** False while the line is down and the upload waits to go on by itself. */
  onConnected(connected: boolean): void;
  /** Before the end with "space-used": how much the account has and may have. */
  onSpaceUsed?(space: SpaceUsed): void;
};

const STORE_CODES: Readonly<Partial<Record<number, ApiCode>>> = { 413: "too-large", 503: "unavailable", 507: "full" };

/** Asks for a place at the server before the upload's turn: the blob's id, or null when there is none to be had, which the upload itself will tell. */
export async function placeUpload(client: Client, { fid, sizeBytes }: RegisteredFile): Promise<string | null> {
  const created = await createUpload(client, fid, sealedSize(sizeBytes));
  return created.ok ? created.value.blob : null;
}

async function createUpload(client: Client, fid: string, totalBytes: number, events?: UploadEvents): Promise<Result<Place, ApiCode>> {
  const response = await client.api
    .raw("/api/uploads", {
      method: "POST",
      headers: { "tus-resumable": "1.0.0", "upload-length": String(totalBytes), "content-length": "0" },
    })
    .catch(() => null);
  if (response === null) return err("offline");
  const location = response.headers.get("location");
  const cap = response.headers.get(NEW_UPLOAD_CAP_HEADER);
  if (response.status !== 201 || location === null || cap === null) {
    const { code, body } = await readRefusal(response);
    const space = spaceUsed.safeParse(body);
    if (space.success) events?.onSpaceUsed?.(space.data);
    return err(code);
  }
  const created = { blob: location.split("/").at(-1) ?? "", cap: fromBase64Url(cap) };
  await client.vault.setUpload({ fid, ...created });
  return ok(created);
}

/** Where the server takes the bytes, and what it wants to see for it. */
type Place = { readonly blob: string; readonly cap: Uint8Array };
type Sending = { client: Client; cipher: FileCipherApi; file: Blob; size: number; target: Place };

function makeTusUpload(sending: Sending, events: UploadEvents, settle: (outcome: Result<null, UploadCode>) => void): Upload {
  const { client, cipher, file, size, target } = sending;
  return new Upload(new Blob([]), {
    endpoint: null,
    uploadUrl: `${client.baseUrl}/api/uploads/${target.blob}`,
    uploadSize: size,
    chunkSize: Number.POSITIVE_INFINITY, // the source says how much each PATCH takes
    retryDelays: RETRY_DELAYS_MS,
    metadata: {},
    headers: { ...client.uploadHeaders(), [UPLOAD_CAP_HEADER]: toBase64Url(target.cap) },
    // The default fingerprint holds the file's name and is written to localStorage.
    fingerprint: () => Promise.resolve(""),
    storeFingerprintForResuming: false,
    fileReader: { openFile: () => Promise.resolve(sealedSource(cipher, file, size, (bytes) => client.uploadBody(bytes))) },
    onProgress: (sentBytes, totalBytes) => {
      events.onConnected(true);
      events.onProgress({ sentBytes, totalBytes });
    },
    onShouldRetry: (error, attempt) => {
      if (codeOf(error) === "changed") return false; // no line will bring the file back
      const status = error.originalResponse?.getStatus() ?? 0;
      events.onConnected(status !== 0);
      if (status === FULL) return false; // not soon; by hand
      if (status === 0) return true;
      return attempt < MOST_REFUSALS && (status === 409 || status === 423 || status === 429 || status >= 500);
    },
    onSuccess: () => settle(ok(null)),
    onError: (error) => settle(err(codeOf(error))),
  });
}

function codeOf(error: Error): UploadCode {
  const cause = "causingError" in error && error.causingError instanceof Error ? error.causingError : error;
  if ("code" in cause && cause.code === "E_CHANGED") return "changed";
  const response = "originalResponse" in error ? (error.originalResponse as { getStatus(): number } | null) : null;
  if (response === null) return "offline";
  const status = response.getStatus();
  if (status === 404 || status === 410) return "expired";
  return STORE_CODES[status] ?? "broken";
}

/** Starts or resumes the upload of a registered file. The same file must be given again after a reload. */
export function startUpload(client: Client, registered: RegisteredFile, file: Blob, events: UploadEvents): RunningUpload {
  return new RunningUpload(client, registered, file, events);
}

export class RunningUpload {
  /**
   * Resolves when the server's receipt equals what was sealed, or with the reason why not. From its first sealed byte on it needs the
   * vault no more; before that it rejects when the vault is locked.
   */
  readonly done: Promise<Result<SentFile, UploadCode>>;
  readonly #client: Client;
  readonly #fid: string;
  readonly #file: Blob;
  readonly #size: number;
  readonly #events: UploadEvents;
  #upload: Upload | null = null;
  #paused = false;
  #ended: "cancelled" | "paused" | null = null;
  #settle: (outcome: Result<null, UploadCode>) => void = () => undefined;
  #goOn: () => void = () => undefined;

  constructor(client: Client, { fid, sizeBytes }: RegisteredFile, file: Blob, events: UploadEvents) {
    this.#client = client;
    this.#fid = fid;
    this.#file = file;
    this.#size = sealedSize(sizeBytes);
    this.#events = events;
    this.done = file.size === sizeBytes ? this.#run() : Promise.resolve(err("changed"));
  }

  pause(): void {
    this.#paused = true;
    void this.#upload?.abort();
  }

  /** Goes on after a pause, or at once where it waits for the line. */
  resume(): void {
    this.#paused = false;
    void this.#upload?.abort();
    this.#upload?.start();
    this.#goOn();
  }

  /** Ends it here, with "paused"; what has arrived stays at the server. */
  stop(): void {
    void this.#upload?.abort();
    this.#end("paused");
  }

  /** Ends it, and asks the server to forget what arrived. */
  async cancel(): Promise<void> {
    const aborted = this.#upload?.abort(true).catch(() => undefined);
    this.#end("cancelled");
    await aborted;
  }

  #end(how: "cancelled" | "paused"): void {
    this.#ended = how;
    this.#settle(err(how));
    this.#goOn();
  }

  async #run(): Promise<Result<SentFile, UploadCode>> {
    const known = await this.#place(false);
    const sent = known.ok ? await this.#send(known.value) : known;
    // What the server no longer has, or holds of another file, is begun again from its first byte.
    if (sent.ok || sent.code !== "expired") return sent;
    const fresh = await this.#place(true);
    return fresh.ok ? this.#send(fresh.value) : fresh;
  }

  async #place(fresh: boolean): Promise<Result<Place, UploadCode>> {
    const known = fresh ? null : await this.#client.vault.uploadOf(this.#fid);
    const created = known === null ? await createUpload(this.#client, this.#fid, this.#size, this.#events) : ok(known);
    if (created.ok && known === null) await this.#events.onCreated(created.value.blob);
    return this.#ended === null ? created : err(this.#ended);
  }

  async #send(target: Place): Promise<Result<SentFile, UploadCode>> {
    // The worker's program comes over the same line.
    const cipher = await this.#client.fileCipher(this.#fid).catch(() => null);
    if (cipher === null) return err("offline");
    try {
      const sending: Sending = { client: this.#client, cipher, file: this.#file, size: this.#size, target };
      const sent = await new Promise<Result<null, UploadCode>>((resolve) => {
        this.#settle = resolve;
        this.#upload = makeTusUpload(sending, this.#events, resolve);
        if (this.#ended !== null) resolve(err(this.#ended));
        else if (!this.#paused) this.#upload.start();
      });
      this.#upload = null;
      return sent.ok ? await this.#checkReceipt(sending) : sent;
    } finally {
      cipher.close();
    }
  }

  /** "Done" means that the server computed the same length and tree hash over what it stored (protocol 3.10). */
  async #checkReceipt({ client, cipher, file, size, target }: Sending): Promise<Result<SentFile, UploadCode>> {
    await cipher.catchUp({ file, end: size }); // all of it was there already when this upload went on
    const digests = await cipher.digests({ file });
    const ask = () => client.api.get(`/api/uploads/${target.blob}/receipt`, receipt, { [UPLOAD_CAP_HEADER]: toBase64Url(target.cap) });
    let got = await ask();
    while (!got.ok && got.code === "offline" && (await this.#lineIsBack())) got = await ask();
    if (!got.ok) return err(got.code);
    if (got.value.length !== size || got.value.cth !== digests.cth) return err("receipt-differs");
    return ok({ fid: this.#fid, ...target, ...digests });
  }

  /** After a while, or when it is told to go on; false when it was ended meanwhile. */
  #lineIsBack(): Promise<boolean> {
    this.#events.onConnected(false);
    return new Promise((resolve) => {
      this.#goOn = () => resolve(this.#ended === null);
      setTimeout(() => this.#goOn(), RECEIPT_RETRY_MS);
    });
  }
}
