import "server-only";
import { z } from "zod";
import type { invitationList, invitationRequest } from "@/lib/wire/accounts";
import { nowSeconds } from "../clock";
import { db, type Tx } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { entryOfRow } from "../logs/log-rows";
import { loadLogState } from "../logs/log-states";
import type { SessionUser } from "../session";
import { stateOf } from "./invitation-state";
import { transact } from "../transact";

const HOUR_SECONDS = 3600;
const LONGEST_SECONDS = 7 * 24 * HOUR_SECONDS;
const kindSchema = z.enum(["p", "o"]);

type List = z.output<typeof invitationList>;
type Wanted = z.output<typeof invitationRequest>;

/** Only who may sign newcomers into a log may invite to it: its leads, the coordinators. */
function checkInviter(session: SessionUser, logId: string): Outcome<null> {
  const role = session.roles.find((held) => held.logId === logId)?.role;
  if (role === undefined) return refuse("not-found");
  return role === "coordinator" || role === "lead" ? { ok: true, value: null } : refuse("forbidden");
}

/** The server learns of an invitation its id, the log and when it ends. */
export async function createInvitation(session: SessionUser, wanted: Wanted): Promise<Outcome<null>> {
  const { inviteId, logId, kind } = wanted;
  const allowed = checkInviter(session, logId);
  if (!allowed.ok) return allowed;
  const now = nowSeconds();
  const expires = wanted.expires - (wanted.expires % HOUR_SECONDS);
  if (wanted.expires > now + LONGEST_SECONDS + HOUR_SECONDS || expires <= now) return refuse("malformed");
  return transact(async (tx) => {
    const log = await loadLogState(tx, logId);
    if (log === null) return refuse("not-found");
    if (kind === "o" && log.kind !== "coalition") return refuse("malformed");
    if (log.revokedInvites.has(inviteId) || (await tx.invitation.count({ where: { inviteId } })) > 0) return refuse("conflict");
    await tx.invitation.create({ data: { inviteId, logId, kind, expires, state: "open" } });
    return { ok: true, value: null };
  });
}

/** A log's invitations, with what each newcomer proved until she is in the log. */
export async function listInvitations(session: SessionUser, logId: string): Promise<Outcome<List>> {
  const allowed = checkInviter(session, logId);
  if (!allowed.ok) return allowed;
  const rows = await db().invitation.findMany({ where: { logId }, orderBy: { inviteId: "asc" }, include: { request: true } });
  const invitations = await Promise.all(
    rows.map(async (row): Promise<List["invitations"][number]> => {
      const request = row.request === null ? undefined : await viewRequest(row.request);
      const { inviteId, expires } = row;
      return { inviteId, kind: kindSchema.parse(row.kind), expires, state: stateOf(row, nowSeconds()), request };
    }),
  );
  return { ok: true, value: { invitations } };
}

type RequestRow = { inviteId: string; userId: string; mac: Uint8Array; acc: Uint8Array; x: Uint8Array; orgLogId: string | null };

async function viewRequest(row: RequestRow): Promise<List["invitations"][number]["request"]> {
  const account = await db().account.findUniqueOrThrow({
    where: { userId: row.userId },
    select: { handle: true, card: true, cardSig: true, slots: { select: { t: true, loginPk: true } } },
  });
  const loginPk = (kind: string): Uint8Array => account.slots.find(({ t }) => t === kind)?.loginPk ?? new Uint8Array();
  const common = {
    inviteId: row.inviteId,
    handle: account.handle,
    card: bytes(account.card),
    cardSig: bytes(account.cardSig),
    loginPkPw: bytes(loginPk("pw")),
    loginPkRc: bytes(loginPk("rc")),
    mac: bytes(row.mac),
    acc: bytes(row.acc),
    x: bytes(row.x),
  };
  if (row.orgLogId === null) return common;
  const first = await db().logEntry.findMany({ where: { logId: row.orgLogId, seq: { lte: 1 } }, orderBy: { seq: "asc" } });
  return { ...common, orgEntries: first.map(entryOfRow) };
}

function bytes(value: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(value);
}

/** An `invite.revoke` entry of this log: nobody joins by it any more, and whoever did is not shown for admission. */
export async function markRevoked(tx: Tx, logId: string, inviteIds: readonly string[]): Promise<void> {
  const where = { inviteId: { in: [...inviteIds] }, logId };
  await tx.joinRequest.deleteMany({ where: { invitation: where } });
  await tx.invitation.updateMany({ where, data: { state: "revoked" } });
}
