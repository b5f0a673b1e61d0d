import "server-only";
import { equalBytes, toHex } from "@/lib/shared/bytes";
import { checkNextCustody, decodeCustody, type Custody } from "@/lib/format/custody";
import { custodyHash } from "@/lib/format/identifiers";
import { roleAt, type LogState } from "@/lib/format/log-state";
import { verifySignature } from "@/lib/format/signature";
import { dayFromNow, nowSeconds } from "../clock";
import type { Tx } from "../db";
import type { Outcome, Refusal } from "../http-errors";
import { refuse } from "../http-errors";
import { spendQuota } from "../limits/quota";
import { loadCoalition } from "../logs/log-states";
import { may, type SessionUser } from "../session";
import { transact } from "../transact";
import { dossierIdFrom } from "./dossier-ids";
import { endOfCustody, holdsCustody, loadCustody, storeCustody, type SentCustody } from "./custody-rows";
import { admittedVersions, loadMoves } from "./move-rows";
import { reachesByRole } from "./reach";
import { loadVersionRefs } from "./version-rows";

/**
 * Appends one entry to a dossier's custody log, in one transaction: by its signer's own session, after the last one. What it
 * says is boxed. Whoever lost a race gets the entries that won; sending the same again is no conflict.
 */
export async function recordCustody(session: SessionUser, dossierId: string, sent: SentCustody): Promise<Outcome<null>> {
  if (!may(session, "record-custody")) return refuse("forbidden");
  if (!spendQuota(session.userId, "bytes", sent.custody.length, nowSeconds())) return refuse("quota");
  const decoded = decodeCustody(sent.custody);
  if (!decoded.ok || !equalBytes(decoded.value.dossier_id, dossierIdFrom(dossierId))) return refuse("malformed");
  return transact((tx) => append(tx, session, dossierId, decoded.value, sent));
}

async function append(tx: Tx, session: SessionUser, dossierId: string, entry: Custody, sent: SentCustody): Promise<Outcome<null>> {
  const coalition = await loadCoalition(tx);
  const moves = await loadMoves(tx, dossierId);
  if (coalition === null || !reachesByRole(session, moves)) return refuse("not-found");
  const hash = custodyHash(sent.custody, sent.sig);
  const wrong = checkSigner(session, coalition, entry, sent);
  if (wrong !== null) return wrong;
  if (await holdsCustody(tx, dossierId, hash)) return { ok: true, value: null };
  const follows = checkNextCustody(await endOfCustody(tx, dossierId), entry);
  if (!follows.ok) return follows.code === "E_ROLLBACK" ? refuse("bad-log") : refuse("conflict", await loadCustody(tx, dossierId, entry.n));
  const known = (await loadVersionRefs(tx, dossierId)).find(({ q }) => q === entry.at_version.q);
  const mayName = may(session, "read-unadmitted-dossiers") || admittedVersions(moves).has(entry.at_version.q);
  if (known === undefined || !mayName || !equalBytes(known.hash, entry.at_version.hash)) return refuse("illegal-move");
  if (![-1, 0, 1].map(dayFromNow).includes(entry.day)) return refuse("illegal-move");
  await storeCustody(tx, dossierId, entry, hash, sent);
  return { ok: true, value: null };
}

/**
 * The session's own user, with a role in the coalition's log now and where she says that she saw it: browsers go by the latter,
 * and an entry that they refuse would end the chain for everyone.
 */
function checkSigner({ userId }: SessionUser, coalition: LogState, { by, seen }: Custody, { custody, sig }: SentCustody): Refusal | null {
  const member = coalition.members.get(userId);
  if (toHex(by) !== userId || member === undefined) return refuse("forbidden");
  if (!verifySignature(member.card.ik, "custody", sig, custody)) return refuse("bad-signature");
  const known = coalition.hashes[seen.seq];
  const holds = known !== undefined && equalBytes(known, seen.hash) && roleAt(coalition, by, seen.seq) !== null;
  return holds ? null : refuse("bad-log");
}
