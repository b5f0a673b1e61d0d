/** Schemas of the fields that the formats share. Sizes are part of the format: a wrong length is E_FORMAT. */
import { z } from "zod";
import type { Bytes } from "../shared/bytes";
import { HASH_BYTES, ID_BYTES, type Hash, type LogId } from "../shared/ids";

/** Ed25519 public key, secret of an invitation, and the like. */
export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
/** X-Wing public key (X25519 + ML-KEM-768). */
export const KEM_PUBLIC_KEY_BYTES = 1216;
/** What `box` adds: 1 version, 24 nonce, 32 commitment, 16 tag. */
export const BOX_OVERHEAD_BYTES = 73;
/** What `seal` adds: 1 version, 1120 KEM ciphertext, and a box. */
export const SEAL_OVERHEAD_BYTES = 1121 + BOX_OVERHEAD_BYTES;
/** A 32-byte key sealed to a public key. */
export const SEALED_KEY_BYTES = SEAL_OVERHEAD_BYTES + 32;

/** Bytes of exactly `length`, optionally branded as T. */
export function bytesOf<T extends Bytes = Bytes>(length: number) {
  return z.custom<T>((value) => value instanceof Uint8Array && value.length === length);
}

/** Bytes of any length between the bounds, both included. */
export function bytesBetween(min: number, max: number) {
  return z.custom<Bytes>((value) => value instanceof Uint8Array && value.length >= min && value.length <= max);
}

/** Sixteen bytes branded as T. */
export function idField<T extends Bytes>() {
  return bytesOf<T>(ID_BYTES);
}

export const hashField = bytesOf<Hash>(HASH_BYTES);
export const keyField = bytesOf(KEY_BYTES);
export const signatureField = bytesOf(SIGNATURE_BYTES);
export const kemKeyField = bytesOf(KEM_PUBLIC_KEY_BYTES);

/** A sequence number, epoch, revision or size: 0 to 2^53 - 1. */
export const countField = z.int().min(0);

/** Where a log stood: the entry with this number has this hash. */
export const logPinField = z.strictObject({ log_id: idField<LogId>(), seq: countField, hash: hashField });
export type LogPin = z.infer<typeof logPinField>;
