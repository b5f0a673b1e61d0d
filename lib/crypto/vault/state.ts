/** What an unlocked vault holds. Maps are keyed by lower-case hex. */
import { fromHex, toHex, type Bytes } from "../../shared/bytes";
import type { BlobId, DossierId, Hash, LogId, TrackId, UserId } from "../../shared/ids";
import type { Card } from "../../format/card";
import type { DraftFile } from "../../format/draft";
import type { EpochKind } from "../../format/log";
import type { HeadBox } from "../../format/log-bodies";
import { memberOf, type LogState } from "../../format/log-state";
import type { Move, TrackEnd } from "../../format/move";
import type { Custody } from "../../format/custody";
import type { CompartmentName } from "../../format/compartment-names";
import { CryptoError, demand, refuse, type CryptoCode } from "../crypto-error";
import type { IdentityKeys, OpenInvitation } from "../keyring";
import type { LoginName, SlotSecret } from "../slots";
import type { SigningKeyPair } from "../sodium";
import type { SlotRecord } from "../../format/records";

export interface Account {
  readonly name: LoginName;
  readonly userId: UserId;
  readonly umk: Bytes;
  /** seeds, as the keyring keeps them */
  readonly seeds: { readonly ik: Bytes; readonly ek: Bytes[] };
  readonly keys: IdentityKeys;
  readonly card: Card;
  /** the slots of an account that was made here and not yet taken to the server */
  readonly slots: readonly SlotRecord[];
  keyringSeq: number;
  /** the keyring changed since the server last stored it */
  isDirty: boolean;
  invitations: OpenInvitation[];
  /** the logs of this user: every one is pinned in the keyring */
  ownLogs: Set<string>;
}

export interface LogPosition {
  readonly seq: number;
  readonly hash: Hash;
}

export interface ReplayedLog {
  readonly state: LogState;
  /** every card that was ever a member's, by user id: signatures of people who left stay checkable */
  readonly cards: ReadonlyMap<string, Card>;
  readonly secrets: Record<EpochKind, Map<number, Bytes>>;
  /** how many of `state.heads` were opened */
  readonly headsRead: number;
  /** newest head of each dossier of the organisation */
  readonly dossiers: ReadonlyMap<string, HeadBox>;
}

export interface OwnDossier {
  readonly dossierId: DossierId;
  readonly dsk: SigningKeyPair;
  readonly dskSeed: Bytes;
  readonly ds: Bytes;
  readonly capn: number;
  /** the newest version that was sealed here and has no head yet */
  sealed: { readonly q: number; readonly hash: Hash } | null;
  /** the newest draft revision seen: an older one is a roll-back */
  draftRev: number;
}

export interface VaultFile extends DraftFile {
  readonly dossierId: DossierId;
}

export interface OpenedVersionState {
  readonly q: number;
  readonly hash: Hash;
  readonly record: { readonly kids: Readonly<Record<CompartmentName, Hash>>; readonly ct: Readonly<Record<CompartmentName, Hash>>; readonly prev: Hash };
  readonly wr: Bytes;
  readonly keyC: Bytes | null;
  readonly contentBytes: Bytes | null;
  readonly isAdmitted: boolean;
  readonly tagValid: boolean | null;
}

export interface OpenedDossierState {
  readonly dossierId: DossierId;
  readonly pk: Bytes | null;
  readonly versions: ReadonlyMap<number, OpenedVersionState>;
  readonly tracks: ReadonlyMap<string, ReplayedTrack>;
}

/** One track, verified from its first move on. */
export interface ReplayedTrack {
  readonly track: TrackId;
  readonly moves: readonly { readonly move: Move; readonly hash: Hash; readonly role: "coordinator" | "reviewer" | null }[];
  readonly end: TrackEnd;
}

/** A dossier's custody log, verified from its first entry on. */
export interface CustodyChain {
  readonly entries: readonly { readonly custody: Custody; readonly hash: Hash; readonly role: "coordinator" | "reviewer" }[];
  /** why what was served after the last entry is not believed */
  readonly fault: CryptoCode | null;
}

export interface VaultState {
  account: Account | null;
  /** between `signLogin` and `openAccount` */
  pending: { readonly name: LoginName; readonly secret: SlotSecret } | null;
  logs: Map<string, ReplayedLog>;
  /** the newest position of each log that this user or device saw: never gone behind */
  pins: Map<string, LogPosition>;
  /** positions that colleagues' entries name */
  gossip: Map<string, LogPosition>;
  movePins: Map<string, { readonly dossierId: DossierId; readonly track: TrackId; readonly n: number; readonly hash: Hash }>;
  custody: Map<string, CustodyChain>;
  /** the last custody entry of each dossier that this user or device saw */
  custodyPins: Map<string, { readonly dossierId: DossierId; readonly n: number; readonly hash: Hash }>;
  /** invitations that this vault made entries for: invite id → user id */
  admitted: Map<string, string>;
  ownDossiers: Map<string, OwnDossier>;
  files: Map<string, VaultFile>;
  opened: Map<string, OpenedDossierState>;
}

export function emptyVaultState(): VaultState {
  return {
    account: null,
    pending: null,
    logs: new Map(),
    pins: new Map(),
    gossip: new Map(),
    movePins: new Map(),
    custody: new Map(),
    custodyPins: new Map(),
    admitted: new Map(),
    ownDossiers: new Map(),
    files: new Map(),
    opened: new Map(),
  };
}

/** Reads an id of sixteen bytes; E_FORMAT otherwise. */
export function idOf<T extends UserId | LogId | DossierId | TrackId | BlobId | Bytes>(hex: string): T {
  demand(/^[0-9a-f]{32}$/.test(hex), "E_FORMAT");
  return fromHex(hex) as T;
}

export function hashOf(hex: string): Hash {
  demand(/^[0-9a-f]{64}$/.test(hex), "E_FORMAT");
  return fromHex(hex) as Hash;
}

export function accountOf(state: VaultState): Account {
  return state.account ?? refuse("E_STATE");
}

/** E_UNKNOWN if the log was never replayed, E_ROLLBACK if it is shorter than what this user has seen of it. */
export function logOf(state: VaultState, logId: string): ReplayedLog {
  const log = state.logs.get(logId) ?? refuse("E_UNKNOWN");
  const pin = state.pins.get(logId);
  demand(pin === undefined || pin.seq <= log.state.head.seq, "E_ROLLBACK");
  return log;
}

/**
 * The one coalition that this user trusts: pinned by her link, or named by the genesis of her own organisation. E_STATE while
 * there is none; E_FORK or E_ROLLBACK unless it contains what the organisation's founder saw of it.
 */
export function coalitionOf(state: VaultState): ReplayedLog {
  const account = accountOf(state);
  for (const key of account.ownLogs) {
    const own = state.logs.get(key);
    if (own?.state.kind === "coalition") return logOf(state, key);
  }
  const named = organisationOf(state).state.coalition ?? refuse("E_GENESIS");
  const coalition = logOf(state, toHex(named.log_id));
  demandContains(coalition.state, named);
  return coalition;
}

/** The organisation that this user is a member of; E_STATE if there is none. */
export function organisationOf(state: VaultState): ReplayedLog {
  const account = accountOf(state);
  for (const key of account.ownLogs) {
    const own = state.logs.get(key);
    if (own?.state.kind === "org" && memberOf(own.state, account.userId) !== undefined) return logOf(state, key);
  }
  return refuse("E_STATE");
}

export function hasOrganisation(state: VaultState): boolean {
  try {
    organisationOf(state);
    return true;
  } catch (cause) {
    if (cause instanceof CryptoError && cause.code === "E_STATE") return false;
    throw cause;
  }
}

export function demandContains(log: LogState, position: LogPosition): void {
  const known = log.hashes[position.seq];
  demand(known !== undefined, "E_ROLLBACK");
  demand(toHex(known) === toHex(position.hash), "E_FORK");
}
