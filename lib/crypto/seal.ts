/** seal: public-key encryption on X-Wing (X25519 + ML-KEM-768), HPKE-like base mode (protocol 3.1). It authenticates no sender. */
import { concatBytes, type Bytes } from "../shared/bytes";
import { KEM_PUBLIC_KEY_BYTES, SEAL_OVERHEAD_BYTES } from "../format/fields";
import { hash, prf, type Part } from "../format/labels";
import { boxWithNonce, openBox } from "./box";
import { demand } from "./crypto-error";
import {
  decapsulate, encapsulate, memzero, NONCE_BYTES, randomBytes, XWING_CIPHERTEXT_BYTES,
  type Encapsulation, type SealingKeyPair,
} from "./sodium";

const SUITE = 0x01;
const HEADER_BYTES = 1 + XWING_CIPHERTEXT_BYTES;

/** Encrypts `plaintext` to the 1216-byte `publicKey`, bound to `ad`. 32 bytes grow to 1226. */
export function seal(publicKey: Uint8Array, ad: readonly Part[], plaintext: Uint8Array): Bytes {
  demand(publicKey.length === KEM_PUBLIC_KEY_BYTES, "E_FORMAT");
  return sealWith(encapsulate(publicKey), randomBytes(NONCE_BYTES), publicKey, ad, plaintext);
}

/** As `seal`, with a given encapsulation and inner nonce. For known answers. */
export function sealWith(
  encapsulation: Encapsulation, nonce: Uint8Array, publicKey: Uint8Array, ad: readonly Part[], plaintext: Uint8Array,
): Bytes {
  const { ciphertext, sharedSecret } = encapsulation;
  const bound = [hash("xwpk", publicKey), ciphertext, ...ad];
  const key = prf(sharedSecret, "seal/key", bound);
  const boxed = boxWithNonce(key, bound, plaintext, nonce);
  memzero(sharedSecret, key);
  return concatBytes(Uint8Array.of(SUITE), ciphertext, boxed);
}

/** Inverse of `seal`. A changed encapsulation gives another shared secret, hence E_COMMIT. */
export function openSeal(keys: SealingKeyPair, ad: readonly Part[], sealed: Uint8Array): Bytes {
  demand(sealed.length >= SEAL_OVERHEAD_BYTES && sealed[0] === SUITE, "E_FORMAT");
  const ciphertext = sealed.subarray(1, HEADER_BYTES);
  const sharedSecret = decapsulate(ciphertext, keys.secretKey);
  const bound = [hash("xwpk", keys.publicKey), ciphertext, ...ad];
  const key = prf(sharedSecret, "seal/key", bound);
  memzero(sharedSecret);
  return openBox(key, bound, sealed.subarray(HEADER_BYTES));
}
