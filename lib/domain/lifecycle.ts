/**
 * The life cycle of a dossier: intake, and one track per (subject, authority). The same table judges in the browser and
 * at the server, so that neither shows nor stores a move that it does not name (protocol 3.15).
 * Ids stand in signed bytes: they never change meaning; new ones may be added.
 */
import { z } from "zod";
import { err, ok, type Result } from "../shared/result";

export const INTAKE_STATES = [
  "submitted",
  "screening",
  "not-admitted",
  "returned",
  "resubmitted",
  "accepted",
  "rejected",
  "deferred",
  "merged",
  "withdrawn",
  "archived",
] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];
export const intakeStateSchema = z.enum(INTAKE_STATES);

export const TRACK_STATES = [
  "queued",
  "forwarded",
  "acknowledged",
  "under-review",
  "info-requested",
  "supplemented",
  "dropped",
  "designated",
  "visa-restricted",
  "designated-elsewhere",
  "declined",
  "no-response",
  "overtaken",
  "withdrawn",
  "amended",
  "delisted",
] as const;
export type TrackState = (typeof TRACK_STATES)[number];
export const trackStateSchema = z.enum(TRACK_STATES);

/** O: the submitting organisation, R: a reviewer, C: a coordinator, who may also do what a reviewer may. */
export type Mover = "O" | "R" | "C";
/**
 * s: `shared` required, `internal` optional for R and C; i: `internal` required, `shared` refused;
 * none: neither; both: both required. The organisation can't write `internal` at all.
 */
export type TextRule = "s" | "i" | "none" | "both";

/**
 * `cosign`: policy may ask for a second coordinator. `newVersion`: the move brings a new version of the dossier.
 * `admits`: the move names the version that reviewers may read from now on.
 */
export type Rule<S extends string> = {
  readonly to: S;
  readonly who: Mover;
  readonly text: TextRule;
  readonly cosign: boolean;
  readonly newVersion: boolean;
  readonly admits: boolean;
};
export type IntakeRule = Rule<IntakeState>;
export type TrackRule = Rule<TrackState>;

type Extra = { readonly cosign?: true; readonly newVersion?: true; readonly admits?: true };

function rule<S extends string>(to: S, who: Mover, text: TextRule, extra: Extra = {}): Rule<S> {
  const { cosign = false, newVersion = false, admits = false } = extra;
  return { to, who, text, cosign, newVersion, admits };
}

const WITHDRAW = rule("withdrawn" as const, "O", "s");
const RETURN = rule("returned" as const, "R", "s");
const MERGE = rule("merged" as const, "C", "both");
const DEFER = rule("deferred" as const, "R", "s");

/** Move 0 of the intake track. */
export const INTAKE_OPENING: readonly IntakeRule[] = [rule("submitted", "O", "none", { newVersion: true })];

export const INTAKE_MOVES: Readonly<Record<IntakeState, readonly IntakeRule[]>> = {
  submitted: [rule("screening", "C", "none", { admits: true }), rule("not-admitted", "C", "s"), WITHDRAW],
  screening: [RETURN, rule("accepted", "R", "i"), rule("rejected", "C", "s"), DEFER, MERGE, WITHDRAW],
  returned: [rule("resubmitted", "O", "s", { newVersion: true }), WITHDRAW],
  resubmitted: [rule("screening", "C", "none", { admits: true }), rule("returned", "C", "s"), WITHDRAW],
  accepted: [RETURN, DEFER, MERGE, rule("archived", "C", "i"), WITHDRAW],
  rejected: [rule("screening", "C", "i"), WITHDRAW],
  deferred: [rule("screening", "R", "i"), WITHDRAW],
  archived: [rule("accepted", "C", "i"), WITHDRAW],
  "not-admitted": [],
  merged: [],
  withdrawn: [],
};

const REVIEWING = rule("under-review" as const, "R", "s");
const ASK_INFO = rule("info-requested" as const, "R", "s");
const WITHDRAW_TRACK = rule("withdrawn" as const, "C", "s");
const OUTCOMES: readonly TrackRule[] = [
  rule("designated", "C", "s", { cosign: true }),
  rule("visa-restricted", "C", "s", { cosign: true }),
  rule("designated-elsewhere", "C", "s"),
  rule("declined", "C", "s"),
  rule("no-response", "C", "s"),
  rule("overtaken", "C", "s"),
];
const FROM_FORWARDED: readonly TrackRule[] = [...OUTCOMES, WITHDRAW_TRACK];
const REOPEN: readonly TrackRule[] = [rule("under-review", "C", "s"), rule("forwarded", "C", "s")];
const AFTER_LISTING: readonly TrackRule[] = [rule("amended", "C", "s"), rule("delisted", "C", "s"), ...REOPEN];

/** Move 0 of a (subject, authority) track. */
export const TRACK_OPENING: readonly TrackRule[] = [rule("queued", "C", "s")];

export const TRACK_MOVES: Readonly<Record<TrackState, readonly TrackRule[]>> = {
  queued: [rule("forwarded", "C", "s", { cosign: true }), rule("dropped", "C", "s"), WITHDRAW_TRACK],
  forwarded: [rule("acknowledged", "R", "s"), REVIEWING, ASK_INFO, ...FROM_FORWARDED],
  acknowledged: [REVIEWING, ASK_INFO, ...FROM_FORWARDED],
  "under-review": [ASK_INFO, ...FROM_FORWARDED],
  "info-requested": [rule("supplemented", "C", "s"), ...FROM_FORWARDED],
  supplemented: [REVIEWING, ASK_INFO, ...FROM_FORWARDED],
  dropped: [rule("queued", "C", "s")],
  designated: AFTER_LISTING,
  "visa-restricted": AFTER_LISTING,
  amended: AFTER_LISTING,
  "designated-elsewhere": REOPEN,
  declined: REOPEN,
  "no-response": REOPEN,
  overtaken: REOPEN,
  delisted: REOPEN,
  withdrawn: [],
};

/** Track states in which nothing more is awaited; some can be re-opened by a further move. */
export const ENDS: ReadonlySet<TrackState> = new Set<TrackState>([
  "dropped",
  "designated",
  "visa-restricted",
  "designated-elsewhere",
  "declined",
  "no-response",
  "overtaken",
  "withdrawn",
  "amended",
  "delisted",
]);

/** With a government and without an outcome; counted as outstanding in statistics. */
export const OUTSTANDING: ReadonlySet<TrackState> = new Set<TrackState>([
  "forwarded",
  "acknowledged",
  "under-review",
  "info-requested",
  "supplemented",
  "no-response",
]);

/** The one way that stays open to a track when its dossier is withdrawn or merged, besides outcomes already known. */
const ALLOWED_AFTER_INTAKE_END: ReadonlySet<TrackState> = new Set(
  [...ENDS].filter((state) => state !== "dropped"),
);

export type Actor = "organisation" | "reviewer" | "coordinator";
type MoveTexts = { readonly actor: Actor; readonly hasShared: boolean; readonly hasInternal: boolean };
export type IntakeMove = MoveTexts & {
  readonly track: "intake";
  readonly from: IntakeState | null;
  readonly to: IntakeState;
};
export type TrackMove = MoveTexts & {
  readonly track: "authority";
  readonly from: TrackState | null;
  readonly to: TrackState;
  readonly intakeState: IntakeState;
};
export type MoveRefusal = "illegal-move" | "wrong-actor" | "intake-forbids" | "text-missing" | "text-refused";

/** Moves that could follow `from`; null stands for "no move yet". */
export function nextIntakeMoves(from: IntakeState | null): readonly IntakeRule[] {
  return from === null ? INTAKE_OPENING : INTAKE_MOVES[from];
}

/** As `nextIntakeMoves`, for a track; what the dossier's intake state forbids is left out. */
export function nextTrackMoves(from: TrackState | null, intakeState: IntakeState): readonly TrackRule[] {
  const rules = from === null ? TRACK_OPENING : TRACK_MOVES[from];
  return rules.filter((rule) => intakeAllows(from, rule.to, intakeState));
}

/** The rule that allows this move, or the first reason why none does. Judges no signature, chain or cosignature. */
export function judgeMove(move: IntakeMove): Result<IntakeRule, MoveRefusal>;
export function judgeMove(move: TrackMove): Result<TrackRule, MoveRefusal>;
export function judgeMove(move: IntakeMove | TrackMove): Result<IntakeRule | TrackRule, MoveRefusal>;
export function judgeMove(move: IntakeMove | TrackMove): Result<IntakeRule | TrackRule, MoveRefusal> {
  const found = findRule(move);
  if (found === undefined) return err("illegal-move");
  if (!mayMove(move.actor, found.who)) return err("wrong-actor");
  if (move.track === "authority" && !intakeAllows(move.from, move.to, move.intakeState)) return err("intake-forbids");
  const refusal = judgeTexts(found.text, move);
  return refusal === null ? ok(found) : err(refusal);
}

function findRule(move: IntakeMove | TrackMove): IntakeRule | TrackRule | undefined {
  if (move.track === "intake") return nextIntakeMoves(move.from).find((rule) => rule.to === move.to);
  const rules = move.from === null ? TRACK_OPENING : TRACK_MOVES[move.from];
  return rules.find((rule) => rule.to === move.to);
}

/** A coordinator may do what a reviewer may; nobody but the organisation may do what the organisation may. */
export function mayMove(actor: Actor, who: Mover): boolean {
  if (who === "O") return actor === "organisation";
  return actor === "coordinator" || (who === "R" && actor === "reviewer");
}

function intakeAllows(from: TrackState | null, to: TrackState, intakeState: IntakeState): boolean {
  if (from === null) return intakeState === "accepted";
  const ended = intakeState === "withdrawn" || intakeState === "merged";
  if (to === "withdrawn") return ended;
  return !ended || ALLOWED_AFTER_INTAKE_END.has(to);
}

function judgeTexts(text: TextRule, { actor, hasShared, hasInternal }: MoveTexts): "text-missing" | "text-refused" | null {
  const needsShared = text === "s" || text === "both";
  const needsInternal = text === "i" || text === "both";
  const mayHaveInternal = needsInternal || (text === "s" && actor !== "organisation");
  if ((hasShared && !needsShared) || (hasInternal && !mayHaveInternal)) return "text-refused";
  return (needsShared && !hasShared) || (needsInternal && !hasInternal) ? "text-missing" : null;
}

/** Whether this intake move names a version that reviewers may read from then on. */
export function isAdmitting(from: IntakeState | null, to: IntakeState): boolean {
  return nextIntakeMoves(from).some((rule) => rule.to === to && rule.admits);
}

/**
 * Precision of a move's clear `day`: a designation's day next to a public listing date would give the subject away, so
 * ends other than dropped and withdrawn say the month only.
 */
export function dayPrecisionFor(to: IntakeState | TrackState): "day" | "month" {
  const monthOnly = to !== "dropped" && to !== "withdrawn" && (ENDS as ReadonlySet<string>).has(to);
  return monthOnly ? "month" : "day";
}

/** Furthest first: what was reached, then what is still open, then the ends without an outcome. */
const FURTHEST_FIRST: readonly TrackState[] = [
  "designated",
  "amended",
  "visa-restricted",
  "delisted",
  "designated-elsewhere",
  "supplemented",
  "info-requested",
  "under-review",
  "acknowledged",
  "forwarded",
  "queued",
  "no-response",
  "declined",
  "overtaken",
  "dropped",
  "withdrawn",
];

/** The dossier's one state for boards: its intake state until a track opens, then the furthest of its tracks. */
export function headlineState(intake: IntakeState, tracks: readonly TrackState[]): IntakeState | TrackState {
  return FURTHEST_FIRST.find((state) => tracks.includes(state)) ?? intake;
}
