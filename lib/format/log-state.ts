/** What a replayed log says. Maps are keyed by lower-case hex of ids. */
import { toHex, type Bytes } from "../shared/bytes";
import type { DossierId, Hash, LogId, Pseudonym, UserId } from "../shared/ids";
import type { Card } from "./card";
import type { LogPin } from "./fields";
import type { EpochKind } from "./log";
import type { Grant, LogKind, Policy, Role } from "./log-bodies";

/** Why an entry or a log is refused. */
export type LogError =
  | "E_FORMAT" | "E_SEQ" | "E_PREV" | "E_GENESIS" | "E_SIG" | "E_ID" | "E_NOT_MEMBER" | "E_ROLE" | "E_MEMBER"
  | "E_CARD" | "E_EPOCH" | "E_GRANTS" | "E_STALE_EPOCH" | "E_FORK" | "E_ROLLBACK" | "E_SUITE" | "E_BATCH";

export type Member = { readonly userId: UserId; readonly card: Card; readonly role: Role; readonly since: number };

export type Epoch = {
  readonly e: number;
  readonly seq: number;
  readonly by: UserId;
  readonly kid: Hash;
  /** null for submitter-group epochs, which have no key pair */
  readonly pk: Bytes | null;
  readonly grants: readonly Grant[];
  readonly prev: Bytes | null;
};

/** An organisation in the coalition log; h, b: its name, boxed under coordinator epoch h. keys: every public key it has had. */
export type Organisation = {
  readonly pseudonym: Pseudonym;
  readonly leadUserId: UserId;
  readonly lead: Card;
  readonly since: number;
  readonly e: number;
  readonly pk: Bytes;
  readonly keys: readonly { readonly e: number; readonly pk: Bytes; readonly seq: number }[];
  readonly h: number;
  readonly b: Bytes;
};

/** An entry whose content is boxed under epoch e. */
export type BoxedEntry = { readonly seq: number; readonly by: UserId; readonly e: number; readonly b: Bytes };
export type IdentityOpening = BoxedEntry & { readonly dossierId: DossierId; readonly q: number };
export type Release = { readonly seq: number; readonly version: string; readonly manifest: Hash; readonly key: Bytes; readonly sig: Bytes };
/** role: null from the entry on that removed the user. */
export type RoleChange = { readonly seq: number; readonly role: Role | null };

/** The state that replay writes; everyone else sees `LogState`. */
export type LogDraft = {
  readonly logId: LogId;
  readonly kind: LogKind;
  /** H("genesis", genesis body) */
  readonly genesis: Hash;
  /** the coalition that an organisation's genesis names; null in the coalition's own log */
  readonly coalition: LogPin | null;
  head: { readonly seq: number; readonly hash: Hash };
  /** hash of every entry, by seq */
  hashes: Hash[];
  members: Map<string, Member>;
  roles: Map<string, RoleChange[]>;
  removedAt: Map<string, number>;
  epochs: Record<EpochKind, Epoch[]>;
  /** epochs that must follow: since someone was added, or since someone was removed (then nothing may be written before) */
  owed: Map<EpochKind, "add" | "remove">;
  orgs: Map<string, Organisation>;
  removedOrgs: Map<string, number>;
  policies: { readonly seq: number; readonly policy: Policy }[];
  revokedInvites: Set<string>;
  minSuite: number;
  seenLogs: Map<string, LogPin>;
  heads: BoxedEntry[];
  rewraps: BoxedEntry[];
  exports: BoxedEntry[];
  identityOpens: IdentityOpening[];
  releases: Release[];
};

type Frozen<T> =
  T extends Map<infer K, infer V> ? ReadonlyMap<K, V extends (infer I)[] ? readonly I[] : V>
  : T extends Set<infer V> ? ReadonlySet<V>
  : T extends (infer V)[] ? readonly V[]
  : T;

/** A replayed log, not to be changed: `applyEntry` makes a new one. */
export type LogState = { readonly [Name in keyof Omit<LogDraft, "epochs">]: Frozen<LogDraft[Name]> } & {
  readonly epochs: Readonly<Record<EpochKind, readonly Epoch[]>>;
};

/** A copy to write in: entries' values are shared, since they never change. */
export function copyState(state: LogState): LogDraft {
  const { org, review, sg, coord } = state.epochs;
  return {
    ...state,
    hashes: [...state.hashes],
    members: new Map(state.members),
    roles: new Map([...state.roles].map(([user, changes]) => [user, [...changes]])),
    removedAt: new Map(state.removedAt),
    epochs: { org: [...org], review: [...review], sg: [...sg], coord: [...coord] },
    owed: new Map(state.owed),
    orgs: new Map(state.orgs),
    removedOrgs: new Map(state.removedOrgs),
    policies: [...state.policies],
    revokedInvites: new Set(state.revokedInvites),
    seenLogs: new Map(state.seenLogs),
    heads: [...state.heads],
    rewraps: [...state.rewraps],
    exports: [...state.exports],
    identityOpens: [...state.identityOpens],
    releases: [...state.releases],
  };
}

/** The member, or undefined. */
export function memberOf(state: LogState, userId: Uint8Array): Member | undefined {
  return state.members.get(toHex(userId));
}

/** The role that the user had once entry `seq` stood; null if none. */
export function roleAt(state: LogState, userId: Uint8Array, seq: number): Role | null {
  const changes = state.roles.get(toHex(userId)) ?? [];
  return changes.findLast((change) => change.seq <= seq)?.role ?? null;
}

/** The policy in force once entry `seq` stood; undefined before the genesis. */
export function policyAt(state: LogState, seq: number): Policy | undefined {
  return state.policies.findLast((change) => change.seq <= seq)?.policy;
}

/** The newest policy. Every log has one from its genesis on. */
export function currentPolicy(state: LogState): Policy {
  const policy = policyAt(state, state.head.seq);
  if (policy === undefined) throw new Error("a log without a policy");
  return policy;
}

/** The newest epoch of a kind, or undefined. */
export function newestEpoch(state: LogState, kind: EpochKind): Epoch | undefined {
  return state.epochs[kind].at(-1);
}

/** True for the roles that may do everything in their log: lead, coordinator. */
export function isAdminRole(role: Role): boolean {
  return role === "lead" || role === "coordinator";
}

/**
 * The oldest submitter-group epoch whose member tags still count: the first after the last removal of an organisation or
 * a coordinator, or after the last new organisation key that was itself followed by one. Infinity if none counts.
 */
export function oldestAcceptedGroupEpoch(state: LogState): number {
  const epochs = state.epochs.sg;
  const coordinatorsOut = [...state.roles.values()].flatMap((changes) =>
    changes.filter((change, i) => change.role === null && changes[i - 1]?.role === "coordinator").map((change) => change.seq),
  );
  const lastRemoval = Math.max(-1, ...coordinatorsOut, ...state.removedOrgs.values());
  const afterRemoval = epochs.find((epoch) => epoch.seq > lastRemoval)?.e ?? Infinity;
  const keySeqs = [...state.orgs.values()].flatMap((org) => org.keys.slice(1).map((key) => key.seq));
  const afterKeys = keySeqs.map((seq) => epochs.find((epoch) => epoch.seq > seq)?.e ?? 0);
  return Math.max(afterRemoval, ...afterKeys);
}
