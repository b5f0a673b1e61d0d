/** Strict Ed25519 verification: the same code in the browser and on the server. */
import { ed25519 } from "@noble/curves/ed25519.js";
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
  if (!isProperPoint(pk) || !isProperPoint(sig.subarray(0, KEY_BYTES))) return false;
  return ed25519.verify(sig, message, pk, { zip215: false });
}

function isProperPoint(bytes: Uint8Array): boolean {
  try {
    return !ed25519.Point.fromBytes(bytes, false).isSmallOrder();
  } catch {
    return false;
  }
}
