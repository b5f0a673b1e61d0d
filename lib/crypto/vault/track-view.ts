/** A replayed track as people read it, texts opened where this user has the key. */
import { toHex } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import type { Move } from "../../format/move";
import type { OpenedMove, TrackView } from "../api";
import { openInternal, openShared } from "./move-texts";
import type { OpenedVersionState, ReplayedLog, ReplayedTrack, VaultState } from "./state";
import { INTAKE_KEY, pinnedMove } from "./tracks";

interface TrackReader {
  readonly state: VaultState;
  readonly coalition: ReplayedLog;
  readonly dossierId: DossierId;
  readonly versions: ReadonlyMap<number, OpenedVersionState>;
}

export function trackView(reader: TrackReader, track: ReplayedTrack): TrackView {
  const moves = track.moves.map((item) => openMove(reader, item));
  const first = moves[0];
  const isIntake = toHex(track.track) === INTAKE_KEY;
  return { trackId: toHex(track.track), opening: isIntake ? null : (first?.shared ?? null), state: track.end.move.to, moves };
}

/** The intake of a dossier that was never submitted. */
export function unopenedIntake(): TrackView {
  return { trackId: INTAKE_KEY, opening: null, state: "draft", moves: [] };
}

function openMove(reader: TrackReader, { move, role }: ReplayedTrack["moves"][number]): OpenedMove {
  const { state, coalition, dossierId } = reader;
  const handle = move.by === undefined ? "" : (coalition.cards.get(toHex(move.by))?.handle ?? "");
  return {
    n: move.n, from: move.from, to: move.to, day: move.day, q: move.at_version.q,
    by: move.by === undefined || role === null ? null : { userId: toHex(move.by), handle, role },
    seen: move.n <= pinnedMove(state, dossierId, move.track),
    ...(move.shared === undefined ? {} : { shared: sharedOf(reader, move) }),
    ...(move.internal === undefined ? {} : { internal: openInternal(state, coalition, placeOf(dossierId, move), move.internal) }),
  };
}

function sharedOf({ versions, dossierId }: TrackReader, move: Move): unknown {
  const keyC = versions.get(move.at_version.q)?.keyC ?? null;
  return keyC === null || move.shared === undefined ? null : openShared(keyC, placeOf(dossierId, move), move.shared);
}

function placeOf(dossierId: DossierId, { track, n }: Move) {
  return { dossierId, track, n };
}
