import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, statfs, utimes } from "node:fs/promises";
import { join } from "node:path";
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES, cthOf } from "@/lib/format/chunks";
import type { Bytes } from "@/lib/shared/bytes";
import { env } from "../env";

/** Left free on the volume of the evidence, whatever is asked for. */
const RESERVE_BYTES = 2 ** 30;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + CHUNK_OVERHEAD_BYTES;

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

/** Puts a whole blob on the disk itself, and takes the time off it. */
export async function settleBlob(blobId: string): Promise<void> {
  const file = await open(blobPath(blobId), "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await utimes(blobPath(blobId), 0, 0);
}

/** The hash over the hashes of the sealed chunks, as the uploading browser computes it (protocol 3.10). */
export async function hashStoredBlob(blobId: string): Promise<Bytes> {
  const hashes: Bytes[] = [];
  let chunk = createHash("sha256");
  let filled = 0;
  for await (const part of createReadStream(blobPath(blobId), { highWaterMark: SEALED_CHUNK_BYTES })) {
    let rest = part as Buffer;
    while (rest.length > 0) {
      const taken = rest.subarray(0, SEALED_CHUNK_BYTES - filled);
      chunk.update(taken);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled < SEALED_CHUNK_BYTES) continue;
      hashes.push(new Uint8Array(chunk.digest()));
      [chunk, filled] = [createHash("sha256"), 0];
    }
  }
  if (filled > 0) hashes.push(new Uint8Array(chunk.digest()));
  return cthOf(hashes);
}
