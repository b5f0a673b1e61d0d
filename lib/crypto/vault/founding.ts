/** Founding the coalition and joining by an invitation (protocol 3.5, 3.17). */
import { toHex, type Bytes } from "../../shared/bytes";
import { asId, type InviteId, type LogId } from "../../shared/ids";
import type { LogPin } from "../../format/fields";
import { genesisHash, inviteIdOf, logIdOf } from "../../format/identifiers";
import { parseInvitation, type Invitation } from "../../format/invitation";
import { acceptanceParts, encodeOrganisationX, inviteMac } from "../../format/joining";
import { entryHash, type EpochKind, type LogEntry } from "../../format/log";
import { encodeLogBody, type LogBody, type Policy } from "../../format/log-bodies";
import type { JoinRecord, SetupRecord } from "../../format/records";
import type { VaultApi } from "../api";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { epochKeyPair, makeEpoch } from "../epochs";
import { sign } from "../sign";
import { randomBytes } from "../sodium";
import { accountRecord } from "./account";
import { signEntries } from "./append";
import { raisePin } from "./pins";
import { accountOf, type Account, type VaultState } from "./state";
import { verb } from "./verb";

/** What a new log says until its admins say otherwise. */
const FIRST_POLICY: Policy = { v: 1, cosig: [], identity_default: "known", draft_days: 180, no_response_days: 365 };

export function foundingVerbs(state: VaultState): Pick<VaultApi, "foundCoalition" | "acceptInvitation" | "readInvitation"> {
  return {
    foundCoalition: verb(({ setupSecret }) => foundCoalition(state, new Uint8Array(setupSecret))),
    acceptInvitation: verb(({ fragment }) => acceptInvitation(state, fragment)),
    readInvitation: verb(({ fragment }) => {
      const { kind, secret, logId } = unwrapResult(parseInvitation(fragment));
      return { inviteId: toHex(inviteIdOf(secret)), kind, logId: toHex(logId) };
    }),
  };
}

function foundCoalition(state: VaultState, setupSecret: Bytes): SetupRecord {
  demand(setupSecret.length === 32, "E_LINK");
  const account = accountOf(state);
  const genesis = encodeLogBody({ ...genesisFields(account), kind: "coalition" });
  const logId = logIdOf(genesis);
  const bodies = [genesis, ...(["review", "sg", "coord"] as const).map((kind) => encodeLogBody(firstEpoch(account, logId, kind, []).body))];
  const entries = signEntries(account, logId, null, bodies);
  adoptLog(state, logId, entries);
  const inviteId = inviteIdOf(setupSecret);
  const acc = acceptance(account, inviteId, logId, new Uint8Array());
  return { inviteId: toHex(inviteId), account: accountRecord(state), acc, entries };
}

function genesisFields(account: Account) {
  const { bytes, sig } = account.card;
  return { v: 1, t: "genesis", card: bytes, sig, nonce: randomBytes(16), policy: FIRST_POLICY } as const;
}

function firstEpoch(account: Account, logId: LogId, kind: EpochKind, seen: LogPin[]): { body: LogBody; secret: Bytes } {
  const reader = { u: account.userId, pk: account.card.ek };
  const { secret, fields } = makeEpoch({ kind, logId, e: 0, by: account.userId }, [reader], null);
  return { body: epochBody(kind, fields, secret, seen), secret };
}

/** The entry that announces an epoch; SG alone has no public key. */
export function epochBody(kind: EpochKind, fields: ReturnType<typeof makeEpoch>["fields"], secret: Bytes, seen: LogPin[]): LogBody {
  const common = { ...fields, kid: fields.kid as Extract<LogBody, { t: "epoch" }>["kid"], seen };
  switch (kind) {
    case "org":
      return { t: "epoch", ...common, pk: epochKeyPair("org", secret).publicKey };
    case "review":
      return { t: "epoch.review", ...common, pk: epochKeyPair("review", secret).publicKey };
    case "coord":
      return { t: "epoch.coord", ...common, pk: epochKeyPair("coord", secret).publicKey };
    case "sg":
      return { t: "epoch.sg", ...common };
  }
}

/** Pins a log that was made here up to its last entry. */
function adoptLog(state: VaultState, logId: LogId, entries: readonly LogEntry[]): void {
  const last = entries.at(-1) ?? refuse("E_GENESIS");
  accountOf(state).ownLogs.add(toHex(logId));
  raisePin(state, toHex(logId), { seq: last.seq, hash: entryHash(logId, last) });
}

function acceptance(account: Account, inviteId: InviteId, logId: LogId, x: Bytes): Bytes {
  const loginPkOf = (t: "pw" | "rc") => (account.slots.find((slot) => slot.t === t) ?? refuse("E_STATE")).loginPk;
  const parts = acceptanceParts({
    rpId: account.name.rpId, handle: account.name.handle, inviteId, logId, card: account.card.bytes, x,
    loginPkPw: loginPkOf("pw"), loginPkRc: loginPkOf("rc"),
  });
  return sign(account.keys.ik, "accept", ...parts);
}

function acceptInvitation(state: VaultState, fragment: string): JoinRecord {
  const account = accountOf(state);
  const link = unwrapResult(parseInvitation(fragment));
  account.ownLogs.add(toHex(link.logId));
  raisePin(state, toHex(link.logId), link);
  const brought = link.kind === "o" ? foundOrganisation(state, account, link) : null;
  const x = brought?.x ?? new Uint8Array();
  const inviteId = inviteIdOf(link.secret);
  return {
    inviteId: toHex(inviteId), logId: toHex(link.logId), account: accountRecord(state),
    mac: inviteMac(link.secret, link.logId, account.card.bytes, x), acc: acceptance(account, inviteId, link.logId, x), x,
    ...(brought === null ? {} : { orgEntries: brought.entries }),
  };
}

/** The new organisation's log: its genesis names the coalition as the link pinned it. */
function foundOrganisation(state: VaultState, account: Account, link: Invitation): { x: Bytes; entries: LogEntry[] } {
  const coalition = { log_id: link.logId, seq: link.seq, hash: link.hash };
  const genesis = encodeLogBody({ ...genesisFields(account), kind: "org", coalition });
  const logId = asId<LogId>(logIdOf(genesis));
  const { body, secret } = firstEpoch(account, logId, "org", [coalition]);
  const entries = signEntries(account, logId, null, [genesis, encodeLogBody(body)]);
  adoptLog(state, logId, entries);
  return { x: encodeOrganisationX({ logId, genesis: genesisHash(genesis), pk: epochKeyPair("org", secret).publicKey }), entries };
}
