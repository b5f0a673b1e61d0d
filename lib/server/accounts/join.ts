import "server-only";
import type { z } from "zod";
import { equalBytes, fromHex, toHex } from "@/lib/shared/bytes";
import { asId, type LogId } from "@/lib/shared/ids";
import { decodeOrganisationX } from "@/lib/format/joining";
import type { LogEntry } from "@/lib/format/log";
import { newestEpoch, type LogState } from "@/lib/format/log-state";
import { applyFirstBatch, checkPins } from "@/lib/format/replay";
import type { joinRequest, joinState } from "@/lib/wire/accounts";
import { nowSeconds } from "../clock";
import { db, type Tx } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { rpIdOf } from "../http/rp-id";
import { stateOf } from "../invitations/invitation-state";
import { takeAddressToken } from "../limits/address-bucket";
import { storeNewLog } from "../logs/log-rows";
import { loadLogState } from "../logs/log-states";
import { checkAccount, storeAccount } from "./check-account";
import { transact } from "../transact";

type Join = z.output<typeof joinRequest>;
type NewLog = { readonly state: LogState; readonly entries: readonly LogEntry[] };

/** For whoever holds a link: is it still good? */
export async function readJoinState(request: Request, inviteId: string): Promise<Outcome<z.output<typeof joinState>>> {
  if (!takeAddressToken(request, nowSeconds())) return refuse("slow-down");
  const invitation = await db().invitation.findUnique({ where: { inviteId } });
  return { ok: true, value: { state: invitation === null ? "unknown" : stateOf(invitation, nowSeconds()) } };
}

/** Takes an open invitation: the account, the proof for the inviter, and an organisation's own log if it begins one. */
export async function joinCoalition(request: Request, sent: Join): Promise<Outcome<null>> {
  if (!takeAddressToken(request, nowSeconds())) return refuse("slow-down");
  const { inviteId, account, acc, x } = sent;
  const card = checkAccount(account, { rpId: rpIdOf(request), inviteId, logId: asId<LogId>(fromHex(sent.logId)), x, acc });
  if (!card.ok) return card;
  const userId = toHex(card.value.userId);
  const begun = sent.orgEntries === undefined ? null : beginOrganisation(sent, userId);
  if (begun !== null && !begun.ok) return begun;
  return transact(async (tx) => {
    const invitation = await openInvitation(tx, sent);
    if (!invitation.ok) return invitation;
    const stored = await storeAccount(tx, userId, account);
    if (!stored.ok) return stored;
    if (begun !== null) {
      if (!(await namesCoalition(tx, begun.value.state, sent.logId))) return refuse("bad-log");
      await storeNewLog(tx, begun.value.state, begun.value.entries);
    }
    const orgLogId = begun === null ? null : toHex(begun.value.state.logId);
    await tx.invitation.update({ where: { inviteId }, data: { state: "used" } });
    await tx.joinRequest.create({ data: { inviteId, userId, mac: sent.mac, acc, x, orgLogId } });
    return stored;
  });
}

async function openInvitation(tx: Tx, sent: Join): Promise<Outcome<null>> {
  const invitation = await tx.invitation.findUnique({ where: { inviteId: sent.inviteId } });
  if (invitation === null) return refuse("not-found");
  const state = stateOf(invitation, nowSeconds());
  if (state !== "open") return refuse(state === "used" ? "closed" : "expired");
  const isOrganisation = sent.orgEntries !== undefined;
  const fits = invitation.logId === sent.logId && isOrganisation === (invitation.kind === "o") && isOrganisation === sent.x.length > 0;
  return fits ? { ok: true, value: null } : refuse("malformed");
}

/** The organisation's log as `x` names it: genesis by the newcomer, and epoch 0. */
function beginOrganisation(sent: Join, userId: string): Outcome<NewLog> {
  const x = decodeOrganisationX(sent.x);
  if (!x.ok) return refuse("malformed");
  const entries = sent.orgEntries ?? [];
  const state = applyFirstBatch(entries, { expectLogId: x.value.logId, expectKind: "org" });
  if (!state.ok || !equalBytes(state.value.genesis, x.value.genesis)) return refuse("bad-log");
  const pk = newestEpoch(state.value, "org")?.pk;
  const lead = state.value.members.get(userId);
  if (!pk || !equalBytes(pk, x.value.pk) || state.value.members.size !== 1) return refuse("bad-log");
  if (lead === undefined || !equalBytes(lead.card.bytes, sent.account.card)) return refuse("bad-log");
  return { ok: true, value: { state: state.value, entries } };
}

/** The genesis must name the coalition's log at a point that this log really had. */
async function namesCoalition(tx: Tx, org: LogState, logId: string): Promise<boolean> {
  const coalition = await loadLogState(tx, logId);
  const pin = org.coalition;
  if (coalition === null || pin === null) return false;
  return equalBytes(pin.log_id, coalition.logId) && checkPins(coalition, [pin]) === null;
}
