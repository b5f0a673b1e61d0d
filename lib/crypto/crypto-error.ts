/**
 * The one way in which this room refuses something: a code, never an input, a name or a plaintext (protocol 3.9: one generic
 * message to the network for every failure; the code stays on the device).
 */
import type { Result } from "../shared/result";
import { VaultError } from "./api";

export type CryptoCode =
  | "E_FORMAT" // not the shape of suite 1
  | "E_COMMIT" // opened with another key, or tampered
  | "E_AEAD" // tampered
  | "E_SIG" // signature does not verify
  | "E_ID" // an id is not the hash of its key
  | "E_KID" // a key is not the one that was signed for
  | "E_CT" // ciphertext is not the one that was signed for
  | "E_WRAPS" // wraps are not the ones that were signed for
  | "E_PAD" // padding is not zero
  | "E_KDF_PARAMS" // parameters below the floor or above the ceiling
  | "E_PASSPHRASE" // too weak
  | "E_CODE" // not a recovery code: alphabet, length or checksum
  | "E_UNLOCK" // no slot opens
  | "E_CHUNK" // a file chunk was changed, moved or swapped
  | "E_LENGTH" // total length is not the one of the entry
  | "E_HASH" // the whole file is not the one of the entry
  | "E_CHANGED" // the file changed while it was read
  | "E_RANGE" // a range outside the upload
  | "E_ROLLBACK" // older than what this client has seen
  | "E_FORK" // another history than the one this client has seen
  | "E_GENESIS" // not the log that was pinned
  | "E_LINK" // not an invitation or set-up link
  | "E_MAC" // the invitee did not hold the invitation's secret
  | "E_ACCEPT" // the join request was not made by the holder of the identity key
  | "E_GRANTS" // grant list differs from the member list
  | "E_NO_GRANT" // no key for this account here
  | "E_STALE_EPOCH" // someone was removed and no epoch followed
  | "E_NOT_MEMBER"
  | "E_ROLE"
  | "E_TAG" // member tag
  | "E_NOT_ADMITTED" // no admitting move names this version
  | "E_ATT" // author attestation
  | "E_PREV" // not the successor of what it claims
  | "E_MOVE" // the table refuses the move
  | "E_SEQ" // not the next number
  | "E_FROM" // a move from another state than the last one
  | "E_MEMBER" // someone is in the log already, or is not
  | "E_CARD" // not the next card of the same person
  | "E_EPOCH" // not the next epoch
  | "E_SUITE" // an older suite than the log allows
  | "E_BATCH" // someone was added without the epochs that give keys
  | "E_STALE_WRAP" // a wrap for an epoch that is over
  | "E_READER" // a wrap for someone who may not read this
  | "E_COSIG" // a second coordinator's signature is missing
  | "E_STATE" // the vault is not in a state for this verb
  | "E_UNKNOWN" // no such dossier, draft, upload …
  | "E_INTERNAL"; // a bug

export class CryptoError extends VaultError {
  override readonly code: CryptoCode;

  constructor(code: CryptoCode) {
    super(code);
    this.code = code;
  }
}

/** The value of an ok result; throws CryptoError with the result's own code otherwise. */
export function unwrapResult<V>(result: Result<V, CryptoCode>): V {
  if (!result.ok) throw new CryptoError(result.code);
  return result.value;
}

export function refuse(code: CryptoCode): never {
  throw new CryptoError(code);
}

/** Throws CryptoError(code) unless `condition` holds. */
export function demand(condition: boolean, code: CryptoCode): asserts condition {
  if (!condition) throw new CryptoError(code);
}
