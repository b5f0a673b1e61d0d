/** box: the committing AEAD of PS1 (protocol 3.1). Overhead 73 bytes. */
import { concatBytes, type Bytes } from "../shared/bytes";
import { frame, prf, type Part } from "../format/labels";
import { BOX_OVERHEAD_BYTES } from "../format/fields";
import { demand, refuse } from "./crypto-error";
import { decryptAead, encryptAead, memcmp, NONCE_BYTES, randomBytes } from "./sodium";

const SUITE = 0x01;
const COMMITMENT_BYTES = 32;
const HEADER_BYTES = 1 + NONCE_BYTES + COMMITMENT_BYTES;

/** Encrypts `plaintext` under the 32-byte `key`, bound to `ad`, with a random nonce. */
export function box(key: Uint8Array, ad: readonly Part[], plaintext: Uint8Array): Bytes {
  return boxWithNonce(key, ad, plaintext, randomBytes(NONCE_BYTES));
}

/** As `box`, with a given 24-byte nonce. For known answers; a nonce must never serve twice under one key. */
export function boxWithNonce(key: Uint8Array, ad: readonly Part[], plaintext: Uint8Array, nonce: Uint8Array): Bytes {
  const aad = frame("box", ...ad);
  const commitment = prf(key, "box/commit", [nonce, aad]);
  const sealed = encryptAead(prf(key, "box/key"), nonce, aad, plaintext);
  return concatBytes(Uint8Array.of(SUITE), nonce, commitment, sealed);
}

/** Inverse of `box`. Refuses with E_FORMAT, E_COMMIT (other key, other ad, changed header) or E_AEAD (changed ciphertext). */
export function openBox(key: Uint8Array, ad: readonly Part[], boxed: Uint8Array): Bytes {
  demand(boxed.length >= BOX_OVERHEAD_BYTES && boxed[0] === SUITE, "E_FORMAT");
  const nonce = boxed.subarray(1, 1 + NONCE_BYTES);
  const aad = frame("box", ...ad);
  demand(memcmp(boxed.subarray(1 + NONCE_BYTES, HEADER_BYTES), prf(key, "box/commit", [nonce, aad])), "E_COMMIT");
  return decryptAead(prf(key, "box/key"), nonce, aad, boxed.subarray(HEADER_BYTES)) ?? refuse("E_AEAD");
}
