/** Sealed, resumable uploads: a worker seals ranges of the file while tus sends them. The one importer of tus-js-client. */
import { Upload } from "tus-js-client";
import { toBase64Url, fromBase64Url } from "@/lib/shared/bytes";
import { sealedSize } from "@/lib/format/chunks";
import type { Compartment, FileCipherApi, PublicFile } from "@/lib/crypto/api";
import { err, ok, type Result } from "@/lib/shared/result";
import { NEW_UPLOAD_CAP_HEADER, UPLOAD_CAP_HEADER, receipt, spaceUsed } from "@/lib/wire/uploads";
import { readRefusal, type ApiCode } from "./api";
import type { Client } from "./client";
import { sealedSource } from "./uploads/sealed-source";

const RETRY_DELAYS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** 507, insufficient storage. */
const FULL = 507;

export type UploadCode = ApiCode | "changed" | "receipt-differs" | "cancelled" | "paused";
export type UploadProgress = { sentBytes: number; totalBytes: number };
export type NewEvidence = {
  dossierId: string;
  compartment: Compartment;
  file: File;
  /** The name to record; it travels only inside the sealed entry. */
  name: string;
  derivedFrom: { sha256: string; action: string } | null;
};

/** Registers the file in the vault, which makes its key. */
export function registerFile(client: Client, evidence: NewEvidence): Promise<PublicFile> {
  const { dossierId, compartment, file, name, derivedFrom } = evidence;
  const mime = file.type === "" ? "application/octet-stream" : file.type;
  return client.vault.newFile({ dossierId, compartment, name, mime, sizeBytes: file.size, derivedFrom });
}

export type RunningUpload = {
  /** Resolves when the server's receipt equals what was sealed, or with the reason why not. */
  readonly done: Promise<Result<PublicFile, UploadCode>>;
  pause(): void;
  resume(): void;
  cancel(): Promise<void>;
};

/** Sealed bytes of this month. */
export type SpaceUsed = { readonly usedBytes: number; readonly limitBytes: number };

export type UploadEvents = {
  onProgress(progress: UploadProgress): void;
  /** When the server has given the blob its id: the draft should be saved with it now, to resume another day. */
  onCreated(file: PublicFile): void;
  /** False while the line is down and the upload waits to go on by itself. */
  onConnected(connected: boolean): void;
  /** Before the end with "space-used": how much the account has and may have. */
  onSpaceUsed?(space: SpaceUsed): void;
};

const STORE_CODES: Readonly<Partial<Record<number, ApiCode>>> = { 413: "too-large", 503: "unavailable", 507: "full" };

async function createUpload(
  client: Client,
  fid: string,
  totalBytes: number,
  events: UploadEvents,
): Promise<Result<{ blob: string; cap: Uint8Array }, ApiCode>> {
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
    if (space.success) events.onSpaceUsed?.(space.data);
    return err(code);
  }
  const created = { blob: location.split("/").at(-1) ?? "", cap: fromBase64Url(cap) };
  await client.vault.setUpload({ fid, ...created });
  return ok(created);
}

type Sending = { client: Client; cipher: FileCipherApi; file: Blob; size: number; target: { blob: string; cap: Uint8Array } };

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
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      events.onConnected(status !== 0);
      if (status === FULL) return false; // not soon; by hand
      return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
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

/** "Done" means that the server computed the same length and tree hash over what it stored (protocol 3.10). */
async function checkReceipt(sending: Sending, fid: string): Promise<Result<PublicFile, UploadCode>> {
  const { client, cipher, file, size, target } = sending;
  await cipher.catchUp({ file, end: size }); // all of it was there already when this upload went on
  const got = await client.api.get(`/api/uploads/${target.blob}/receipt`, receipt, {
    [UPLOAD_CAP_HEADER]: toBase64Url(target.cap),
  });
  if (!got.ok) return err(got.code);
  const digests = await cipher.digests({ file });
  if (got.value.length !== size || got.value.cth !== digests.cth) return err("receipt-differs");
  return ok(await client.vault.finishFile({ fid, ...digests }));
}

/** Starts or resumes the upload of a registered file. The same file must be given again after a reload. */
export function startUpload(client: Client, registered: PublicFile, file: File, events: UploadEvents): RunningUpload {
  const size = sealedSize(file.size);
  let upload: Upload | null = null;
  let [paused, cancelled] = [false, false];
  let settleRun: (outcome: Result<null, UploadCode>) => void = () => undefined;

  const place = async (fresh: boolean): Promise<Result<Sending["target"], UploadCode>> => {
    const known = fresh ? null : await client.vault.uploadOf(registered.fid);
    const created = known === null ? await createUpload(client, registered.fid, size, events) : ok(known);
    if (created.ok && known === null) events.onCreated({ ...registered, blob: created.value.blob });
    return cancelled ? err("cancelled") : created;
  };
  const send = async (target: Sending["target"]): Promise<Result<PublicFile, UploadCode>> => {
    const cipher = await client.fileCipher(registered.fid);
    try {
      const sending: Sending = { client, cipher, file, size, target };
      const sent = await new Promise<Result<null, UploadCode>>((resolve) => {
        settleRun = resolve;
        upload = makeTusUpload(sending, events, resolve);
        if (!paused) upload.start();
      });
      return sent.ok ? await checkReceipt(sending, registered.fid) : sent;
    } finally {
      cipher.close();
    }
  };
  const run = async (): Promise<Result<PublicFile, UploadCode>> => {
    if (file.size !== registered.sizeBytes) return err("changed");
    const known = await place(false);
    const sent = known.ok ? await send(known.value) : known;
    // What the server no longer has, or holds of another file, is begun again from its first byte.
    if (sent.ok || sent.code !== "expired") return sent;
    const fresh = await place(true);
    return fresh.ok ? send(fresh.value) : fresh;
  };

  return {
    done: run(),
    pause() {
      paused = true;
      void upload?.abort();
    },
    resume() {
      paused = false;
      upload?.start();
    },
    async cancel() {
      cancelled = true;
      await upload?.abort(true).catch(() => undefined);
      settleRun(err("cancelled"));
    },
  };
}
