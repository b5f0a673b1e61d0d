import "server-only";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import type { SessionUser } from "../session";
import { loadCustody, type CustodyPage } from "./custody-rows";
import { mayReadDossier } from "./reach";

/** A page of a dossier's custody log, to whoever reads the dossier. */
export async function readCustody(session: SessionUser, dossierId: string, from: number, request: Request): Promise<Outcome<CustodyPage>> {
  return (await mayReadDossier(session, dossierId, request)) ? { ok: true, value: await loadCustody(db(), dossierId, from) } : refuse("not-found");
}
