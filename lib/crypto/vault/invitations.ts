/** Inviting, checking who came, and signing them in with the epochs that give them keys (protocol 3.5, 3.17). */
import { toHex, type Bytes } from "../../shared/bytes";
import type { InviteId, LogId, Pseudonym } from "../../shared/ids";
import { verifyCard, type Card } from "../../format/card";
import { genesisHash, inviteIdOf, pseudonymOf, safetyHash } from "../../format/identifiers";
import { formatInvitation } from "../../format/invitation";
import { decodeOrganisationX, inviteMac, verifyAcceptance, type OrganisationX } from "../../format/joining";
import type { EpochKind, LogEntry } from "../../format/log";
import type { LogBody } from "../../format/log-bodies";
import { memberOf, newestEpoch, type LogState } from "../../format/log-state";
import { applyFirstBatch } from "../../format/replay";
import type { AppendRecord, JoinRequestRecord } from "../../format/records";
import type { InvitationView, Role, VaultApi } from "../api";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { makeEpoch, type EpochReader } from "../epochs";
import type { OpenInvitation } from "../keyring";
import { safetyWords } from "../passphrase";
import { memcmp, randomBytes } from "../sodium";
import { appendTo, boxBody, pinOf } from "./append";
import { epochBody } from "./founding";
import { requireSecret } from "./log-secrets";
import { demandRole } from "./logs";
import { accountOf, coalitionOf, demandContains, idOf, logOf, type ReplayedLog, type VaultState } from "./state";
import { verb } from "./verb";

type InvitationVerbs = Pick<
  VaultApi,
  "createInvitation" | "listInvitations" | "checkJoinRequest" | "admitMember" | "revokeInvitation"
>;

export function invitationVerbs(state: VaultState): InvitationVerbs {
  return {
    createInvitation: verb((input) => createInvitation(state, input)),
    listInvitations: verb(() => accountOf(state).invitations.map(viewOf)),
    checkJoinRequest: verb((request) => {
      const { card, invitation } = checkRequest(state, request);
      const fingerprint = safetyWords(safetyHash(accountOf(state).keys.ik.publicKey, card.ik));
      return { handle: card.handle, role: invitation.role, fingerprint };
    }),
    admitMember: verb((request) => admitMember(state, request)),
    revokeInvitation: verb((inviteId) => revokeInvitation(state, inviteId)),
  };
}

const ROLES_OF = { org: ["lead", "researcher"], coalition: ["coordinator", "reviewer"] } as const;

function createInvitation(
  state: VaultState, input: Parameters<VaultApi["createInvitation"]>[0],
): { inviteId: string; fragment: string } {
  const { kind, role, expires } = input;
  const log = logOf(state, input.logId);
  demandRole(state, log, "lead", "coordinator");
  const isFitting =
    kind === "o" ? log.state.kind === "coalition" && role === "lead" : ROLES_OF[log.state.kind].some((fitting) => fitting === role);
  const name = input.organisationName ?? null;
  demand(isFitting && (kind === "o") === (name !== null && name.length > 0), "E_ROLE");
  const secret = randomBytes(32);
  const { logId, head } = log.state;
  const account = accountOf(state);
  account.invitations.push({ kind, secret, log_id: logId, role, name, expires });
  account.isDirty = true;
  const link = formatInvitation({ kind, secret, logId, seq: head.seq, hash: head.hash });
  return { inviteId: toHex(inviteIdOf(secret)), fragment: link.slice(link.indexOf("#") + 1) };
}

function viewOf({ kind, secret, log_id: logId, role, name, expires }: OpenInvitation): InvitationView {
  return { inviteId: toHex(inviteIdOf(secret)), logId: toHex(logId), kind, role, organisationName: name, expires };
}

function invitationOf(state: VaultState, inviteId: string): OpenInvitation {
  return accountOf(state).invitations.find(({ secret }) => toHex(inviteIdOf(secret)) === inviteId) ?? refuse("E_UNKNOWN");
}

interface CheckedRequest {
  readonly invitation: OpenInvitation;
  readonly card: Card;
  /** for an organisation: what it brings */
  readonly organisation: OrganisationX | null;
}

/** That the sender holds the identity key and the invitation's secret, and that a new organisation's log is what it claims. */
function checkRequest(state: VaultState, request: JoinRequestRecord): CheckedRequest {
  const invitation = invitationOf(state, request.inviteId);
  demand(invitation.expires > Math.floor(Date.now() / 1000), "E_LINK");
  const card = unwrapResult(verifyCard({ card: new Uint8Array(request.card), sig: new Uint8Array(request.cardSig) }));
  const claim = { ...request, rpId: accountOf(state).name.rpId, inviteId: idOf<InviteId & Bytes>(request.inviteId), logId: invitation.log_id };
  unwrapResult(verifyAcceptance(claim, card, request.acc));
  demand(memcmp(request.mac, inviteMac(invitation.secret, invitation.log_id, card.bytes, request.x)), "E_MAC");
  if (invitation.kind === "p") {
    demand(request.x.length === 0, "E_FORMAT");
    return { invitation, card, organisation: null };
  }
  const organisation = unwrapResult(decodeOrganisationX(request.x));
  demandOrganisation(state, organisation, card, (request.orgEntries ?? []));
  return { invitation, card, organisation };
}

/** The organisation's first entries replay to the id, genesis and key under the mac, begin with this card, and know this coalition. */
function demandOrganisation(state: VaultState, x: OrganisationX, card: Card, entries: readonly LogEntry[]): void {
  const org = unwrapResult(applyFirstBatch(entries, { expectLogId: x.logId, expectKind: "org" }));
  demand(memcmp(org.genesis, x.genesis) && entries[0] !== undefined && memcmp(genesisHash(entries[0].body), x.genesis), "E_GENESIS");
  demand(memcmp(newestEpoch(org, "org")?.pk ?? new Uint8Array(), x.pk) && org.epochs.org.length === 1, "E_KID");
  const lead = memberOf(org, card.userId);
  demand(lead !== undefined && org.members.size === 1 && memcmp(lead.card.bytes, card.bytes), "E_ID");
  const coalition = coalitionOf(state).state;
  const named = org.coalition ?? refuse("E_GENESIS");
  demand(memcmp(named.log_id, coalition.logId), "E_GENESIS");
  demandContains(coalition, named);
}

/** The addition and every epoch that it makes necessary, in one batch. */
function admitMember(state: VaultState, request: JoinRequestRecord): AppendRecord {
  const checked = checkRequest(state, request);
  const { invitation, card, organisation } = checked;
  const log = logOf(state, toHex(invitation.log_id));
  demandRole(state, log, "lead", "coordinator");
  const entries =
    organisation === null ? addPerson(state, log, card, invitation.role) : registerOrganisation(state, log, checked, organisation);
  const append = appendTo(state, log, entries);
  state.admitted.set(request.inviteId, toHex(card.userId));
  return append;
}

function addPerson(state: VaultState, log: ReplayedLog, card: Card, role: Role): LogBody[] {
  const signed = { card: card.bytes, sig: card.sig };
  const newcomer = { u: card.userId, pk: card.ek };
  switch (role) {
    case "lead":
    case "researcher": {
      const seen = [pinOf(coalitionOf(state).state)];
      return [{ t: "add", ...signed, role, seen }, nextEpoch(state, log, "org", [...memberReaders(log.state), newcomer])];
    }
    case "reviewer":
      return [
        { t: "reviewer.add", ...signed, role, seen: [] },
        nextEpoch(state, log, "review", [...memberReaders(log.state), newcomer]),
      ];
    case "coordinator":
      return [
        { t: "coord.add", ...signed, role, seen: [] },
        nextEpoch(state, log, "review", [...memberReaders(log.state), newcomer]),
        nextEpoch(state, log, "sg", [...groupReaders(log.state), newcomer]),
        nextEpoch(state, log, "coord", [...coordinatorReaders(log.state), newcomer]),
      ];
  }
}

function registerOrganisation(state: VaultState, log: ReplayedLog, { invitation, card }: CheckedRequest, x: OrganisationX): LogBody[] {
  const pseudonym = pseudonymOf(invitation.secret);
  const { e: h, b } = boxBody(state, log, "org.register", "coord", { name: invitation.name, log_id: x.logId, genesis: x.genesis });
  const lead = { card: card.bytes, sig: card.sig };
  return [
    { t: "org.register", pseudonym, lead, e: 0, pk: x.pk, h, b, seen: [] },
    nextEpoch(state, log, "sg", [...groupReaders(log.state), { u: pseudonym, pk: x.pk }]),
  ];
}

function memberReaders(log: LogState): EpochReader[] {
  return [...log.members.values()].map(({ userId, card }) => ({ u: userId, pk: card.ek }));
}

function coordinatorReaders(log: LogState): EpochReader[] {
  return memberReaders({ ...log, members: new Map([...log.members].filter(([, member]) => member.role === "coordinator")) });
}

function groupReaders(log: LogState): EpochReader[] {
  const organisations = [...log.orgs.values()].map(({ pseudonym, pk }): { u: Pseudonym; pk: Bytes } => ({ u: pseudonym, pk }));
  return [...coordinatorReaders(log), ...organisations];
}

function nextEpoch(state: VaultState, log: ReplayedLog, kind: EpochKind, readers: readonly EpochReader[]): LogBody {
  const last = newestEpoch(log.state, kind) ?? refuse("E_EPOCH");
  const previous = requireSecret(state, log, kind, last.e);
  const context = { kind, logId: log.state.logId satisfies LogId, e: last.e + 1, by: accountOf(state).userId };
  const { secret, fields } = makeEpoch(context, readers, previous);
  return epochBody(kind, fields, secret, kind === "org" ? [pinOf(coalitionOf(state).state)] : []);
}

function revokeInvitation(state: VaultState, inviteId: string): AppendRecord {
  const invitation = invitationOf(state, inviteId);
  const log = logOf(state, toHex(invitation.log_id));
  const seen = log.state.kind === "org" ? [pinOf(coalitionOf(state).state)] : [];
  return appendTo(state, log, [{ t: "invite.revoke", invite_id: inviteIdOf(invitation.secret), seen }]);
}
