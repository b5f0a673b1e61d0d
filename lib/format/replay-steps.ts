/** Steps that both logs share: members, cards, epochs, policy. Each returns null or why it refuses. */
import { equalBytes, toHex } from "../shared/bytes";
import type { Hash, UserId } from "../shared/ids";
import { isNextCard, verifyCard, type Card, type SignedCard } from "./card";
import type { EpochKind } from "./log";
import type { BodyOf, Grant, LogBody, Role } from "./log-bodies";
import { isAdminRole, newestEpoch, type LogDraft, type LogError } from "./log-state";

/** The one suite that this code reads. */
export const SUITE = 1;

/** A body to be written into the draft. */
export type Step<B extends LogBody> = { readonly draft: LogDraft; readonly body: B; readonly seq: number; readonly by: UserId };

/** The first refusal among `items`, or null. */
export function refuse<T>(items: readonly T[], check: (item: T) => LogError | null): LogError | null {
  for (const item of items) {
    const refusal = check(item);
    if (refusal !== null) return refusal;
  }
  return null;
}

export function setRole(draft: LogDraft, card: Card, role: Role, seq: number): void {
  const key = toHex(card.userId);
  const since = draft.members.get(key)?.since ?? seq;
  draft.members.set(key, { userId: card.userId, card, role, since });
  draft.roles.set(key, [...(draft.roles.get(key) ?? []), { seq, role }]);
}

/** E_MEMBER if the user, or her handle, is in the log already. */
export function addMember(draft: LogDraft, signed: SignedCard, role: Role, seq: number): LogError | null {
  const card = verifyCard(signed);
  if (!card.ok) return card.code;
  const { userId, handle } = card.value;
  if ([...draft.members.values()].some((m) => equalBytes(m.userId, userId) || m.card.handle === handle)) return "E_MEMBER";
  setRole(draft, card.value, role, seq);
  return null;
}

/** E_MEMBER if there is no such member (with `role`, where given); E_ROLE if the log would be left without an admin. */
export function removeMember(draft: LogDraft, userId: UserId, role: Role | null, seq: number): LogError | null {
  const key = toHex(userId);
  const member = draft.members.get(key);
  if (member === undefined || (role !== null && member.role !== role)) return "E_MEMBER";
  if (isLastAdmin(draft, userId)) return "E_ROLE";
  draft.members.delete(key);
  draft.roles.set(key, [...(draft.roles.get(key) ?? []), { seq, role: null }]);
  draft.removedAt.set(key, seq);
  return null;
}

export function isLastAdmin(draft: LogDraft, userId: UserId): boolean {
  const admins = [...draft.members.values()].filter((member) => isAdminRole(member.role));
  return admins.length === 1 && admins.every((admin) => equalBytes(admin.userId, userId));
}

/** Notes that epochs must follow. A removal outweighs an addition. */
export function owe(draft: LogDraft, kinds: readonly EpochKind[], why: "add" | "remove"): void {
  for (const kind of kinds) if (draft.owed.get(kind) !== "remove") draft.owed.set(kind, why);
}

/** E_STALE_EPOCH unless `e` is the newest epoch of the kind and nobody was removed since. */
export function checkFresh(draft: LogDraft, kind: EpochKind, e: number): LogError | null {
  const isFresh = newestEpoch(draft, kind)?.e === e && draft.owed.get(kind) !== "remove";
  return isFresh ? null : "E_STALE_EPOCH";
}

type EpochBody = BodyOf<"epoch" | "epoch.review" | "epoch.sg" | "epoch.coord">;

/** E_EPOCH: number, kid or prev; E_GRANTS unless the grants name exactly `readers`. */
export function stepEpoch({ draft, body, seq, by }: Step<EpochBody>, kind: EpochKind, readers: readonly Uint8Array[]): LogError | null {
  const epochs = draft.epochs[kind];
  if (body.e !== epochs.length || (body.e === 0 && body.prev !== null) || isKidUsed(draft, body.kid)) return "E_EPOCH";
  if (!isExactly(body.grants, readers)) return "E_GRANTS";
  const pk = body.t === "epoch.sg" ? null : body.pk;
  epochs.push({ e: body.e, seq, by, kid: body.kid, pk, grants: body.grants, prev: body.prev });
  draft.owed.delete(kind);
  return null;
}

function isKidUsed(draft: LogDraft, kid: Hash): boolean {
  return Object.values(draft.epochs).some((epochs) => epochs.some((epoch) => equalBytes(epoch.kid, kid)));
}

function isExactly(grants: readonly Grant[], readers: readonly Uint8Array[]): boolean {
  const granted = new Set(grants.map((grant) => toHex(grant.u)));
  const expected = new Set(readers.map(toHex));
  return grants.length === granted.size && granted.size === expected.size && [...expected].every((reader) => granted.has(reader));
}

/** The types that both logs have. */
export type SharedBody = BodyOf<"card" | "policy" | "invite.revoke" | "security">;

export function stepShared({ draft, body, seq }: Step<SharedBody>): LogError | null {
  switch (body.t) {
    case "card":
      return stepCard(draft, body);
    case "policy":
      draft.policies.push({ seq, policy: body.policy });
      return null;
    case "invite.revoke":
      draft.revokedInvites.add(toHex(body.invite_id));
      return null;
    case "security":
      if (body.min_suite < draft.minSuite || body.min_suite > SUITE) return "E_SUITE";
      draft.minSuite = body.min_suite;
      return null;
  }
}

/** A member's next encryption key: same id, same handle, n + 1. */
function stepCard(draft: LogDraft, signed: SignedCard): LogError | null {
  const card = verifyCard(signed);
  if (!card.ok) return card.code;
  const key = toHex(card.value.userId);
  const member = draft.members.get(key);
  if (member === undefined) return "E_MEMBER";
  if (!isNextCard(member.card, card.value)) return "E_CARD";
  draft.members.set(key, { ...member, card: card.value });
  return null;
}
