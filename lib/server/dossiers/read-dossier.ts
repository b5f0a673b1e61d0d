import "server-only";
import type { z } from "zod";
import type { dossier, keep } from "@/lib/wire/dossiers";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { may, type SessionUser } from "../session";
import { holdsReadCap, showsReadCap } from "./capabilities";
import { bytesOfColumn } from "./dossier-ids";
import { admittedVersions, loadMoves, serveMove } from "./move-rows";
import {
  COORDINATOR_COLUMNS,
  ORGANISATION_COLUMNS,
  REVIEWER_COLUMNS,
  serveToCoordinator,
  serveToOrganisation,
  serveToReviewer,
} from "./version-rows";

type Dossier = z.output<typeof dossier>;
type Keep = z.output<typeof keep>;

/** A dossier by read capability (the organisation) or by role; whoever has neither learns nothing. */
export function readDossier(session: SessionUser, dossierId: string, request: Request): Promise<Outcome<Dossier>> {
  if (showsReadCap(request)) return readAsOrganisation(session, dossierId, request);
  if (may(session, "read-unadmitted-dossiers")) return readAsCoordinator(dossierId);
  if (may(session, "read-admitted-dossiers")) return readAsReviewer(dossierId);
  return Promise.resolve(refuse("not-found"));
}

async function readAsReviewer(dossierId: string): Promise<Outcome<Dossier>> {
  const moves = await loadMoves(db(), dossierId);
  const admitted = [...admittedVersions(moves)];
  if (admitted.length === 0) return refuse("not-found");
  const rows = await db().version.findMany({ where: { dossierId, q: { in: admitted } }, orderBy: { q: "asc" }, select: REVIEWER_COLUMNS });
  return { ok: true, value: { dossierId, versions: rows.map(serveToReviewer), moves: moves.map((row) => serveMove(row, true)) } };
}

async function readAsCoordinator(dossierId: string): Promise<Outcome<Dossier>> {
  const moves = await loadMoves(db(), dossierId);
  if (moves.length === 0) return refuse("not-found");
  const rows = await db().version.findMany({ where: { dossierId }, orderBy: { q: "asc" }, select: COORDINATOR_COLUMNS });
  return { ok: true, value: { dossierId, versions: rows.map(serveToCoordinator), moves: moves.map((row) => serveMove(row, true)) } };
}

async function readAsOrganisation(session: SessionUser, dossierId: string, request: Request): Promise<Outcome<Dossier>> {
  const row = await db().dossier.findUnique({ where: { dossierId }, include: { keep: true } });
  if (!may(session, "read-own-dossiers") || row === null || !holdsReadCap(request, row)) return refuse("not-found");
  const versions = await db().version.findMany({ where: { dossierId }, orderBy: { q: "asc" }, select: ORGANISATION_COLUMNS });
  const moves = await loadMoves(db(), dossierId);
  const own = { dossierId, versions: versions.map(serveToOrganisation), moves: moves.map((move) => serveMove(move, false)) };
  return { ok: true, value: row.keep === null ? own : { ...own, keep: serveKeep(row.keep) } };
}

function serveKeep({ body, sig }: { readonly body: Uint8Array; readonly sig: Uint8Array }): Keep {
  return { body: bytesOfColumn(body), sig: bytesOfColumn(sig) };
}
