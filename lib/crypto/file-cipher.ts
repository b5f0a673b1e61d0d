/**
 * The chunk cipher of evidence files (protocol 3.10): independent XChaCha20-Poly1305 chunks with synthetic nonces, so that the
 * ciphertext is a pure function of (FK, fid, file) and an upload can resume at any byte.
 */
import type { Bytes } from "../shared/bytes";
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES, chunkAad, chunkCount, chunkPlainSize, paddedSize } from "../format/chunks";
import { prf } from "../format/labels";
import { openInPlace, sealInPlace, wipeChunkMemory } from "./chunk-memory";
import { demand, refuse } from "./crypto-error";
import { memzero } from "./sodium";

export interface FileKeys {
  readonly fid: Bytes;
  /** bytes of the original */
  readonly size: number;
  /** P */
  readonly padded: number;
  /** N */
  readonly count: number;
  readonly cipherKey: Bytes;
  readonly nonceKey: Bytes;
}

/** Sub-keys and geometry of one file of `size` bytes; `fk` 32 bytes, `fid` 16 bytes. */
export function fileKeys(fk: Uint8Array, fid: Bytes, size: number): FileKeys {
  const padded = paddedSize(size);
  return {
    fid, size, padded, count: chunkCount(padded),
    cipherKey: prf(fk, "file/key", [fid]), nonceKey: prf(fk, "file/siv", [fid]),
  };
}

/** Overwrites the keys, and what the last chunk left. */
export function wipeKeys({ cipherKey, nonceKey }: FileKeys): void {
  memzero(cipherKey, nonceKey);
  wipeChunkMemory();
}

/**
 * C_i = nonce_i ‖ AEAD. `data` is what the file has of chunk i; the padding follows by itself. The answer is a view that stands
 * until the next chunk is sealed or opened: copy what is kept.
 */
export function sealChunk(keys: FileKeys, index: number, data: Uint8Array): Bytes {
  demand(data.length === dataSize(keys, index), "E_LENGTH");
  const aad = chunkAad(keys.fid, index, keys.count, keys.padded);
  return sealInPlace(keys, aad, data, chunkPlainSize(index, keys.padded));
}

/**
 * The data of chunk i, its padding checked and taken off (E_PAD). Refuses with E_CHUNK whatever is not chunk i of this very file.
 * The answer is a view, as of `sealChunk`.
 */
export function openChunk(keys: FileKeys, index: number, sealed: Uint8Array): Bytes {
  demand(sealed.length === chunkPlainSize(index, keys.padded) + CHUNK_OVERHEAD_BYTES, "E_CHUNK");
  const aad = chunkAad(keys.fid, index, keys.count, keys.padded);
  const plain = openInPlace(keys, aad, sealed) ?? refuse("E_CHUNK");
  const data = plain.subarray(0, dataSize(keys, index));
  demand(plain.subarray(data.length).every((byte) => byte === 0), "E_PAD");
  return data;
}

/** Bytes of the file in chunk i: none in a chunk of padding alone. */
function dataSize(keys: FileKeys, index: number): number {
  return Math.min(chunkPlainSize(index, keys.padded), Math.max(0, keys.size - index * CHUNK_BYTES));
}

/** SHA-256 of a sealed chunk, by the browser on a thread of its own; it takes its copy of the bytes at once. */
export async function hashSealed(sealed: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", sealed as Bytes));
}
