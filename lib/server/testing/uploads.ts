/** Uploads for tests, through the route handlers. */
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES, cthOf } from "@/lib/format/chunks";
import { toHex, type Bytes } from "@/lib/shared/bytes";
import { NEW_UPLOAD_CAP_HEADER, UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";
import * as uploads from "@/app/api/uploads/[[...path]]/route";
import { env } from "../env";
import { call, type Answered } from "./call";
import { mustBeOk, type SignedIn } from "./story";

const TUS = { "tus-resumable": "1.0.0" };

/** Evidence goes to a folder of this test; returns the function that removes it. */
export async function useEvidenceFolder(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "sealpost-evidence-"));
  vi.stubEnv("SEALPOST_DATA", folder);
  return async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  };
}

/** The file of a blob in that folder. */
export function blobPath(blobId: string): string {
  return join(env().evidenceFolder, blobId);
}

export type TestUpload = { readonly id: string; readonly cap: string };

export function postUpload(cookie: string | undefined, headers: Record<string, string>): Promise<Answered> {
  return call(uploads, "POST", { cookie, params: { path: [] }, headers: { ...TUS, ...headers } });
}

export async function createUpload(by: SignedIn, length: number): Promise<TestUpload> {
  const answered = await postUpload(by.cookie, { "upload-length": String(length) });
  mustBeOk(answered);
  const location = answered.headers.get("location") ?? "";
  return { id: location.split("/").at(-1) ?? "", cap: answered.headers.get(NEW_UPLOAD_CAP_HEADER) ?? "" };
}

type Continue = { readonly offset?: number; readonly body?: BodyInit; readonly cap?: string };

export function continueUpload(method: "HEAD" | "PATCH" | "DELETE", { id, cap }: TestUpload, { offset, body, cap: shown = cap }: Continue = {}): Promise<Answered> {
  const headers: Record<string, string> = { ...TUS, [UPLOAD_CAP_HEADER]: shown };
  if (method === "PATCH") Object.assign(headers, { "content-type": "application/offset+octet-stream", "upload-offset": String(offset ?? 0) });
  return call(uploads, method, { params: { path: [id] }, headers, ...(body === undefined ? {} : { raw: body }) });
}

export async function offsetOf(upload: TestUpload): Promise<number> {
  return Number((await continueUpload("HEAD", upload)).headers.get("upload-offset"));
}

export function askReceipt({ id, cap }: TestUpload): Promise<Answered> {
  return call(uploads, "GET", { params: { path: [id, "receipt"] }, headers: { [UPLOAD_CAP_HEADER]: cap } });
}

/** Bytes of any content: the server cannot tell ciphertext from noise. */
export function noise(length: number): Bytes {
  return new Uint8Array(randomBytes(length));
}

/** What the browser computes while it seals. */
export function expectedCth(bytes: Uint8Array): string {
  const chunk = CHUNK_BYTES + CHUNK_OVERHEAD_BYTES;
  const hashes: Bytes[] = [];
  for (let at = 0; at < bytes.length; at += chunk) {
    hashes.push(new Uint8Array(createHash("sha256").update(bytes.subarray(at, at + chunk)).digest()));
  }
  return toHex(cthOf(hashes));
}

/** Sent whole, with its receipt: that sets it complete. */
export async function uploadBlob(by: SignedIn, bytes: Bytes): Promise<TestUpload> {
  const upload = await createUpload(by, bytes.length);
  mustBeOk(await continueUpload("PATCH", upload, { offset: 0, body: bytes }));
  return upload;
}
