/** The keyring: what UMK protects, stored by the server as one box (protocol 3.4, 3.16). */
import { z } from "zod";
import type { Bytes } from "../shared/bytes";
import type { DossierId, LogId, TrackId, UserId } from "../shared/ids";
import { handleField, verifyCard, type Card } from "../format/card";
import { decodeCbor, encodeCbor } from "../format/cbor";
import { countField, hashField, idField, keyField, logPinField } from "../format/fields";
import { userIdOf } from "../format/identifiers";
import { prf } from "../format/labels";
import { coalitionRoleField, orgRoleField } from "../format/log-bodies";
import { padKeyring, unpad } from "../format/padding";
import { keyringAd } from "../format/slot";
import { box, openBox } from "./box";
import { demand, refuse, unwrapResult } from "./crypto-error";
import { memcmp, sealingKeyPair, signingKeyPair, type SealingKeyPair, type SigningKeyPair } from "./sodium";

const invitationField = z.strictObject({
  kind: z.enum(["p", "o"]),
  secret: keyField,
  log_id: idField<LogId>(),
  role: z.union([orgRoleField, coalitionRoleField]),
  name: z.string().max(200).nullable(),
  expires: countField,
});

/** An invitation that its maker still waits for. expires: seconds since 1970. */
export type OpenInvitation = z.infer<typeof invitationField>;

const keyringSchema = z.strictObject({
  v: z.literal(1),
  handle: handleField,
  ik: keyField,
  ek: z.array(keyField).min(1).max(64),
  logs: z.array(logPinField).max(64),
  invitations: z.array(invitationField).max(512),
});

/** ik, ek: seeds, the newest ek last; logs: the logs this user is in, with the newest head that was seen of each. */
export type Keyring = Omit<z.infer<typeof keyringSchema>, "v">;

export function sealKeyring(umk: Uint8Array, userId: UserId, seq: number, keyring: Keyring): Bytes {
  return box(umk, keyringAd(userId, seq), padKeyring(encodeCbor({ v: 1, ...keyring })));
}

export function openKeyring(umk: Uint8Array, userId: UserId, seq: number, boxed: Uint8Array): Keyring {
  const plain = unwrapResult(unpad(openBox(umk, keyringAd(userId, seq), boxed)));
  return unwrapResult(decodeCbor(plain, keyringSchema));
}

export interface IdentityKeys {
  readonly userId: UserId;
  readonly ik: SigningKeyPair;
  /** every encryption key, the newest last */
  readonly eks: readonly SealingKeyPair[];
}

/** Public halves and id, recomputed from the seeds: nothing that the server says of them is used. */
export function identityKeys(keyring: Pick<Keyring, "ik" | "ek">): IdentityKeys {
  const ik = signingKeyPair(keyring.ik);
  return { userId: userIdOf(ik.publicKey), ik, eks: keyring.ek.map(sealingKeyPair) };
}

/** Refuses with E_ID unless the account that the server served is the one whose seeds are in the keyring. */
export function demandOwnCard(
  keyring: Keyring, keys: IdentityKeys, claimed: { userId: Uint8Array; handle: string; card: Bytes; sig: Bytes },
): Card {
  const card = unwrapResult(verifyCard({ card: claimed.card, sig: claimed.sig }));
  const newest = keys.eks[keys.eks.length - 1] ?? refuse("E_FORMAT");
  const isOwn =
    memcmp(claimed.userId, keys.userId) && memcmp(card.ik, keys.ik.publicKey) && memcmp(card.ek, newest.publicKey) &&
    card.n === keys.eks.length - 1 && card.handle === keyring.handle && claimed.handle === keyring.handle;
  demand(isOwn, "E_ID");
  return card;
}

const pinsSchema = z.strictObject({
  v: z.literal(1),
  keyring_seq: countField,
  logs: z.array(logPinField).max(4096),
  moves: z.array(z.strictObject({ dossier_id: idField<DossierId>(), track: idField<TrackId>(), n: countField, hash: hashField })),
  // pins that were boxed before there was a custody log have none
  custody: z.array(z.strictObject({ dossier_id: idField<DossierId>(), n: countField, hash: hashField })).default([]),
});

/** What a device remembers between sessions: the newest state it saw of everything. */
export type DevicePins = Omit<z.infer<typeof pinsSchema>, "v">;

export function sealPins(umk: Uint8Array, userId: UserId, pins: DevicePins): Bytes {
  return box(prf(umk, "pin"), ["pin", userId], padKeyring(encodeCbor({ v: 1, ...pins })));
}

export function openPins(umk: Uint8Array, userId: UserId, boxed: Uint8Array): DevicePins {
  return unwrapResult(decodeCbor(unwrapResult(unpad(openBox(prf(umk, "pin"), ["pin", userId], boxed))), pinsSchema));
}
