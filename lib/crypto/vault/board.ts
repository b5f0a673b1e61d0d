/** The board: every dossier's states from its moves, and its summary from one symmetric box (protocol 3.9). */
import { toHex } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { dossierIdOf } from "../../format/identifiers";
import type { BoardRecord } from "../../format/records";
import type { BoardTrack, BoardView } from "../api";
import { demand, refuse } from "../crypto-error";
import { memcmp } from "../sodium";
import { demandRole } from "./logs";
import { openSummary } from "./move-texts";
import { idOf, type ReplayedLog, type ReplayedTrack, type VaultState } from "./state";
import { demandMovePins, INTAKE_KEY, pinMoves, replayMoves, type ReplayedMoves } from "./tracks";

export function openBoard(state: VaultState, coalition: ReplayedLog, records: readonly BoardRecord[]): BoardView[] {
  demandRole(state, coalition, "coordinator", "reviewer");
  return records.map((record) => openLine(state, coalition, record));
}

function openLine(state: VaultState, coalition: ReplayedLog, record: BoardRecord): BoardView {
  const dossierId = idOf<DossierId>(record.dossierId);
  const pk = new Uint8Array(record.pk);
  demand(memcmp(dossierIdOf(pk), dossierId), "E_ID");
  const moves = replayMoves(coalition, dossierId, pk, record.moves);
  demandMovePins(state, dossierId, moves.tracks);
  const intake = moves.tracks.get(INTAKE_KEY) ?? refuse("E_MOVE");
  const others = [...moves.tracks].filter(([key]) => key !== INTAKE_KEY).map(([, track]) => boardTrack(track));
  const line: BoardView = {
    dossierId: record.dossierId, mine: state.ownDossiers.has(record.dossierId),
    summary: newestSummary(state, coalition, dossierId, moves),
    intake: { state: intake.end.move.to, sinceDay: intake.end.move.day, firstDay: intake.moves[0]?.move.day ?? "" },
    tracks: others,
  };
  pinMoves(state, dossierId, moves.tracks);
  return line;
}

function boardTrack({ track, end }: ReplayedTrack): BoardTrack {
  return { trackId: toHex(track), state: end.move.to, sinceDay: end.move.day, n: end.move.n };
}

/** Of the newest version; among several of it the last in order, tracks after intake. */
function newestSummary(state: VaultState, coalition: ReplayedLog, dossierId: DossierId, { summaries }: ReplayedMoves): unknown {
  const newest = summaries.reduce<ReplayedMoves["summaries"][number] | null>((best, next) => (best === null || next.q >= best.q ? next : best), null);
  return newest === null ? null : openSummary(state, coalition, dossierId, newest.q, newest.record);
}
