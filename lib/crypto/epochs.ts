/** Epoch secrets: OS of an organisation, RS, SG and CS of the coalition (protocol 3.7, 3.8, 3.17). */
import type { Bytes } from "../shared/bytes";
import type { LogId, Pseudonym, UserId } from "../shared/ids";
import { kid, prf } from "../format/labels";
import { grantAd, prevEpochAd, type EpochKind } from "../format/log";
import type { Grant } from "../format/log-bodies";
import { box, openBox } from "./box";
import { CryptoError, demand } from "./crypto-error";
import { openSeal, seal } from "./seal";
import { memcmp, randomBytes, sealingKeyPair, type SealingKeyPair } from "./sodium";

/** Kinds of epoch that have a public key: SG only makes tags. */
export type SealingEpochKind = Exclude<EpochKind, "sg">;

const SEED_LABELS = { org: "oek-seed", review: "rek-seed", coord: "cek-seed" } as const;

/** OEK, REK or CEK: the X-Wing pair that an epoch's secret gives. */
export function epochKeyPair(kind: SealingEpochKind, secret: Uint8Array): SealingKeyPair {
  return sealingKeyPair(prf(secret, SEED_LABELS[kind]));
}

/** Who gets an epoch's secret: a user with his card's key, or an organisation with its OEK. */
export interface EpochReader {
  readonly u: UserId | Pseudonym;
  readonly pk: Uint8Array;
}

export interface EpochContext {
  readonly kind: EpochKind;
  readonly logId: LogId;
  readonly e: number;
  /** the signer of the entry */
  readonly by: UserId;
}

export interface EpochFields {
  readonly e: number;
  readonly kid: Bytes;
  readonly grants: Grant[];
  readonly prev: Bytes | null;
}

/** What a signed epoch says of its secret; pk is null for SG alone. */
export interface EpochClaim {
  readonly kid: Uint8Array;
  readonly pk: Uint8Array | null;
}

/** A new random secret with a grant for every reader. `previous` is the secret before it; null cuts history. */
export function makeEpoch(
  context: EpochContext, readers: readonly EpochReader[], previous: Uint8Array | null,
): { secret: Bytes; fields: EpochFields } {
  const { kind, logId, e, by } = context;
  const secret = randomBytes(32);
  const grants = readers.map(({ u, pk }) => ({ u, s: seal(pk, grantAd(kind, logId, e, u, by), secret) }));
  const prev = previous === null ? null : box(prf(secret, "prev"), prevEpochAd(kind, logId, e), previous);
  return { secret, fields: { e, kid: kid(kind, secret), grants, prev } };
}

/**
 * The secret in the grant for `u`, null if there is none for him (he was not a reader then). The secret is checked against the
 * signed kid (E_KID) and, where the epoch has one, the signed public key is recomputed from it (E_KID).
 */
export function openGrant(
  context: EpochContext, body: EpochClaim & { grants: readonly Grant[] }, u: Uint8Array,
  keys: readonly SealingKeyPair[],
): Bytes | null {
  const grant = body.grants.find((candidate) => memcmp(candidate.u, u));
  if (grant === undefined) return null;
  const secret = openWithAny(keys, context, grant);
  demandEpochSecret(context.kind, secret, body);
  return secret;
}

/** The secret of the epoch before, from the box in this one; checked against the kid and key that were signed for it. */
export function openPrevious(
  context: EpochContext, secret: Uint8Array, prev: Uint8Array, before: EpochClaim,
): Bytes {
  const older = openBox(prf(secret, "prev"), prevEpochAd(context.kind, context.logId, context.e), prev);
  demandEpochSecret(context.kind, older, before);
  return older;
}

function demandEpochSecret(kind: EpochKind, secret: Uint8Array, body: EpochClaim): void {
  demand(secret.length === 32 && memcmp(kid(kind, secret), body.kid), "E_KID");
  if (kind === "sg") return;
  demand(body.pk !== null && memcmp(epochKeyPair(kind, secret).publicKey, body.pk), "E_KID");
}

function openWithAny(keys: readonly SealingKeyPair[], { kind, logId, e, by }: EpochContext, grant: Grant): Bytes {
  let last = new CryptoError("E_NO_GRANT");
  for (const pair of keys) {
    try {
      return openSeal(pair, grantAd(kind, logId, e, grant.u, by), grant.s);
    } catch (cause) {
      if (!(cause instanceof CryptoError)) throw cause;
      last = cause;
    }
  }
  throw last;
}
