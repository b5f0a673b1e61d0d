import "server-only";
import { equalBytes } from "@/lib/shared/bytes";
import { writeAuditRow } from "../audit";
import type { Tx } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { loadCoalition } from "../logs/log-states";
import { may, type SessionUser } from "../session";
import { dossierIdFrom } from "./dossier-ids";
import { judgeSentMove } from "./judge-sent-move";
import { loadMoves, storeMove, type MoveRow, type SentMove } from "./move-rows";
import { reachesByRole } from "./reach";
import { loadVersionRefs } from "./version-rows";
import { transact } from "../transact";

/** Judges and stores one move in one transaction. Sending the same again is no conflict. */
export async function moveDossier(session: SessionUser, dossierId: string, sent: SentMove): Promise<Outcome<null>> {
  return transact(async (tx): Promise<Outcome<null>> => {
    const dossier = await tx.dossier.findUnique({ where: { dossierId } });
    const coalition = await loadCoalition(tx);
    const moves = await loadMoves(tx, dossierId);
    if (dossier === null || coalition === null || !mayReach(session, moves)) return refuse("not-found");
    if (moves.some(({ sig }) => equalBytes(sig, sent.sig))) return { ok: true, value: null };
    const versions = await loadVersionRefs(tx, dossierId);
    const at = { session, dossierId: dossierIdFrom(dossierId), pk: dossier.pk, coalition, moves, versions, sentVersion: null };
    const judged = judgeSentMove(sent, at);
    if (!judged.ok) return judged;
    await storeMove(tx, dossierId, judged.value.move, sent, judged.value);
    await auditMove(tx, session, dossierId, judged.value.actor);
    return { ok: true, value: null };
  });
}

/** The organisation proves itself by the signature. */
function mayReach(session: SessionUser, moves: readonly MoveRow[]): boolean {
  return may(session, "submit-dossier") || reachesByRole(session, moves);
}

async function auditMove(tx: Tx, session: SessionUser, dossierId: string, actor: string): Promise<void> {
  if (actor !== "organisation") await writeAuditRow(tx, session.userId, "move", dossierId);
}
