import "server-only";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { may, type SessionUser } from "../session";
import { holdsReadCap, showsReadCap } from "./capabilities";
import { loadCustody, type CustodyPage } from "./custody-rows";
import { loadMoves } from "./move-rows";
import { reachesByRole } from "./reach";

/** A page of a dossier's custody log, to whoever reads the dossier: by read capability or by role. */
export async function readCustody(session: SessionUser, dossierId: string, from: number, request: Request): Promise<Outcome<CustodyPage>> {
  const reaches = showsReadCap(request) ? await ownsIt(session, dossierId, request) : reachesByRole(session, await loadMoves(db(), dossierId));
  return reaches ? { ok: true, value: await loadCustody(db(), dossierId, from) } : refuse("not-found");
}

async function ownsIt(session: SessionUser, dossierId: string, request: Request): Promise<boolean> {
  if (!may(session, "read-own-dossiers")) return false;
  const row = await db().dossier.findUnique({ where: { dossierId }, select: { capHash: true } });
  return row !== null && holdsReadCap(request, row);
}
