import "server-only";
import type { z } from "zod";
import { toHex } from "@/lib/shared/bytes";
import { asHash, INTAKE_TRACK, type Hash } from "@/lib/shared/ids";
import { decodeMove, type Move, type TrackEnd } from "@/lib/format/move";
import type { moveRequest } from "@/lib/wire/dossiers";
import type { Tx } from "../db";
import { bytesOfColumn } from "./dossier-ids";

export type SentMove = z.output<typeof moveRequest>;
export const INTAKE = toHex(INTAKE_TRACK);

/** A stored move: its columns, and the bytes that were signed. */
export type MoveRow = {
  readonly track: string;
  readonly n: number;
  readonly to: string;
  readonly q: number;
  readonly admits: boolean;
  readonly hash: Uint8Array;
  readonly move: Uint8Array;
  readonly sig: Uint8Array;
  readonly summaryF: number | null;
  readonly summaryB: Uint8Array | null;
};

/** Every move of a dossier, each track in order. */
export function loadMoves(tx: Tx, dossierId: string): Promise<MoveRow[]> {
  return tx.move.findMany({ where: { dossierId }, orderBy: [{ track: "asc" }, { n: "asc" }] });
}

/** A move as readers get it. The summary is the coalition's own: the organisation's view leaves it out. */
export function serveMove(row: MoveRow, withSummary: boolean): SentMove {
  const move = { move: bytesOfColumn(row.move), sig: bytesOfColumn(row.sig) };
  if (!withSummary || row.summaryF === null || row.summaryB === null) return move;
  return { ...move, summary: { f: row.summaryF, b: bytesOfColumn(row.summaryB) } };
}

export function trackMoves(rows: readonly MoveRow[], track: string): MoveRow[] {
  return rows.filter((row) => row.track === track);
}

export function endOfTrack(rows: readonly MoveRow[], track: string): TrackEnd | null {
  const last = trackMoves(rows, track).at(-1);
  return last === undefined ? null : { move: moveOfRow(last), hash: asHash(bytesOfColumn(last.hash)) };
}

function moveOfRow(row: MoveRow): Move {
  const move = decodeMove(row.move);
  if (!move.ok) throw new Error("a stored move does not decode");
  return move.value;
}

export type VersionRef = { readonly q: number; readonly hash: Hash };

/** The versions that admitting moves name: what reviewers may read. */
export function admittedVersions(rows: readonly MoveRow[]): ReadonlySet<number> {
  return new Set(rows.filter((row) => row.admits).map((row) => row.q));
}

export async function storeMove(tx: Tx, dossierId: string, move: Move, sent: SentMove, facts: { hash: Hash; admits: boolean }): Promise<void> {
  const summary = sent.summary === undefined ? {} : { summaryF: sent.summary.f, summaryB: sent.summary.b };
  const data = {
    dossierId,
    track: toHex(move.track),
    n: move.n,
    to: move.to,
    q: move.at_version.q,
    admits: facts.admits,
    hash: new Uint8Array(facts.hash),
    move: sent.move,
    sig: sent.sig,
    ...summary,
  };
  await tx.move.create({ data });
}
