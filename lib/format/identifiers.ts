/** Self-certifying ids, hashes of stored objects, and the hints that a key gives. H(…)[:16] cuts; PRF(…)[:16] asks for 16 bytes. */
import { u64, type Bytes } from "../shared/bytes";
import { asId, ID_BYTES, type DossierId, type Hash, type InviteId, type LogId, type Pseudonym, type UserId } from "../shared/ids";
import { hash, prf } from "./labels";

function cut<T extends Bytes>(value: Hash): T {
  return asId<T>(value.slice(0, ID_BYTES));
}

/** user_id = H("uid", IK.pk)[:16]. */
export function userIdOf(ik: Uint8Array): UserId {
  return cut(hash("uid", ik));
}

/** dossier_id = H("dossier", DSK.pk)[:16]. */
export function dossierIdOf(pk: Uint8Array): DossierId {
  return cut(hash("dossier", pk));
}

/** log_id = H("logid", genesis body)[:16]. */
export function logIdOf(genesisBody: Uint8Array): LogId {
  return cut(hash("logid", genesisBody));
}

/** invite_id = H("invite-id", secret)[:16]: all that the server knows of an invitation or of the set-up link. */
export function inviteIdOf(secret: Uint8Array): InviteId {
  return cut(hash("invite-id", secret));
}

/** H("card", card). */
export function cardHash(card: Uint8Array): Hash {
  return hash("card", card);
}

/** H("card", card)[:16]: how a wrap names one person's key. */
export function cardIdOf(card: Uint8Array): Bytes {
  return cut(cardHash(card));
}

/** H("genesis", genesis body): how one log names another. */
export function genesisHash(genesisBody: Uint8Array): Hash {
  return hash("genesis", genesisBody);
}

/** H("dv", body) of a dossier version. */
export function versionHash(body: Uint8Array): Hash {
  return hash("dv", body);
}

/** H("move", move bytes, sig). */
export function moveHash(move: Uint8Array, sig: Uint8Array): Hash {
  return hash("move", move, sig);
}

/** H("custody", custody bytes, sig). */
export function custodyHash(custody: Uint8Array, sig: Uint8Array): Hash {
  return hash("custody", custody, sig);
}

/** H("ct", ciphertext), for compartments, drafts and summaries. */
export function ciphertextHash(ciphertext: Uint8Array): Hash {
  return hash("ct", ciphertext);
}

/** H("wraps", wo or wr bytes). */
export function wrapsHash(wraps: Uint8Array): Hash {
  return hash("wraps", wraps);
}

/** H("comp", compartment's CBOR before padding). */
export function compartmentHash(plain: Uint8Array): Hash {
  return hash("comp", plain);
}

/** What the server keeps of a read capability. */
export function readCapHash(cap: Uint8Array): Hash {
  return hash("read-cap", cap);
}

/** What the server keeps of an upload capability. */
export function uploadCapHash(cap: Uint8Array): Hash {
  return hash("upload-cap", cap);
}

/** read_cap = PRF(DS, "read-cap", u64(n)), 32 bytes. */
export function readCapOf(ds: Uint8Array, n: number): Bytes {
  return prf(ds, "read-cap", [u64(n)]);
}

/** The name an organisation has in the coalition log: PRF(invitation secret, "org-pseudonym"), 16 bytes. */
export function pseudonymOf(inviteSecret: Uint8Array): Pseudonym {
  return asId<Pseudonym>(prf(inviteSecret, "org-pseudonym", [], ID_BYTES));
}

/** h of a draft: PRF(OS_e, "draft-hint", dossier_id, u64(rev)), 16 bytes. */
export function draftHint(os: Uint8Array, dossierId: DossierId, rev: number): Bytes {
  return prf(os, "draft-hint", [dossierId, u64(rev)], ID_BYTES);
}

/** h of `wo`: PRF(OS_e, "wrap-hint", dossier_id, u64(q)), 16 bytes. */
export function wrapHint(os: Uint8Array, dossierId: DossierId, q: number): Bytes {
  return prf(os, "wrap-hint", [dossierId, u64(q)], ID_BYTES);
}

/** tag = PRF(SG_g, "member-tag", dossier_id, H("dv", body), u64(g)). */
export function memberTag(sg: Uint8Array, dossierId: DossierId, version: Hash, g: number): Bytes {
  return prf(sg, "member-tag", [dossierId, version, u64(g)]);
}

/** H("safety", lesser ik, greater ik): both people compute the same. */
export function safetyHash(a: Uint8Array, b: Uint8Array): Hash {
  return isLess(a, b) ? hash("safety", a, b) : hash("safety", b, a);
}

/** H("pin", user_id): the name of a user's pins on a device. */
export function pinName(userId: UserId): Hash {
  return hash("pin", userId);
}

function isLess(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return a.length < b.length;
}
