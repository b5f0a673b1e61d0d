/** Steps of the coalition's log. */
import { equalBytes, toHex } from "../shared/bytes";
import { verifyCard } from "./card";
import type { EpochKind } from "./log";
import type { BodyOf, LogBody } from "./log-bodies";
import type { LogDraft, LogError } from "./log-state";
import { addMember, checkFresh, owe, removeMember, stepEpoch, stepShared, type Step } from "./replay-steps";
import { verifySignature } from "./signature";

const ALL: readonly EpochKind[] = ["review", "sg", "coord"];

/** Writes one entry of the coalition's log; types of an organisation's are E_FORMAT. */
export function stepCoalition(at: Step<LogBody>): LogError | null {
  const { draft, body, seq } = at;
  switch (body.t) {
    case "coord.add":
      owe(draft, ALL, "add");
      return addMember(draft, body, "coordinator", seq);
    case "coord.remove":
      owe(draft, ALL, "remove");
      return removeMember(draft, body.u, "coordinator", seq);
    case "reviewer.add":
      owe(draft, ["review"], "add");
      return addMember(draft, body, "reviewer", seq);
    case "reviewer.remove":
      owe(draft, ["review"], "remove");
      return removeMember(draft, body.u, "reviewer", seq);
    case "org.register":
      return registerOrg({ ...at, body });
    case "org.remove":
      return removeOrg({ ...at, body });
    case "org.key":
      return changeOrgKey({ ...at, body });
    default:
      return stepEpochOrBoxed(at);
  }
}

function stepEpochOrBoxed(at: Step<LogBody>): LogError | null {
  const { draft, body } = at;
  switch (body.t) {
    case "epoch.review":
      return stepEpoch({ ...at, body }, "review", memberIds(draft));
    case "epoch.sg":
      return stepEpoch({ ...at, body }, "sg", [...coordinatorIds(draft), ...[...draft.orgs.values()].map((org) => org.pseudonym)]);
    case "epoch.coord":
      return stepEpoch({ ...at, body }, "coord", coordinatorIds(draft));
    case "identity.open":
    case "rewrap":
    case "export":
      return stepBoxed({ ...at, body });
    case "release":
      return stepRelease({ ...at, body });
    case "card":
    case "policy":
    case "invite.revoke":
    case "security":
      return stepShared({ ...at, body });
    default:
      return "E_FORMAT";
  }
}

function memberIds(draft: LogDraft): Uint8Array[] {
  return [...draft.members.values()].map((member) => member.userId);
}

function coordinatorIds(draft: LogDraft): Uint8Array[] {
  return [...draft.members.values()].filter((member) => member.role === "coordinator").map((member) => member.userId);
}

/** A pseudonym is used once. The name is boxed under the newest coordinator epoch. */
function registerOrg({ draft, body, seq }: Step<BodyOf<"org.register">>): LogError | null {
  const key = toHex(body.pseudonym);
  if (draft.orgs.has(key) || draft.removedOrgs.has(key)) return "E_MEMBER";
  const lead = verifyCard(body.lead);
  if (!lead.ok) return lead.code;
  const { pseudonym, e, pk, h, b } = body;
  draft.orgs.set(key, { pseudonym, leadUserId: lead.value.userId, lead: lead.value, since: seq, e, pk, keys: [{ e, pk, seq }], h, b });
  owe(draft, ["sg"], "add");
  return checkFresh(draft, "coord", h);
}

function removeOrg({ draft, body, seq }: Step<BodyOf<"org.remove">>): LogError | null {
  const key = toHex(body.pseudonym);
  if (!draft.orgs.delete(key)) return "E_MEMBER";
  draft.removedOrgs.set(key, seq);
  owe(draft, ["sg"], "remove");
  return null;
}

/** Only the registered lead, only her own organisation, only a later epoch. */
function changeOrgKey({ draft, body, seq, by }: Step<BodyOf<"org.key">>): LogError | null {
  const key = toHex(body.pseudonym);
  const org = draft.orgs.get(key);
  if (org === undefined) return "E_MEMBER";
  if (!equalBytes(org.leadUserId, by)) return "E_ROLE";
  if (body.e <= org.e) return "E_EPOCH";
  draft.orgs.set(key, { ...org, e: body.e, pk: body.pk, keys: [...org.keys, { e: body.e, pk: body.pk, seq }] });
  return null;
}

function stepBoxed({ draft, body, seq, by }: Step<BodyOf<"identity.open" | "rewrap" | "export">>): LogError | null {
  const entry = { seq, by, e: body.e, b: body.b };
  switch (body.t) {
    case "identity.open":
      draft.identityOpens.push({ ...entry, dossierId: body.dossier_id, q: body.q });
      return checkFresh(draft, "coord", body.e);
    case "export":
      draft.exports.push(entry);
      return checkFresh(draft, "coord", body.e);
    case "rewrap":
      draft.rewraps.push(entry);
      return checkFresh(draft, "review", body.e);
  }
}

/** A published build: the offline release key signs version and manifest, a coordinator says that it is the one. */
function stepRelease({ draft, body, seq }: Step<BodyOf<"release">>): LogError | null {
  const { version, manifest, key, release_sig: sig } = body;
  if (!verifySignature(key, "release", sig, version, manifest)) return "E_SIG";
  draft.releases.push({ seq, version, manifest, key, sig });
  return null;
}
