/** Ed25519 over labelled, length-prefixed fields (protocol 3.1). */
import type { Bytes } from "../shared/bytes";
import { sigMessage, type Part, type SignatureLabel } from "../format/labels";
import { demand } from "./crypto-error";
import { signDetached, signingKeyPair, verifyDetached, type SigningKeyPair } from "./sodium";

/** SIG(sk, label, p…): 64 bytes. */
export function sign(keys: SigningKeyPair, label: SignatureLabel, ...parts: readonly Part[]): Bytes {
  return signDetached(keys.secretKey, sigMessage(label, ...parts));
}

/** The same from the 32-byte seed. */
export function signWithSeed(seed: Uint8Array, label: SignatureLabel, ...parts: readonly Part[]): Bytes {
  return sign(signingKeyPair(seed), label, ...parts);
}

export function isSignedBy(publicKey: Uint8Array, signature: Uint8Array, label: SignatureLabel, ...parts: readonly Part[]): boolean {
  return verifyDetached(publicKey, sigMessage(label, ...parts), signature);
}

/** Refuses with E_SIG unless `signature` is the key's own over exactly these fields. */
export function demandSignature(
  publicKey: Uint8Array, signature: Uint8Array, label: SignatureLabel, ...parts: readonly Part[]
): void {
  demand(isSignedBy(publicKey, signature, label, ...parts), "E_SIG");
}
