import "server-only";
import { createReadStream } from "node:fs";
import { mkdir, open, statfs, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes } from "@/lib/shared/bytes";
import { env } from "../env";
import { TreeHash } from "./tree-hash";

/** Left free on the volume of the evidence, whatever is asked for. */
const RESERVE_BYTES = 2 ** 30;
const READ_BYTES = 2 ** 20;

/** The file of a blob. `blobId` is 32 hex digits. */
export function blobPath(blobId: string): string {
  return join(env().evidenceFolder, blobId);
}

export async function hasRoomFor(bytes: number): Promise<boolean> {
  const { evidenceFolder } = env();
  await mkdir(evidenceFolder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(evidenceFolder);
  return bavail * bsize - bytes >= RESERVE_BYTES;
}

/** Puts what was written of a blob on the disk itself. */
export async function syncBlob(blobId: string): Promise<void> {
  const file = await open(blobPath(blobId), "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A whole blob: on the disk itself, and without a time. */
export async function settleBlob(blobId: string): Promise<void> {
  await syncBlob(blobId);
  await utimes(blobPath(blobId), 0, 0);
}

/** cth of what lies on the disk; `breathe` comes after each mebibyte. */
export async function hashStoredBlob(blobId: string, breathe?: () => Promise<void>): Promise<Bytes> {
  const hash = new TreeHash();
  for await (const part of createReadStream(blobPath(blobId), { highWaterMark: READ_BYTES })) {
    hash.update(part as Buffer);
    await breathe?.();
  }
  return hash.finish();
}
