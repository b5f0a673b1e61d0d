/** Strict Ed25519 verification: the same code in the browser and on the server. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { toHex } from "../shared/bytes";
import { KEY_BYTES, SIGNATURE_BYTES } from "./fields";
import { sigMessage, type Part, type SignatureLabel } from "./labels";

/**
 * True if `sig` is SIG(pk, label, parts…) by RFC 8032 with canonical S and points; keys and R of small order are refused,
 * as libsodium refuses them (Node's own verifier does not).
 */
export function verifySignature(pk: Uint8Array, label: SignatureLabel, sig: Uint8Array, ...parts: readonly Part[]): boolean {
  return verifyDetached(pk, sig, sigMessage(label, ...parts));
}

/** As `verifySignature`, over bytes that are already framed. */
export function verifyDetached(pk: Uint8Array, sig: Uint8Array, message: Uint8Array): boolean {
  if (pk.length !== KEY_BYTES || sig.length !== SIGNATURE_BYTES) return false;
  // The library refuses keys of small order and points that are not canonical, but not R of small order.
  if (SMALL_ORDER.has(toHex(sig.subarray(0, KEY_BYTES)))) return false;
  return ed25519.verify(sig, message, pk, { zip215: false });
}

/** The canonical encodings of the eight points whose order divides 8. */
const SMALL_ORDER = new Set([
  `01${"00".repeat(31)}`,
  `ec${"ff".repeat(30)}7f`,
  "00".repeat(32),
  `${"00".repeat(31)}80`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]);
