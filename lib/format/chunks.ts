/** Geometry of sealed files: which sizes exist, and what each chunk is bound to. */
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, u32, u64, type Bytes } from "../shared/bytes";
import { frame } from "./labels";
import { padme } from "./padding";

/** Plaintext bytes of a chunk, a constant of the suite. */
export const CHUNK_BYTES = 1024 * 1024;
/** What a chunk grows by: 24 bytes of nonce and 16 of tag. */
export const CHUNK_OVERHEAD_BYTES = 40;
/** Bytes of a full sealed chunk. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + CHUNK_OVERHEAD_BYTES;
/** The smallest padded file. */
export const MIN_PADDED_BYTES = 64 * 1024;

/** P: the padded size of a file of `size` bytes. */
export function paddedSize(size: number): number {
  return Math.max(MIN_PADDED_BYTES, padme(size));
}

/** N: the number of chunks of a padded file of `padded` bytes. */
export function chunkCount(padded: number): number {
  return Math.ceil(padded / CHUNK_BYTES);
}

/** Bytes of ciphertext of a file of `size` bytes: P + 40 N. */
export function sealedSize(size: number): number {
  const padded = paddedSize(size);
  return padded + CHUNK_OVERHEAD_BYTES * chunkCount(padded);
}

/** The inverse of `sealedSize` as far as there is one: P of a ciphertext of `length` bytes, or null if no file has that length. */
export function paddedSizeOf(length: number): number | null {
  if (!Number.isSafeInteger(length) || length < 0) return null;
  const count = Math.ceil(length / SEALED_CHUNK_BYTES);
  const padded = length - CHUNK_OVERHEAD_BYTES * count;
  if (padded < MIN_PADDED_BYTES || chunkCount(padded) !== count) return null;
  return paddedSize(padded) === padded ? padded : null;
}

/** True if `length` is the ciphertext length of some file: the server refuses every other Upload-Length. */
export function isLegalUploadLength(length: number): boolean {
  return paddedSizeOf(length) !== null;
}

/** Plaintext bytes of chunk `index` of a file padded to `padded` bytes. Throws RangeError if there is no such chunk. */
export function chunkPlainSize(index: number, padded: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= chunkCount(padded)) throw new RangeError("no such chunk");
  return Math.min(CHUNK_BYTES, padded - index * CHUNK_BYTES);
}

/** Associated data of chunk i: T("file/chunk", fid, u64(i), u64(N), u64(P), u32(CHUNK)). */
export function chunkAad(fid: Uint8Array, index: number, count: number, padded: number): Bytes {
  return frame("file/chunk", fid, u64(index), u64(count), u64(padded), u32(CHUNK_BYTES));
}

/** cth = SHA-256(SHA-256(C_0) ‖ … ‖ SHA-256(C_{N-1})), from the hashes of the sealed chunks in order. */
export function cthOf(chunkHashes: readonly Uint8Array[]): Bytes {
  return sha256(concatBytes(...chunkHashes));
}
