import "server-only";
import { db } from "../db";
import { may, type SessionUser } from "../session";
import { holdsReadCap, showsReadCap } from "./capabilities";
import { admittedVersions, type MoveRow } from "./move-rows";

/** What a role reads: coordinators whatever was submitted, reviewers what was admitted. Nobody may learn by trying what else there is. */
export function reachesByRole(session: SessionUser, moves: readonly MoveRow[]): boolean {
  if (may(session, "read-unadmitted-dossiers")) return moves.length > 0;
  return may(session, "read-admitted-dossiers") && admittedVersions(moves).size > 0;
}

/** Whether the request may read what belongs to the dossier: by read capability, or by role as above, without loading its moves. */
export async function mayReadDossier(session: SessionUser, dossierId: string, request: Request): Promise<boolean> {
  if (showsReadCap(request)) {
    const dossier = await db().dossier.findUnique({ where: { dossierId }, select: { capHash: true } });
    return dossier !== null && may(session, "read-own-dossiers") && holdsReadCap(request, dossier);
  }
  if (!may(session, "read-admitted-dossiers")) return false;
  const admits = may(session, "read-unadmitted-dossiers") ? {} : { admits: true };
  return (await db().move.count({ where: { dossierId, ...admits } })) > 0;
}
