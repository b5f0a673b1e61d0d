import "server-only";
import { equalBytes } from "@/lib/shared/bytes";
import { checkVersion, isNextVersion, type CheckedVersion } from "@/lib/format/dossier-version";
import { newestEpoch, oldestAcceptedGroupEpoch, type LogState } from "@/lib/format/log-state";
import { checkReaders, decodeOrgWrap, decodeReaderWraps } from "@/lib/format/wraps";
import { nowSeconds } from "../clock";
import type { Tx } from "../db";
import type { Outcome, Refusal } from "../http-errors";
import { refuse } from "../http-errors";
import { spendQuota } from "../limits/quota";
import { loadCoalition } from "../logs/log-states";
import { may, type SessionUser } from "../session";
import { dossierIdFrom } from "./dossier-ids";
import { judgeSentMove } from "./judge-sent-move";
import { INTAKE, loadMoves, serveMove, storeMove, trackMoves } from "./move-rows";
import { loadVersionRefs, storeVersion, type SentVersion } from "./version-rows";
import { transact } from "../transact";

/** A version and the move that brings it, in one transaction; the draft is emptied with it. Sending the same again is no conflict. */
export async function submitVersion(session: SessionUser, dossierId: string, sent: SentVersion): Promise<Outcome<null>> {
  if (!may(session, "submit-dossier")) return refuse("forbidden");
  if (sent.dossierId !== dossierId) return refuse("malformed");
  const size = sent.cc.length + sent.ci.length + sent.cs.length + sent.cn.length;
  if (!spendQuota(session.userId, "bytes", size, nowSeconds())) return refuse("quota");
  const checked = checkSentVersion(dossierId, sent);
  if (!checked.ok) return checked;
  return transact((tx) => storeSubmission(tx, session, checked.value, sent));
}

function checkSentVersion(dossierId: string, sent: SentVersion): Outcome<CheckedVersion> {
  const { body, sig, cc: c, ci: i, cs: s, cn: n, wo, wr } = sent;
  const checked = checkVersion(dossierIdFrom(dossierId), { body, sig, ct: { c, i, s, n }, wo, wr });
  if (!checked.ok) return refuse(checked.code === "E_SIG" ? "bad-signature" : "malformed");
  return decodeOrgWrap(wo).ok ? checked : refuse("malformed");
}

async function storeSubmission(tx: Tx, session: SessionUser, checked: CheckedVersion, sent: SentVersion): Promise<Outcome<null>> {
  const { dossierId } = sent;
  const dossier = await tx.dossier.findUnique({ where: { dossierId } });
  const coalition = await loadCoalition(tx);
  if (dossier === null || coalition === null) return refuse("not-found");
  const [moves, versions] = [await loadMoves(tx, dossierId), await loadVersionRefs(tx, dossierId)];
  const ref = { q: checked.body.q, hash: checked.hash };
  const known = versions.some(({ hash }) => equalBytes(hash, ref.hash)) && moves.some(({ sig }) => equalBytes(sig, sent.move.sig));
  if (known) return { ok: true, value: null };
  if (!isNextVersion(versions.at(-1) ?? null, checked.body)) {
    return refuse("conflict", { moves: trackMoves(moves, INTAKE).map((row) => serveMove(row, false)) });
  }
  const refusal = checkFreshness(sent, coalition) ?? (await checkEvidence(tx, sent));
  if (refusal !== null) return refusal;
  const { pk } = dossier;
  const judged = judgeSentMove(sent.move, { session, dossierId: checked.dossierId, pk, coalition, moves, versions, sentVersion: ref });
  if (!judged.ok) return judged;
  await storeVersion(tx, dossierId, ref, sent);
  await storeMove(tx, dossierId, judged.value.move, sent.move, judged.value);
  await tx.draft.updateMany({ where: { dossierId }, data: { b: new Uint8Array() } });
  return { ok: true, value: null };
}

/** Wraps and member tag must be under keys that count at the coalition's head; else the client seals again. */
function checkFreshness(sent: SentVersion, coalition: LogState): Refusal | null {
  const wraps = decodeReaderWraps(sent.wr);
  if (!wraps.ok) return refuse("malformed");
  const readers = checkReaders(wraps.value, coalition);
  if (!readers.ok) return refuse(readers.code === "E_STALE_WRAP" ? "stale-keys" : "malformed");
  const newest = newestEpoch(coalition, "sg")?.e ?? -1;
  return sent.g <= newest && sent.g >= oldestAcceptedGroupEpoch(coalition) ? null : refuse("stale-keys");
}

/** The submission names its keep, and every blob of it must have arrived whole. */
async function checkEvidence(tx: Tx, { dossierId, keepN }: SentVersion): Promise<Refusal | null> {
  const keep = await tx.keep.findUnique({ where: { dossierId }, select: { n: true } });
  if ((keep?.n ?? null) !== keepN) return refuse("conflict");
  const missing = await tx.keepBlob.count({ where: { dossierId, blob: { complete: false } } });
  return missing === 0 ? null : refuse("incomplete-upload");
}
