import "server-only";
import type { z } from "zod";
import { equalBytes, toHex } from "@/lib/shared/bytes";
import type { LogEntry } from "@/lib/format/log";
import type { LogBody } from "@/lib/format/log-bodies";
import type { LogError, LogState } from "@/lib/format/log-state";
import { applyBatch, decodeLogBody } from "@/lib/format/replay";
import type { appendAnswer, appendRequest } from "@/lib/wire/logs";
import type { Tx } from "../db";
import type { Outcome, Refusal } from "../http-errors";
import { refuse } from "../http-errors";
import { markRevoked } from "../invitations/invitations";
import type { SessionUser } from "../session";
import { storeEntries, storeRoles } from "./log-rows";
import { loadLogState } from "./log-states";
import { transact } from "../transact";

type Head = z.output<typeof appendAnswer>;

/** Appends a batch, all or nothing, if it continues the stored head and replays. What the entries say of roles, invitations and openings is written with them. */
export async function appendEntries(
  session: SessionUser,
  logId: string,
  entries: z.output<typeof appendRequest>["entries"],
): Promise<Outcome<Head>> {
  return transact(async (tx) => {
    const before = await loadLogState(tx, logId);
    if (before === null || !maySee(session, before)) return refuse("not-found");
    if (!entries.every((entry) => toHex(entry.by) === session.userId)) return refuse("forbidden");
    const first = entries[0];
    if (first?.seq !== before.head.seq + 1 || !equalBytes(first.prev, before.head.hash)) return refuse("conflict", headOf(before));
    const after = applyBatch(before, entries);
    if (!after.ok) return refuseEntry(after.code);
    await storeEntries(tx, after.value.logId, entries);
    const { seq: headSeq, hash } = after.value.head;
    await tx.log.update({ where: { logId }, data: { headSeq, headHash: new Uint8Array(hash) } });
    await storeRoles(tx, after.value, before.members);
    await followEntries(tx, after.value, entries);
    return { ok: true, value: headOf(after.value) };
  });
}

/** Members, and in the coalition's log the registered leads, who may enter their new keys. */
function maySee(session: SessionUser, log: LogState): boolean {
  const leads = [...log.orgs.values()].map((org) => toHex(org.leadUserId));
  return session.roles.length > 0 && (log.members.has(session.userId) || leads.includes(session.userId));
}

function headOf({ head }: LogState): Head {
  return { head: { seq: head.seq, hash: toHex(head.hash) } };
}

function refuseEntry(code: LogError): Refusal {
  if (code === "E_ROLE" || code === "E_NOT_MEMBER") return refuse("forbidden");
  if (code === "E_STALE_EPOCH") return refuse("stale-keys");
  return refuse(code === "E_SIG" ? "bad-signature" : "bad-log");
}

async function followEntries(tx: Tx, log: LogState, entries: readonly LogEntry[]): Promise<void> {
  const logId = toHex(log.logId);
  const bodies = entries.map((entry) => ({ by: toHex(entry.by), body: bodyOf(log, entry) }));
  const revoked = bodies.flatMap(({ body }) => (body.t === "invite.revoke" ? [toHex(body.invite_id)] : []));
  if (revoked.length > 0) await markRevoked(tx, logId, revoked);
  for (const { by, body } of bodies) {
    if (body.t === "org.register") await activateOrganisation(tx, log, toHex(body.pseudonym));
    if (body.t === "org.remove") await tx.log.updateMany({ where: { pseudonym: toHex(body.pseudonym) }, data: { pseudonym: null } });
    if (body.t === "identity.open") await noteOpening(tx, toHex(body.dossier_id), body.q, by);
  }
  const members = [...log.members.keys()];
  await tx.joinRequest.deleteMany({ where: { userId: { in: members }, invitation: { logId } } });
}

/** The organisation whose lead joined by an invitation of this log: from now on its members' roles count. */
async function activateOrganisation(tx: Tx, log: LogState, pseudonym: string): Promise<void> {
  const lead = log.orgs.get(pseudonym)?.leadUserId;
  if (lead === undefined) throw new Error("a registered organisation is missing from the replayed log");
  const request = await tx.joinRequest.findUnique({ where: { userId: toHex(lead) } });
  if (request?.orgLogId === null || request === null) return;
  await tx.log.update({ where: { logId: request.orgLogId }, data: { pseudonym } });
  await tx.joinRequest.delete({ where: { inviteId: request.inviteId } });
}

async function noteOpening(tx: Tx, dossierId: string, q: number, userId: string): Promise<void> {
  await tx.identityOpening.createMany({ data: [{ dossierId, q, userId }], skipDuplicates: true });
}

function bodyOf(log: LogState, entry: LogEntry): LogBody {
  const body = decodeLogBody(log.kind, entry.body);
  if (!body.ok) throw new Error("an entry that replayed does not decode");
  return body.value;
}
