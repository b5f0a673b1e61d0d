/** Context labels, the length prefix and the hashes over it (suite PS1). */
import { blake2b } from "@noble/hashes/blake2.js";
import { concatBytes, u32, utf8, type Bytes } from "../shared/bytes";
import { HASH_BYTES, type Hash } from "../shared/ids";

/** What an Ed25519 signature is for. */
export type SignatureLabel =
  | "card" | "accept" | "log" | "dossier" | "draft" | "keep" | "cap" | "login"
  | "author" | "move" | "custody" | "cosig" | "export" | "release";

/** Kinds of symmetric keys that a signed body names by `kid`. */
export type KeyKind = "org" | "review" | "coord" | "sg" | "c" | "i" | "s" | "n";

/** The closed list of context labels: a new label is a new use of a key and needs review. */
export type Label =
  | `sig/${SignatureLabel}`
  | `kid/${KeyKind}`
  | "box" | "seal" | "seal/key" | "xwpk" | "box/key" | "box/commit"
  | "slot" | "slot-key/pw" | "slot-key/rc" | "slot-key/prf" | "prf-input" | "login-seed" | "pwsalt" | "fake"
  | "keyring"
  | "uid" | "logid" | "card" | "entry" | "genesis"
  | "invite-id" | "invite-accept" | "org-pseudonym"
  | "grant" | "prevepoch" | "oek-seed" | "rek-seed" | "cek-seed" | "prev" | "log" | "index"
  | "dossier" | "dv" | "comp" | "draft" | "wrap" | "wrap/org" | "wraps" | "wrap-hint" | "dossier-wrap" | "ct"
  | "member-tag"
  | "file/key" | "file/siv" | "file/chunk"
  | "move" | "why/shared" | "why/internal" | "summary" | "feedback" | "note"
  | "custody"
  | "read-cap" | "upload-cap"
  | "safety" | "pin" | "draft-hint";

/** A part of a frame: bytes, or text taken as UTF-8. */
export type Part = Uint8Array | string;

/** Bytes of a PRF key. */
export const PRF_KEY_BYTES = 32;

function lengthPrefixed(part: Part): Bytes {
  const bytes = typeof part === "string" ? utf8(part) : part;
  return concatBytes(u32(bytes.length), bytes);
}

/** T(label, p…) = LP("ps1/" + label) ‖ LP(p1) ‖ …, LP(x) = u32be(|x|) ‖ x. */
export function frame(label: Label, ...parts: readonly Part[]): Bytes {
  return concatBytes(lengthPrefixed(`ps1/${label}`), ...parts.map(lengthPrefixed));
}

/** H(label, p…) = BLAKE2b-256(T(label, p…)). */
export function hash(label: Label, ...parts: readonly Part[]): Hash {
  return blake2b(frame(label, ...parts), { dkLen: HASH_BYTES }) as Hash;
}

/**
 * PRF(key, label, p…; length): BLAKE2b of `length` bytes keyed with the 32-byte `key` over T(label, p…).
 * Throws RangeError unless the key has 32 bytes and 16 <= length <= 64.
 */
export function prf(key: Uint8Array, label: Label, parts: readonly Part[] = [], length = 32): Bytes {
  if (key.length !== PRF_KEY_BYTES) throw new RangeError("a PRF key has 32 bytes");
  if (!Number.isInteger(length) || length < 16 || length > 64) throw new RangeError("16 to 64 bytes of PRF output");
  return blake2b(frame(label, ...parts), { key, dkLen: length });
}

/** The name under which a signed body mentions the symmetric key: PRF(key, "kid/" + kind). */
export function kid(kind: KeyKind, key: Uint8Array): Hash {
  return prf(key, `kid/${kind}`) as Hash;
}

/** The bytes that SIG(sk, label, p…) signs: T("sig/" + label, p…). */
export function sigMessage(label: SignatureLabel, ...parts: readonly Part[]): Bytes {
  return frame(`sig/${label}`, ...parts);
}
