import "server-only";
import { may, type SessionUser } from "../session";
import { admittedVersions, type MoveRow } from "./move-rows";

/** What a role reads: coordinators whatever was submitted, reviewers what was admitted. Nobody may learn by trying what else there is. */
export function reachesByRole(session: SessionUser, moves: readonly MoveRow[]): boolean {
  if (may(session, "read-unadmitted-dossiers")) return moves.length > 0;
  return may(session, "read-admitted-dossiers") && admittedVersions(moves).size > 0;
}
