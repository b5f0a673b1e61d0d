/**
 * The only import of libsodium: thin, typed functions over the sumo build. Everything else in this room goes through them.
 * Call `readySodium()` once before any other export. Sizes are those of suite 1 (protocol 3.1).
 */
import sodium from "libsodium-wrappers-sumo";
import type { Bytes } from "../shared/bytes";

export interface SigningKeyPair {
  /** 32 bytes */
  readonly publicKey: Bytes;
  /** 64 bytes: seed ‖ public key */
  readonly secretKey: Bytes;
}

export interface SealingKeyPair {
  /** X-Wing, 1216 bytes */
  readonly publicKey: Bytes;
  /** X-Wing: the 32-byte seed itself */
  readonly secretKey: Bytes;
}

export interface Encapsulation {
  /** 1120 bytes */
  readonly ciphertext: Bytes;
  /** 32 bytes */
  readonly sharedSecret: Bytes;
}

export const NONCE_BYTES = 24;
export const TAG_BYTES = 16;
export const XWING_CIPHERTEXT_BYTES = 1120;

/** Resolves when the WASM module is instantiated. */
export async function readySodium(): Promise<void> {
  await sodium.ready;
}

export function randomBytes(length: number): Bytes {
  return sodium.randombytes_buf(length) as Bytes;
}

/** Unbiased integer in [0, bound), bound <= 2^32. */
export function randomBelow(bound: number): number {
  return sodium.randombytes_uniform(bound);
}

/** Overwrites `bytes` with zeros in place. */
export function memzero(...buffers: readonly Uint8Array[]): void {
  for (const bytes of buffers) if (bytes.length > 0) sodium.memzero(bytes);
}

/** Constant-time comparison; false for different lengths. */
export function memcmp(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && (a.length === 0 || sodium.memcmp(a, b));
}

export function encryptAead(key: Uint8Array, nonce: Uint8Array, ad: Uint8Array, plaintext: Uint8Array): Bytes {
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, ad, null, nonce, key) as Bytes;
}

/** Null when the tag does not match. */
export function decryptAead(key: Uint8Array, nonce: Uint8Array, ad: Uint8Array, ciphertext: Uint8Array): Bytes | null {
  if (ciphertext.length < TAG_BYTES) return null;
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, ad, nonce, key) as Bytes;
  } catch {
    return null; // the wrapper throws on a forged tag; every length was checked by the caller
  }
}

/** BLAKE2b of `length` bytes, keyed when `key` is given. For bulk data: small inputs go through lib/format/labels. */
export function blake2b(length: number, message: Uint8Array, key: Uint8Array | null = null): Bytes {
  return sodium.crypto_generichash(length, message, key) as Bytes;
}

export function sha256(message: Uint8Array): Bytes {
  return sodium.crypto_hash_sha256(message) as Bytes;
}

export interface RunningHash {
  update(chunk: Uint8Array): void;
  /** 32 bytes; the hash cannot be used afterwards. */
  finish(): Bytes;
}

const STAGE_BYTES = 64 * 1024;
let stage: number | null = null;

/** Bytes pass through a place that stays in the heap, instead of one that the wrapper makes for each call. */
export function startSha256(): RunningHash {
  const state = sodium.crypto_hash_sha256_init();
  return {
    update(bytes) {
      stage ??= heap()._malloc(STAGE_BYTES);
      for (let at = 0; at < bytes.length; at += STAGE_BYTES) {
        const part = bytes.subarray(at, at + STAGE_BYTES);
        heap().HEAPU8.set(part, stage);
        heap()._crypto_hash_sha256_update(state as unknown as number, stage, part.length, 0);
      }
    },
    finish: () => sodium.crypto_hash_sha256_final(state) as Bytes,
  };
}

/**
 * libsodium's own module, under its wrapper: the C functions on addresses of its heap, for chunk-memory.ts. A length of 64 bits is
 * two numbers, low and high. They answer 0 when they succeed.
 */
export interface SodiumHeap {
  /** Replaced when the heap grows: read it anew for each use. */
  readonly HEAPU8: Bytes;
  _malloc(bytes: number): number;
  _crypto_generichash(out: number, outLength: number, message: number, length: number, high: 0, key: number, keyLength: number): number;
  _crypto_hash_sha256_update(state: number, message: number, length: number, high: 0): number;
  _crypto_aead_xchacha20poly1305_ietf_encrypt(
    out: number, outLength: null, message: number, length: number, high: 0,
    ad: number, adLength: number, adHigh: 0, secretNonce: 0, nonce: number, key: number,
  ): number;
  _crypto_aead_xchacha20poly1305_ietf_decrypt(
    out: number, outLength: null, secretNonce: 0, sealed: number, length: number, high: 0,
    ad: number, adLength: number, adHigh: 0, nonce: number, key: number,
  ): number;
}

export function heap(): SodiumHeap {
  return (sodium as unknown as { readonly libsodium: SodiumHeap }).libsodium;
}

export function signingKeyPair(seed: Uint8Array): SigningKeyPair {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey: pair.publicKey as Bytes, secretKey: pair.privateKey as Bytes };
}

export function signDetached(secretKey: Uint8Array, message: Uint8Array): Bytes {
  return sodium.crypto_sign_detached(message, secretKey) as Bytes;
}

/** libsodium's strict verification: small-order keys and non-canonical S are refused. */
export function verifyDetached(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

export function sealingKeyPair(seed: Uint8Array): SealingKeyPair {
  const pair = sodium.crypto_kem_xwing_seed_keypair(seed);
  return { publicKey: pair.publicKey as Bytes, secretKey: pair.privateKey as Bytes };
}

export function encapsulate(publicKey: Uint8Array): Encapsulation {
  return sodium.crypto_kem_xwing_enc(publicKey) as Encapsulation;
}

export function decapsulate(ciphertext: Uint8Array, secretKey: Uint8Array): Bytes {
  return sodium.crypto_kem_xwing_dec(ciphertext, secretKey) as Bytes;
}

/** Argon2id version 1.3, 32 bytes out. `memoryBytes` stays allocated in the WASM heap afterwards: run it in a throw-away worker. */
export function argon2id(password: Uint8Array, salt16: Uint8Array, passes: number, memoryBytes: number): Bytes {
  return sodium.crypto_pwhash(32, password, salt16, passes, memoryBytes, sodium.crypto_pwhash_ALG_ARGON2ID13) as Bytes;
}
