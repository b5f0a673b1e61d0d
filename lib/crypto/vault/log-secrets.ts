/** Epoch secrets of a replayed log, as far as this user holds them: her own grants, then back through `prev`. */
import { equalBytes } from "../../shared/bytes";
import type { Bytes } from "../../shared/bytes";
import type { Pseudonym } from "../../shared/ids";
import type { EpochKind } from "../../format/log";
import type { Epoch, LogState } from "../../format/log-state";
import { refuse } from "../crypto-error";
import { epochKeyPair, openGrant, openPrevious, type SealingEpochKind } from "../epochs";
import type { SealingKeyPair } from "../sodium";
import { accountOf, hasOrganisation, organisationOf, type ReplayedLog, type VaultState } from "./state";

/** The secret of epoch `e`, or null where this user was given none. E_KID, E_COMMIT … where what she was given is not it. */
export function secretOf(state: VaultState, log: ReplayedLog, kind: EpochKind, e: number): Bytes | null {
  const known = log.secrets[kind].get(e);
  if (known !== undefined) return known;
  const epoch = log.state.epochs[kind][e];
  if (epoch === undefined) return null;
  const secret = ownSecret(state, log, kind, epoch) ?? secretFromNext(state, log, kind, epoch);
  if (secret !== null) log.secrets[kind].set(e, secret);
  return secret;
}

/** As `secretOf`; E_NO_GRANT instead of null. */
export function requireSecret(state: VaultState, log: ReplayedLog, kind: EpochKind, e: number): Bytes {
  return secretOf(state, log, kind, e) ?? refuse("E_NO_GRANT");
}

/** The newest epoch and its secret; E_NO_GRANT where this user has none. */
export function newestSecret(state: VaultState, log: ReplayedLog, kind: EpochKind): { epoch: Epoch; secret: Bytes } {
  const epoch = log.state.epochs[kind].at(-1) ?? refuse("E_EPOCH");
  return { epoch, secret: requireSecret(state, log, kind, epoch.e) };
}

/** Public and secret half of an epoch's key pair, for which this user holds the secret. */
export function keyPairOf(state: VaultState, log: ReplayedLog, kind: SealingEpochKind, e: number): SealingKeyPair | null {
  const secret = secretOf(state, log, kind, e);
  return secret === null ? null : epochKeyPair(kind, secret);
}

function ownSecret(state: VaultState, log: ReplayedLog, kind: EpochKind, epoch: Epoch): Bytes | null {
  const account = accountOf(state);
  const context = { kind, logId: log.state.logId, e: epoch.e, by: epoch.by };
  const own = openGrant(context, epoch, account.userId, account.keys.eks);
  if (own !== null || kind !== "sg") return own;
  const pseudonym = ownPseudonym(state, log.state);
  return pseudonym === null ? null : openGrant(context, epoch, pseudonym, organisationKeys(state));
}

function secretFromNext(state: VaultState, log: ReplayedLog, kind: EpochKind, epoch: Epoch): Bytes | null {
  const next = log.state.epochs[kind][epoch.e + 1];
  if (next === undefined || next.prev === null) return null;
  const secret = secretOf(state, log, kind, next.e);
  if (secret === null) return null;
  return openPrevious({ kind, logId: log.state.logId, e: next.e, by: next.by }, secret, next.prev, epoch);
}

/** The name of this user's organisation in the coalition: the one registered with a key that her own log has. */
export function ownPseudonym(state: VaultState, coalition: LogState): Pseudonym | null {
  if (!hasOrganisation(state)) return null;
  const keys = organisationOf(state).state.epochs.org.flatMap((epoch) => (epoch.pk === null ? [] : [epoch.pk]));
  const own = [...coalition.orgs.values()].find((org) => org.keys.some(({ pk }) => keys.some((key) => equalBytes(key, pk))));
  return own?.pseudonym ?? null;
}

function organisationKeys(state: VaultState): SealingKeyPair[] {
  const organisation = organisationOf(state);
  return organisation.state.epochs.org.flatMap((epoch) => keyPairOf(state, organisation, "org", epoch.e) ?? []).reverse();
}
