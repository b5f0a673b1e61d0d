/** Slots: the ways to open an account's master key, and the parameters that a server may ask for. */
import { z } from "zod";
import { u64, type Bytes } from "../shared/bytes";
import { ID_BYTES, type UserId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { bytesOf, countField } from "./fields";
import { hash, prf, type Part } from "./labels";
import { verifySignature } from "./signature";

const MIB = 1024 * 1024;

/** Argon2id passes: the one value that clients accept. */
export const KDF_PASSES = 3;
/** Argon2id memory in bytes that clients accept, the default first; nothing between. */
export const KDF_MEMORY_BYTES = [256 * MIB, 128 * MIB] as const;
/** Lifetime of a log-in signature, seconds. */
export const LOGIN_LIFETIME_SECONDS = 60;

export type SlotKind = "pw" | "rc" | "prf";

const kdfSchema = z.strictObject({ a: z.string(), o: countField, m: countField, s: bytesOf(ID_BYTES) });

/** a: algorithm, o: passes, m: memory in bytes, s: salt, 16 bytes. */
export type KdfParams = { readonly a: "argon2id13"; readonly o: 3; readonly m: number; readonly s: Bytes };

/** kdf: CBOR of KdfParams for pw, empty for rc and prf. */
type SlotHead = { readonly t: SlotKind; readonly id: Uint8Array; readonly kdf: Uint8Array };

/** Associated data of a slot's box. For `prf` the credential's public key stands for `loginPk`. */
export function slotAd(userId: UserId, slot: SlotHead, loginPk: Uint8Array): readonly Part[] {
  return ["slot", userId, slot.t, slot.id, slot.kdf, loginPk];
}

/** The kdf bytes of a new passphrase slot. `memoryBytes` is one of KDF_MEMORY_BYTES. */
export function encodeKdf(memoryBytes: (typeof KDF_MEMORY_BYTES)[number], salt: Uint8Array): Bytes {
  return encodeCbor({ a: "argon2id13", o: KDF_PASSES, m: memoryBytes, s: salt });
}

/** Call this before any hashing: E_KDF_PARAMS for everything but argon2id13 with 3 passes over 256 or 128 MiB. */
export function checkKdf(bytes: Uint8Array): Result<KdfParams, "E_KDF_PARAMS"> {
  const parsed = decodeCbor(bytes, kdfSchema);
  if (!parsed.ok) return err("E_KDF_PARAMS");
  const { a, o, m, s } = parsed.value;
  const isAllowed = a === "argon2id13" && o === KDF_PASSES && KDF_MEMORY_BYTES.some((allowed) => allowed === m);
  return isAllowed ? ok({ a: "argon2id13", o: KDF_PASSES, m, s }) : err("E_KDF_PARAMS");
}

/** The kdf that the server answers for an unknown handle: always the same for it, and shaped like a true one. */
export function fakeKdf(serverKey: Uint8Array, login: string): Bytes {
  const drawn = prf(serverKey, "fake", [login]);
  const memory = (drawn[ID_BYTES] ?? 0) % 4 === 0 ? KDF_MEMORY_BYTES[1] : KDF_MEMORY_BYTES[0];
  return encodeKdf(memory, drawn.slice(0, ID_BYTES));
}

/** Argon2id's salt: H("pwsalt", s, rp_id, login)[:16], so that no server can give everyone the same. */
export function passphraseSalt(s: Uint8Array, rpId: string, login: string): Bytes {
  return hash("pwsalt", s, rpId, login).slice(0, ID_BYTES);
}

/** What a log-in signs. exp: seconds since 1970. */
export type LoginClaim = { readonly rpId: string; readonly login: string; readonly nonce: Uint8Array; readonly exp: number };

export function loginParts(claim: LoginClaim): readonly Part[] {
  return [claim.rpId, claim.login, claim.nonce, u64(claim.exp)];
}

/** True if the log-in key signed this claim and, at `now` (seconds), it is neither over nor longer than a minute. */
export function verifyLogin(loginPk: Uint8Array, claim: LoginClaim, sig: Uint8Array, now: number): boolean {
  if (claim.exp < now || claim.exp > now + LOGIN_LIFETIME_SECONDS) return false;
  return verifySignature(loginPk, "login", sig, ...loginParts(claim));
}

/** Associated data of the keyring's box. */
export function keyringAd(userId: UserId, seq: number): readonly Part[] {
  return ["keyring", userId, u64(seq)];
}
