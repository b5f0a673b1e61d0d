/**
 * The chunk cipher of evidence files (protocol 3.10): independent XChaCha20-Poly1305 chunks with synthetic nonces, so that the
 * ciphertext is a pure function of (FK, fid, file) and an upload can resume at any byte.
 */
import { concatBytes, type Bytes } from "../shared/bytes";
import { CHUNK_OVERHEAD_BYTES, chunkAad, chunkCount, chunkPlainSize, paddedSize } from "../format/chunks";
import { prf } from "../format/labels";
import { demand, refuse } from "./crypto-error";
import { blake2b, decryptAead, encryptAead, NONCE_BYTES } from "./sodium";

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

/** C_i = nonce_i ‖ AEAD. `plain` is chunk i with its padding: exactly `chunkPlainSize(i, P)` bytes. */
export function sealChunk(keys: FileKeys, index: number, plain: Uint8Array): Bytes {
  demand(plain.length === chunkPlainSize(index, keys.padded), "E_LENGTH");
  const aad = chunkAad(keys.fid, index, keys.count, keys.padded);
  const nonce = blake2b(NONCE_BYTES, concatBytes(aad, plain), keys.nonceKey);
  return concatBytes(nonce, encryptAead(keys.cipherKey, nonce, aad, plain));
}

/** Chunk i with its padding. Refuses with E_CHUNK whatever is not chunk i of this very file. */
export function openChunk(keys: FileKeys, index: number, sealed: Uint8Array): Bytes {
  demand(sealed.length === chunkPlainSize(index, keys.padded) + CHUNK_OVERHEAD_BYTES, "E_CHUNK");
  const aad = chunkAad(keys.fid, index, keys.count, keys.padded);
  return decryptAead(keys.cipherKey, sealed.subarray(0, NONCE_BYTES), aad, sealed.subarray(NONCE_BYTES)) ?? refuse("E_CHUNK");
}
