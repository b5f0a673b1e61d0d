/** Signing a move: of a reviewer, of a coordinator, or a withdrawal of the submitting side (protocol 3.15, 3.17). */
import { toHex, type Bytes } from "../../shared/bytes";
import type { TrackId } from "../../shared/ids";
import { dayPrecisionFor, judgeMove, type IntakeState, type TrackState } from "../../domain/lifecycle";
import { memberOf } from "../../format/log-state";
import { NO_HASH } from "../../format/log";
import { encodeMove, type Move } from "../../format/move";
import type { MoveRecord } from "../../format/records";
import type { Summary } from "../../format/summary";
import type { MoveIntent, VaultApi } from "../api";
import { demand, refuse } from "../crypto-error";
import { sign } from "../sign";
import type { SigningKeyPair } from "../sodium";
import { sealInternal, sealShared, sealSummary } from "./move-texts";
import { accountOf, coalitionOf, idOf, type OpenedDossierState, type ReplayedTrack, type VaultState } from "./state";
import { coalitionSeen, INTAKE_KEY, isAdmission, type Version } from "./tracks";
import { verb } from "./verb";

export function movingVerbs(state: VaultState): Pick<VaultApi, "signMove"> {
  return { signMove: verb((intent) => signMove(state, intent)) };
}

interface Step {
  readonly dossier: OpenedDossierState;
  readonly track: TrackId;
  readonly isIntake: boolean;
  /** null: opens the track */
  readonly before: ReplayedTrack | null;
  readonly to: string;
}

function signMove(state: VaultState, intent: MoveIntent): { trackId: string; n: number; record: MoveRecord } {
  const dossier = state.opened.get(intent.dossierId) ?? refuse("E_STATE");
  const step = stepOf(dossier, intent);
  const { signer, actor, by } = actorOf(state, step);
  demandLegal(step, intent, actor);
  const at = versionFor(step);
  const coalition = coalitionOf(state);
  const place = { dossierId: dossier.dossierId, track: step.track, n: step.before === null ? 0 : step.before.end.move.n + 1 };
  const summary = intent.summary === undefined ? null : sealSummary(state, coalition, dossier.dossierId, at.q, intent.summary as Summary);
  const move = encodeMove({
    dossier_id: dossier.dossierId, track: step.track, n: place.n, prev: step.before?.end.hash ?? NO_HASH,
    from: step.before?.end.move.to ?? null, to: intent.to, day: dayFor(intent), at_version: at, seen: coalitionSeen(coalition),
    ...(by === null ? {} : { by }),
    ...(summary === null ? {} : { summary: summary.hash }),
    ...(intent.shared === undefined ? {} : { shared: sealShared(contentKey(dossier, at.q), place, intent.shared) }),
    ...(intent.internal === undefined ? {} : { internal: sealInternal(state, coalition, place, intent.internal) }),
  });
  const record: MoveRecord = { move, sig: sign(signer, "move", move), ...(summary === null ? {} : { summary: summary.record }) };
  return { trackId: toHex(step.track), n: place.n, record };
}

function stepOf(dossier: OpenedDossierState, { trackId, to }: MoveIntent): Step {
  return { dossier, track: idOf<TrackId>(trackId), isIntake: trackId === INTAKE_KEY, before: dossier.tracks.get(trackId) ?? null, to };
}

type Signer = { readonly signer: SigningKeyPair; readonly actor: "organisation" | "reviewer" | "coordinator"; readonly by: Move["by"] | null };

/** The submitting side's one move without a version is the withdrawal; it is signed by the dossier, not by a person. */
function actorOf(state: VaultState, { dossier, isIntake, to }: Step): Signer {
  const own = state.ownDossiers.get(toHex(dossier.dossierId));
  if (own !== undefined && isIntake && to === "withdrawn") return { signer: own.dsk, actor: "organisation", by: null };
  const { userId, keys } = accountOf(state);
  const role = memberOf(coalitionOf(state).state, userId)?.role;
  if (role !== "coordinator" && role !== "reviewer") return refuse("E_ROLE");
  return { signer: keys.ik, actor: role, by: userId };
}

function demandLegal({ dossier, isIntake, before, to }: Step, intent: MoveIntent, actor: Signer["actor"]): void {
  const common = { actor, hasShared: intent.shared !== undefined, hasInternal: intent.internal !== undefined };
  const from = before?.end.move.to ?? null;
  const intakeState = (dossier.tracks.get(INTAKE_KEY) ?? refuse("E_STATE")).end.move.to as IntakeState;
  const judged = isIntake
    ? judgeMove({ ...common, track: "intake", from: from as IntakeState | null, to: to as IntakeState })
    : judgeMove({ ...common, track: "authority", from: from as TrackState | null, to: to as TrackState, intakeState });
  demand(judged.ok, "E_MOVE");
  const needsTag = isIntake && isAdmission(from, to);
  if (!needsTag) return;
  const newest = [...dossier.versions.values()].at(-1);
  demand(newest !== undefined && newest.tagValid === true, "E_TAG");
}

/** Admission and not-admitted: the newest version; every other move: the last admitted, version 0 while none is. */
function versionFor({ dossier, isIntake, before, to }: Step): Version {
  const versions = [...dossier.versions.values()];
  const isAboutNewest = isIntake && (to === "not-admitted" || isAdmission(before?.end.move.to ?? null, to));
  const admitted = isAboutNewest ? undefined : versions.filter((version) => version.isAdmitted).at(-1);
  const chosen = admitted ?? (isAboutNewest ? versions.at(-1) : versions[0]) ?? refuse("E_STATE");
  return { q: chosen.q, hash: chosen.hash };
}

function contentKey(dossier: OpenedDossierState, q: number): Bytes {
  return dossier.versions.get(q)?.keyC ?? refuse("E_NO_GRANT");
}

/** The vault cuts the day itself where the table says so, whatever the page asks for. */
function dayFor({ to, day, monthOnly }: MoveIntent): string {
  return monthOnly || dayPrecisionFor(to as IntakeState | TrackState) === "month" ? day.slice(0, 7) : day;
}
