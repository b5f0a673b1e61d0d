import "server-only";
import type { z } from "zod";
import type { board } from "@/lib/wire/dossiers";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { may, type SessionUser } from "../session";
import { bytesOfColumn } from "./dossier-ids";
import { serveMove } from "./move-rows";

/** Always the same, so that an answer's size says little. */
const PAGE_DOSSIERS = 50;

/** One page of the board, in order of id: for reviewers what is admitted, for coordinators whatever was submitted. */
export async function readBoard(session: SessionUser, after: string | undefined): Promise<Outcome<z.output<typeof board>>> {
  if (!may(session, "read-admitted-dossiers")) return refuse("forbidden");
  const some = may(session, "read-unadmitted-dossiers") ? {} : { admits: true };
  const rows = await db().dossier.findMany({
    where: { moves: { some }, ...(after === undefined ? {} : { dossierId: { gt: after } }) },
    orderBy: { dossierId: "asc" },
    take: PAGE_DOSSIERS,
    select: { dossierId: true, pk: true, moves: { orderBy: [{ track: "asc" }, { n: "asc" }] } },
  });
  const dossiers = rows.map(({ dossierId, pk, moves }) => {
    return { dossierId, pk: bytesOfColumn(pk), moves: moves.map((move) => serveMove(move, true)) };
  });
  const next = rows.length === PAGE_DOSSIERS ? (rows.at(-1)?.dossierId ?? null) : null;
  return { ok: true, value: { dossiers, next } };
}
