/** Replaying the signed moves of a dossier: no state is shown that does not follow from them (protocol 3.15, 3.17). */
import { equalBytes, toHex, type Bytes } from "../../shared/bytes";
import { INTAKE_TRACK, type DossierId, type Hash } from "../../shared/ids";
import { judgeMove, type IntakeState, type TrackState } from "../../domain/lifecycle";
import { ciphertextHash } from "../../format/identifiers";
import { policyAt, roleAt } from "../../format/log-state";
import { checkNextMove, decodeMove, trackEnd, type Move } from "../../format/move";
import type { MoveRecord, SummaryRecord } from "../../format/records";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { demandSignature } from "../sign";
import { demandContains, type LogPosition, type ReplayedLog, type ReplayedTrack, type VaultState } from "./state";

type ReplayedMove = ReplayedTrack["moves"][number];
export type Version = { readonly q: number; readonly hash: Hash };

export const INTAKE_KEY = toHex(INTAKE_TRACK);

export interface ReplayedMoves {
  readonly tracks: ReadonlyMap<string, ReplayedTrack>;
  /** versions that an admitting move names, oldest first */
  readonly admitted: readonly Version[];
  /** the version of the last submission */
  readonly sent: Version | null;
  /** the newest summary of each kind of move that carried one, with the version it is about */
  readonly summaries: readonly { readonly q: number; readonly record: SummaryRecord }[];
}

interface Replay {
  readonly coalition: ReplayedLog;
  readonly dossierId: DossierId;
  readonly pk: Bytes | null;
  readonly tracks: Map<string, ReplayedTrack>;
  readonly admitted: Version[];
  sent: Version | null;
  readonly summaries: { readonly q: number; readonly record: SummaryRecord }[];
}

/**
 * Verifies every move of a dossier: signature of the actor, place in its track's chain, role at `seen`, legality by the table,
 * and the version that it is about. `pk` is the dossier's key; null only where there is no move of the submitting side.
 */
export function replayMoves(coalition: ReplayedLog, dossierId: DossierId, pk: Bytes | null, records: readonly MoveRecord[]): ReplayedMoves {
  const replay: Replay = { coalition, dossierId, pk, tracks: new Map(), admitted: [], sent: null, summaries: [] };
  const moves = records.map((record) => ({ record, move: unwrapResult(decodeMove(new Uint8Array(record.move))) }));
  const isIntake = ({ move }: { move: Move }): boolean => equalBytes(move.track, INTAKE_TRACK);
  for (const item of moves.filter(isIntake)) stepMove(replay, item.record, item.move);
  demand(moves.length === 0 || replay.tracks.has(INTAKE_KEY), "E_MOVE");
  for (const item of moves.filter((candidate) => !isIntake(candidate))) stepMove(replay, item.record, item.move);
  return replay;
}

function stepMove(replay: Replay, record: MoveRecord, move: Move): void {
  const { tracks, dossierId } = replay;
  demand(equalBytes(move.dossier_id, dossierId), "E_ID");
  const role = demandActor(replay, record, move);
  const key = toHex(move.track);
  const before = tracks.get(key) ?? null;
  unwrapResult(checkNextMove(before?.end ?? null, move));
  demandLegal(replay, move, role);
  demandVersion(replay, move);
  demandSummary(replay, record, move);
  const end = trackEnd(move, { move: new Uint8Array(record.move), sig: new Uint8Array(record.sig) });
  tracks.set(key, { track: move.track, moves: [...(before?.moves ?? []), { move, hash: end.hash, role }], end });
}

/** Whose signature it is: the dossier's own, or that of someone with a role in the coalition when he made it. */
function demandActor({ coalition, pk }: Replay, record: MoveRecord, move: Move): ReplayedMove["role"] {
  demandContains(coalition.state, move.seen);
  if (move.by === undefined) {
    demandSignature(pk ?? refuse("E_SIG"), record.sig, "move", record.move);
    return null;
  }
  const card = coalition.cards.get(toHex(move.by)) ?? refuse("E_NOT_MEMBER");
  demandSignature(card.ik, record.sig, "move", record.move);
  const role = roleAt(coalition.state, move.by, move.seen.seq);
  if (role === "coordinator" || role === "reviewer") return role;
  return refuse("E_ROLE");
}

/** By the table. Tracks and intake are separate chains, so any intake state that the dossier has been in may allow a track's move. */
function demandLegal(replay: Replay, move: Move, role: ReplayedMove["role"]): void {
  const common = {
    actor: role ?? ("organisation" as const), hasShared: move.shared !== undefined, hasInternal: move.internal !== undefined,
  };
  const isLegal = equalBytes(move.track, INTAKE_TRACK)
    ? judgeMove({ ...common, track: "intake", from: move.from as IntakeState | null, to: move.to as IntakeState }).ok
    : intakeStates(replay).some((intakeState) =>
        judgeMove({ ...common, track: "authority", from: move.from as TrackState | null, to: move.to as TrackState, intakeState }).ok);
  demand(isLegal, "E_MOVE");
  const cosigned = policyAt(replay.coalition.state, move.seen.seq)?.cosig ?? [];
  demand(!cosigned.some((state) => state === move.to), "E_COSIG");
}

function intakeStates({ tracks }: Replay): IntakeState[] {
  return (tracks.get(INTAKE_KEY)?.moves ?? []).map(({ move }) => move.to as IntakeState);
}

/** submitted, resubmitted: the version sent with it; admission, not-admitted: the newest; every other: the last admitted. */
function demandVersion(replay: Replay, move: Move): void {
  const { at_version: at, to, from } = move;
  const { sent, admitted } = replay;
  if (!equalBytes(move.track, INTAKE_TRACK)) {
    const allowed = admitted.length > 0 ? admitted : sent === null ? [] : [sent];
    demand(allowed.some((version) => isSame(version, at)), "E_PREV"); return;
  }
  if (to === "submitted" || to === "resubmitted") {
    demand(at.q === (sent === null ? 0 : sent.q + 1), "E_PREV");
    replay.sent = at;
  } else if (isAdmission(from, to)) {
    demand(sent !== null && isSame(sent, at), "E_PREV");
    replay.admitted.push(at);
  } else if (to === "not-admitted") {
    demand(sent !== null && isSame(sent, at), "E_PREV");
  } else {
    const last = lastAdmitted(replay);
    demand(last !== null && (isSame(last, at) || (admitted.length === 0 && at.q === 0)), "E_PREV");
  }
}

export function isAdmission(from: string | null, to: string): boolean {
  return to === "screening" && (from === "submitted" || from === "resubmitted");
}

/** The last admitted version; version 0 while none is. */
export function lastAdmitted({ admitted, sent }: Pick<ReplayedMoves, "admitted" | "sent">): Version | null {
  return admitted.at(-1) ?? sent;
}

function isSame(a: Version, b: Version): boolean {
  return a.q === b.q && equalBytes(a.hash, b.hash);
}

function demandSummary(replay: Replay, record: MoveRecord, move: Move): void {
  const { summary } = record;
  if (summary === undefined) return;
  demand(move.summary !== undefined && equalBytes(ciphertextHash(summary.b), move.summary), "E_CT");
  replay.summaries.push({ q: move.at_version.q, record: summary });
}

/** E_ROLLBACK if a move that this user saw is missing, E_FORK if another stands in its place. */
export function demandMovePins(state: VaultState, dossierId: DossierId, tracks: ReplayedMoves["tracks"]): void {
  for (const pin of state.movePins.values()) {
    if (!equalBytes(pin.dossierId, dossierId)) continue;
    const seen = tracks.get(toHex(pin.track))?.moves[pin.n] ?? refuse("E_ROLLBACK");
    demand(equalBytes(seen.hash, pin.hash), "E_FORK");
  }
}

export function pinMoves(state: VaultState, dossierId: DossierId, tracks: ReplayedMoves["tracks"]): void {
  for (const [key, { track, end }] of tracks) {
    state.movePins.set(`${toHex(dossierId)}/${key}`, { dossierId, track, n: end.move.n, hash: end.hash });
  }
}

export function pinnedMove(state: VaultState, dossierId: DossierId, track: Uint8Array): number {
  return state.movePins.get(`${toHex(dossierId)}/${toHex(track)}`)?.n ?? -1;
}

/** seen of a move: where this user sees the coalition. */
export function coalitionSeen(coalition: ReplayedLog): LogPosition {
  const { seq, hash } = coalition.state.head;
  return { seq, hash };
}
