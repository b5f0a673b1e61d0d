/** Slots: what a passphrase or a recovery code opens, and the log-in keys that they give (protocol 3.4, 3.16, 3.17). */
import type { Bytes } from "../shared/bytes";
import type { UserId } from "../shared/ids";
import { frame, prf, type Label, type Part } from "../format/labels";
import { RECOVERY_CODE_BYTES } from "../format/recovery-code";
import type { SlotRecord } from "../format/records";
import type { KDF_MEMORY_BYTES} from "../format/slot";
import { checkKdf, encodeKdf, passphraseSalt, slotAd } from "../format/slot";
import type { Stretch } from "./argon";
import { box, openBox } from "./box";
import { demand, unwrapResult } from "./crypto-error";
import { blake2b, memzero, randomBytes, signingKeyPair, type SigningKeyPair } from "./sodium";

export interface LoginName {
  /** the site's host name */
  readonly rpId: string;
  readonly handle: string;
}

/** What someone who knows the secret holds: the root of the slot key, and the log-in key. */
export interface SlotSecret {
  readonly t: "pw" | "rc";
  readonly kdf: Bytes;
  /** S (32 bytes) of a passphrase, the 20 bytes of a recovery code */
  readonly root: Bytes;
  readonly login: SigningKeyPair;
}

export type SlotMemory = (typeof KDF_MEMORY_BYTES)[number];

/** A fresh kdf of the given memory, for a new passphrase slot. */
export function newKdf(memoryBytes: SlotMemory): Bytes {
  return encodeKdf(memoryBytes, randomBytes(16));
}

/**
 * Stretches a passphrase. `kdf` may come from the server: E_KDF_PARAMS before anything is hashed unless it is argon2id13 with
 * 3 passes over 128 or 256 MiB. `passphrase` is UTF-8 of the NFKC form and is wiped.
 */
export async function passphraseSecret(name: LoginName, passphrase: Bytes, kdf: Bytes, stretch: Stretch): Promise<SlotSecret> {
  const { m, s } = unwrapResult(checkKdf(kdf));
  const root = await stretch({ password: passphrase, salt: passphraseSalt(s, name.rpId, name.handle), memoryBytes: m });
  return { t: "pw", kdf, root, login: loginKey(root, name) };
}

/** The same of a recovery code's 20 bytes: no stretching, the code has 160 bits. */
export function recoverySecret(name: LoginName, code: Bytes): SlotSecret {
  demand(code.length === RECOVERY_CODE_BYTES, "E_CODE");
  return { t: "rc", kdf: new Uint8Array(), root: code, login: loginKey(code, name) };
}

/** A new slot around the 32-byte master key. */
export function makeSlot(secret: SlotSecret, userId: UserId, umk: Bytes): SlotRecord {
  const head = { t: secret.t, id: randomBytes(16), kdf: secret.kdf };
  const loginPk = secret.login.publicKey;
  return { ...head, loginPk, b: box(slotKey(secret, head.id), slotAd(userId, head, loginPk), umk) };
}

/**
 * The master key in a slot that the server handed over. Its associated data binds user, kind, id, kdf and log-in key, so
 * E_COMMIT for someone else's slot, another secret or any change.
 */
export function openSlot(secret: SlotSecret, userId: UserId, slot: SlotRecord): Bytes {
  demand(slot.t === secret.t && slot.id.length === 16, "E_FORMAT");
  const umk = openBox(slotKey(secret, slot.id), slotAd(userId, asSlotHead(secret, slot), secret.login.publicKey), slot.b);
  demand(umk.length === 32, "E_FORMAT");
  return umk;
}

export function wipeSecret(secret: SlotSecret): void {
  memzero(secret.root, secret.login.secretKey);
}

/** The kdf that was hashed is the one that is bound, whatever the slot says of itself. */
function asSlotHead(secret: SlotSecret, slot: SlotRecord) {
  return { t: slot.t, id: new Uint8Array(slot.id), kdf: secret.kdf };
}

function slotKey(secret: SlotSecret, id: Uint8Array): Bytes {
  return rootPrf(secret.root, secret.t === "pw" ? "slot-key/pw" : "slot-key/rc", id);
}

function loginKey(root: Bytes, { rpId, handle }: LoginName): SigningKeyPair {
  const seed = rootPrf(root, "login-seed", rpId, handle);
  const keys = signingKeyPair(seed);
  memzero(seed);
  return keys;
}

/** PRF keyed with S, or with the recovery code's 20 bytes as they are (the one PRF key that is not 32 bytes long). */
function rootPrf(root: Bytes, label: Label, ...parts: readonly Part[]): Bytes {
  return root.length === 32 ? prf(root, label, parts) : blake2b(32, frame(label, ...parts), root);
}
