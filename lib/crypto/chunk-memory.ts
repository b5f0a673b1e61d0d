/**
 * One chunk at a time on memory that stays in libsodium's heap, worked on in place: the wrapper's allocations and copies cost more
 * than the cipher. The layout lets each pass run over bytes that lie together:
 *
 *     … associated data ‖ chunk ‖ tag        the nonce is hashed over the first two
 *          … nonce ‖ sealed chunk ‖ tag      and then takes the place of the end of the associated data
 */
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES } from "../format/chunks";
import type { Bytes } from "../shared/bytes";
import { demand } from "./crypto-error";
import { heap, NONCE_BYTES, TAG_BYTES } from "./sodium";

const KEY_BYTES = 32;
const AD_SPACE_BYTES = 256;

export interface ChunkKeys {
  readonly cipherKey: Uint8Array;
  readonly nonceKey: Uint8Array;
}

type Memory = { readonly chunk: number; readonly nonce: number; readonly cipherKey: number; readonly nonceKey: number };

let memory: Memory | null = null;

function reserve(): Memory {
  const base = heap()._malloc(AD_SPACE_BYTES + CHUNK_BYTES + TAG_BYTES + NONCE_BYTES + 2 * KEY_BYTES);
  const chunk = base + AD_SPACE_BYTES;
  const nonce = chunk + CHUNK_BYTES + TAG_BYTES;
  return { chunk, nonce, cipherKey: nonce + NONCE_BYTES, nonceKey: nonce + NONCE_BYTES + KEY_BYTES };
}

function load(keys: ChunkKeys, ad: Uint8Array): Memory {
  demand(ad.length >= NONCE_BYTES && ad.length <= AD_SPACE_BYTES, "E_LENGTH");
  memory ??= reserve();
  const bytes = heap().HEAPU8;
  bytes.set(keys.cipherKey, memory.cipherKey);
  bytes.set(keys.nonceKey, memory.nonceKey);
  bytes.set(ad, memory.chunk - ad.length);
  return memory;
}

/**
 * nonce ‖ AEAD of `data` filled up with zeros to `length` bytes, at most CHUNK_BYTES.
 * The answer lies in the heap and stands until the next call of this module: copy what is kept.
 */
export function sealInPlace(keys: ChunkKeys, ad: Uint8Array, data: Uint8Array, length: number): Bytes {
  demand(data.length <= length && length <= CHUNK_BYTES, "E_LENGTH");
  const { chunk, nonce, cipherKey, nonceKey } = load(keys, ad);
  const sodium = heap();
  const bytes = sodium.HEAPU8;
  bytes.set(data, chunk);
  bytes.fill(0, chunk + data.length, chunk + length);
  const adAt = chunk - ad.length;
  const hashed = sodium._crypto_generichash(nonce, NONCE_BYTES, adAt, ad.length + length, 0, nonceKey, KEY_BYTES);
  const sealed = sodium._crypto_aead_xchacha20poly1305_ietf_encrypt(chunk, null, chunk, length, 0, adAt, ad.length, 0, 0, nonce, cipherKey);
  demand(hashed === 0 && sealed === 0, "E_INTERNAL");
  bytes.copyWithin(chunk - NONCE_BYTES, nonce, nonce + NONCE_BYTES);
  return bytes.subarray(chunk - NONCE_BYTES, chunk + length + TAG_BYTES);
}

/** The plaintext of nonce ‖ AEAD, or null when it is not what was sealed; it lies in the heap as above. */
export function openInPlace(keys: ChunkKeys, ad: Uint8Array, sealed: Uint8Array): Bytes | null {
  const length = sealed.length - CHUNK_OVERHEAD_BYTES;
  demand(length >= 0 && length <= CHUNK_BYTES, "E_LENGTH");
  const { chunk, nonce, cipherKey } = load(keys, ad);
  const sodium = heap();
  const bytes = sodium.HEAPU8;
  bytes.set(sealed.subarray(0, NONCE_BYTES), nonce);
  bytes.set(sealed.subarray(NONCE_BYTES), chunk);
  const opened = sodium._crypto_aead_xchacha20poly1305_ietf_decrypt(
    chunk, null, 0, chunk, length + TAG_BYTES, 0, chunk - ad.length, ad.length, 0, nonce, cipherKey,
  );
  return opened === 0 ? bytes.subarray(chunk, chunk + length) : null;
}

/** Overwrites keys and chunk. */
export function wipeChunkMemory(): void {
  if (memory !== null) heap().HEAPU8.fill(0, memory.chunk - AD_SPACE_BYTES, memory.nonceKey + KEY_BYTES);
}
