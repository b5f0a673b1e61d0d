import "server-only";
import { equalBytes, toHex } from "@/lib/shared/bytes";
import type { DossierId, Hash } from "@/lib/shared/ids";
import { intakeStateSchema, trackStateSchema, dayPrecisionFor, judgeMove, type Actor, type IntakeState, type MoveRefusal } from "@/lib/domain/lifecycle";
import { actorOf } from "@/lib/domain/policy";
import { ciphertextHash, moveHash } from "@/lib/format/identifiers";
import { currentPolicy, newestEpoch, roleAt, type LogState } from "@/lib/format/log-state";
import { checkNextMove, decodeMove, isDay, type Move } from "@/lib/format/move";
import { verifySignature } from "@/lib/format/signature";
import { summaryBoxField } from "@/lib/format/summary";
import { dayFromNow } from "../clock";
import type { Outcome, Refusal } from "../http-errors";
import { refuse } from "../http-errors";
import { may, type SessionUser } from "../session";
import { endOfTrack, INTAKE, serveMove, trackMoves, type MoveRow, type SentMove, type VersionRef } from "./move-rows";

/** All that a move is judged by. `sentVersion` is the version that comes with it, null when none does. */
export type MoveCase = {
  readonly session: SessionUser;
  readonly dossierId: DossierId;
  readonly pk: Uint8Array;
  readonly coalition: LogState;
  readonly moves: readonly MoveRow[];
  readonly versions: readonly VersionRef[];
  readonly sentVersion: VersionRef | null;
};
export type JudgedMove = { readonly move: Move; readonly hash: Hash; readonly admits: boolean; readonly actor: Actor };
type Rule = { readonly newVersion: boolean; readonly admits: boolean; readonly cosign: boolean };

/**
 * Judges a move by the actor's role at the coalition's head, the signature, the chain, the table, the version that it
 * is about, the day and the summary. A move that lost a race gets the moves that won.
 */
export function judgeSentMove(sent: SentMove, at: MoveCase): Outcome<JudgedMove> {
  const decoded = decodeMove(sent.move);
  if (!decoded.ok || !equalBytes(decoded.value.dossier_id, at.dossierId)) return refuse("malformed");
  const move = decoded.value;
  const actor = checkActor(move, sent, at);
  if (!actor.ok) return actor;
  const refusal = checkChain(move, actor.value, at);
  if (refusal !== null) return refusal;
  const rule = ruleFor(move, actor.value, at.moves);
  if (!rule.ok) return rule;
  const wrong = checkVersionOf(move, rule.value, at) ?? checkDay(move) ?? checkKeys(move, sent, rule.value, at.coalition);
  if (wrong !== null) return wrong;
  return { ok: true, value: { move, hash: moveHash(sent.move, sent.sig), admits: rule.value.admits, actor: actor.value } };
}

/** Whose move it is: the session's user with a role in the coalition's log, or the submitting side by the dossier's key. */
function checkActor(move: Move, sent: SentMove, { session, pk, coalition }: MoveCase): Outcome<Actor> {
  if (move.by === undefined) {
    if (!may(session, "submit-dossier")) return refuse("forbidden");
    return verifySignature(pk, "move", sent.sig, sent.move) ? { ok: true, value: "organisation" } : refuse("bad-signature");
  }
  const member = coalition.members.get(toHex(move.by));
  if (toHex(move.by) !== session.userId || member === undefined) return refuse("forbidden");
  if (!verifySignature(member.card.ik, "move", sent.sig, sent.move)) return refuse("bad-signature");
  return { ok: true, value: actorOf(member.role) };
}

/** Browsers go by the role where the mover says that he saw the coalition's log: a move that they refuse would end the track for everyone. */
function checkChain(move: Move, actor: Actor, { moves, coalition }: MoveCase): Refusal | null {
  const track = toHex(move.track);
  const chain = checkNextMove(endOfTrack(moves, track), move);
  if (!chain.ok) {
    const lost = chain.code === "E_SEQ" || chain.code === "E_PREV";
    return lost ? refuse("conflict", { moves: trackMoves(moves, track).map((row) => serveMove(row, move.by !== undefined)) }) : refuse("illegal-move");
  }
  const seen = coalition.hashes[move.seen.seq];
  const role = move.by === undefined ? null : roleAt(coalition, move.by, move.seen.seq);
  const sameActor = move.by === undefined || (role !== null && actorOf(role) === actor);
  return seen !== undefined && equalBytes(seen, move.seen.hash) && sameActor ? null : refuse("bad-log");
}

const REFUSAL: Readonly<Record<MoveRefusal, Refusal>> = {
  "illegal-move": refuse("illegal-move"),
  "wrong-actor": refuse("forbidden"),
  "intake-forbids": refuse("illegal-move"),
  "text-missing": refuse("illegal-move"),
  "text-refused": refuse("illegal-move"),
};

function ruleFor(move: Move, actor: Actor, moves: readonly MoveRow[]): Outcome<Rule> {
  const texts = { actor, hasShared: move.shared !== undefined, hasInternal: move.internal !== undefined };
  const judged = toHex(move.track) === INTAKE ? judgeIntake(move, texts) : judgeTrack(move, texts, moves);
  if (judged === null) return refuse("illegal-move");
  return judged.ok ? judged : REFUSAL[judged.code];
}

type Texts = { readonly actor: Actor; readonly hasShared: boolean; readonly hasInternal: boolean };

function judgeIntake(move: Move, texts: Texts) {
  const from = intakeStateSchema.nullable().safeParse(move.from);
  const to = intakeStateSchema.safeParse(move.to);
  return from.success && to.success ? judgeMove({ ...texts, track: "intake", from: from.data, to: to.data }) : null;
}

function judgeTrack(move: Move, texts: Texts, moves: readonly MoveRow[]) {
  const from = trackStateSchema.nullable().safeParse(move.from);
  const to = trackStateSchema.safeParse(move.to);
  const intakeState = intakeStateOf(moves);
  if (!from.success || !to.success || intakeState === null) return null;
  return judgeMove({ ...texts, track: "authority", from: from.data, to: to.data, intakeState });
}

/** Where intake stands; null before the first submission. */
export function intakeStateOf(moves: readonly MoveRow[]): IntakeState | null {
  const last = trackMoves(moves, INTAKE).at(-1);
  return last === undefined ? null : intakeStateSchema.parse(last.to);
}

/**
 * A new version is named by the move that brings it; admission and not-admitted are about the newest; every other
 * move is about the last admitted version, or the first while none is.
 */
function checkVersionOf(move: Move, rule: Rule, { moves, versions, sentVersion }: MoveCase): Refusal | null {
  if (rule.newVersion !== (sentVersion !== null)) return refuse("illegal-move");
  const admitted = moves.findLast((row) => row.track === INTAKE && row.admits);
  const aboutNewest = rule.admits || move.to === "not-admitted";
  const stored = aboutNewest ? versions.at(-1) : versions.find(({ q }) => q === (admitted?.q ?? 0));
  const expected = sentVersion ?? stored;
  const named = move.at_version;
  return expected?.q === named.q && equalBytes(expected.hash, named.hash) ? null : refuse("illegal-move");
}

/** Within a day of the server's; ends say the month only, lest the day point at a published listing. */
function checkDay({ to, day }: Move): Refusal | null {
  const near = [-1, 0, 1].map(dayFromNow);
  const state = intakeStateSchema.or(trackStateSchema).parse(to);
  const fits = dayPrecisionFor(state) === "month" ? near.some((date) => date.slice(0, 7) === day) : isDay(day) && near.includes(day);
  return fits ? null : refuse("illegal-move");
}

/** Boxed parts are under the newest review epoch; an admission carries the summary that its hash names. */
function checkKeys(move: Move, { summary }: SentMove, rule: Rule, coalition: LogState): Refusal | null {
  const epoch = newestEpoch(coalition, "review")?.e;
  if (move.internal !== undefined && move.internal.f !== epoch) return refuse("stale-keys");
  if (rule.cosign && currentPolicy(coalition).cosig.some((asked) => asked === move.to)) return refuse("illegal-move");
  if ((move.summary === undefined) !== (summary === undefined)) return refuse("malformed");
  if (summary === undefined || move.summary === undefined) return rule.admits ? refuse("illegal-move") : null;
  if (move.by === undefined) return refuse("illegal-move");
  if (!summaryBoxField.safeParse(summary.b).success || !equalBytes(ciphertextHash(summary.b), move.summary)) return refuse("malformed");
  return summary.f === epoch ? null : refuse("stale-keys");
}
