/** A file's entry: keys, geometry and hashes, inside a signed compartment. */
import { z } from "zod";
import type { BlobId } from "../shared/ids";
import { CHUNK_BYTES, chunkCount, paddedSize } from "./chunks";
import { bytesOf, countField, idField, keyField } from "./fields";

/** The fields alone; `fileEntryField` adds that they agree. */
export const fileFields = z.strictObject({
  fid: bytesOf(16),
  fk: keyField,
  blob: idField<BlobId>(),
  name: z.string().min(1).max(255),
  mime: z.string().max(127),
  size: countField,
  P: countField,
  N: countField,
  chunk: z.literal(CHUNK_BYTES),
  sha256: bytesOf(32),
  cth: bytesOf(32),
  derived_from: z.strictObject({ sha256: bytesOf(32), action: z.string().min(1).max(64) }).optional(),
});

/**
 * fid, fk: id and key of the file; blob: where the ciphertext is; size, P: bytes before and after padding; N: chunks;
 * sha256: of the file itself (evidential); cth: of the ciphertext (`cthOf`); derived_from: the original
 * that this file was made of, and what was done to it (an id of the domain).
 */
export const fileEntryField = fileFields.refine(isConsistent);
export type FileEntry = z.infer<typeof fileFields>;

function isConsistent({ size, P, N }: Pick<FileEntry, "size" | "P" | "N">): boolean {
  // A refinement also sees numbers that the fields refuse.
  if (!Number.isSafeInteger(size) || size < 0) return false;
  return P === paddedSize(size) && N === chunkCount(P);
}
