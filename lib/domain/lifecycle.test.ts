import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayPrecisionFor,
  ENDS,
  headlineState,
  INTAKE_STATES,
  isAdmitting,
  judgeMove,
  nextTrackMoves,
  OUTSTANDING,
  TRACK_STATES,
  type Actor,
  type IntakeState,
  type Mover,
  type TextRule,
  type TrackState,
} from "./lifecycle";

/**
 * The table once more, written from the specification row by row: from, to, who, text, and what else the row says.
 * A second hand keeps the first one honest.
 */
type Row = readonly [from: string, to: string, who: Mover, text: TextRule, extra?: "cosign" | "version" | "admits"];
const INTAKE_ROWS: readonly Row[] = [
  ["", "submitted", "O", "none", "version"],
  ["submitted", "screening", "C", "none", "admits"],
  ["submitted", "not-admitted", "C", "s"],
  ["screening", "returned", "R", "s"],
  ["accepted", "returned", "R", "s"],
  ["resubmitted", "returned", "C", "s"],
  ["returned", "resubmitted", "O", "s", "version"],
  ["resubmitted", "screening", "C", "none", "admits"],
  ["screening", "accepted", "R", "i"],
  ["screening", "rejected", "C", "s"],
  ["screening", "deferred", "R", "s"],
  ["accepted", "deferred", "R", "s"],
  ["deferred", "screening", "R", "i"],
  ["screening", "merged", "C", "both"],
  ["accepted", "merged", "C", "both"],
  ["rejected", "screening", "C", "i"],
  ["accepted", "archived", "C", "i"],
  ["archived", "accepted", "C", "i"],
  ...["submitted", "screening", "returned", "resubmitted", "accepted", "rejected", "deferred", "archived"].map(
    (from): Row => [from, "withdrawn", "O", "s"],
  ),
];
const WITH_GOVERNMENT = ["forwarded", "acknowledged", "under-review", "info-requested", "supplemented"];
const REOPENABLE = [
  "designated",
  "visa-restricted",
  "designated-elsewhere",
  "declined",
  "no-response",
  "overtaken",
  "amended",
  "delisted",
];
const TRACK_ROWS: readonly Row[] = [
  ["", "queued", "C", "s"],
  ["queued", "forwarded", "C", "s", "cosign"],
  ["queued", "dropped", "C", "s"],
  ["dropped", "queued", "C", "s"],
  ["forwarded", "acknowledged", "R", "s"],
  ["forwarded", "under-review", "R", "s"],
  ["acknowledged", "under-review", "R", "s"],
  ["forwarded", "info-requested", "R", "s"],
  ["acknowledged", "info-requested", "R", "s"],
  ["under-review", "info-requested", "R", "s"],
  ["info-requested", "supplemented", "C", "s"],
  ["supplemented", "under-review", "R", "s"],
  ["supplemented", "info-requested", "R", "s"],
  ...WITH_GOVERNMENT.flatMap((from): readonly Row[] => [
    [from, "designated", "C", "s", "cosign"],
    [from, "visa-restricted", "C", "s", "cosign"],
    [from, "designated-elsewhere", "C", "s"],
    [from, "declined", "C", "s"],
    [from, "no-response", "C", "s"],
    [from, "overtaken", "C", "s"],
  ]),
  ...["queued", ...WITH_GOVERNMENT].map((from): Row => [from, "withdrawn", "C", "s"]),
  ...["designated", "visa-restricted", "amended"].flatMap((from): readonly Row[] => [
    [from, "amended", "C", "s"],
    [from, "delisted", "C", "s"],
  ]),
  ...REOPENABLE.flatMap((from): readonly Row[] => [
    [from, "under-review", "C", "s"],
    [from, "forwarded", "C", "s"],
  ]),
];

const ACTORS: readonly Actor[] = ["organisation", "reviewer", "coordinator"];
const MAY: Readonly<Record<Mover, readonly Actor[]>> = {
  O: ["organisation"],
  R: ["reviewer", "coordinator"],
  C: ["coordinator"],
};
const BOTH = [false, true];

/** Every move there could be: each pair of states, each actor, each choice of texts. */
function everyMove<S extends string>(states: readonly S[]) {
  return [null, ...states].flatMap((from) =>
    states.flatMap((to) =>
      ACTORS.flatMap((actor) =>
        BOTH.flatMap((hasShared) => BOTH.map((hasInternal) => ({ from, to, actor, hasShared, hasInternal }))),
      ),
    ),
  );
}

function rowOf(rows: readonly Row[], from: string | null, to: string): Row | undefined {
  return rows.find((row) => row[0] === (from ?? "") && row[1] === to);
}

function textsAllowed(text: TextRule, who: Actor, hasShared: boolean, hasInternal: boolean): boolean {
  if (text === "none") return !hasShared && !hasInternal;
  if (text === "i") return !hasShared && hasInternal;
  if (text === "both") return hasShared && hasInternal;
  return hasShared && (!hasInternal || who !== "organisation");
}

/** The state of intake under which this track move is not held up by it. */
function favourableIntake(to: TrackState): IntakeState {
  return to === "withdrawn" ? "withdrawn" : "accepted";
}

/** What the rows say of a move: "ok", or the code with which it is refused; texts give one of two codes. */
function expectedOf(rows: readonly Row[], move: ReturnType<typeof everyMove<string>>[number]): string {
  const row = rowOf(rows, move.from, move.to);
  if (row === undefined) return "illegal-move";
  if (!MAY[row[2]].includes(move.actor)) return "wrong-actor";
  return textsAllowed(row[3], move.actor, move.hasShared, move.hasInternal) ? "ok" : "text";
}

function outcomeOf(judged: ReturnType<typeof judgeMove>): string {
  return judged.ok ? "ok" : judged.code.replace(/^text-.*/, "text");
}

describe("the transition table", () => {
  it("judges every intake move there could be as its row, its actor and its texts say", () => {
    const moves = everyMove(INTAKE_STATES);
    const wrong = moves.filter((move) => outcomeOf(judgeMove({ track: "intake", ...move })) !== expectedOf(INTAKE_ROWS, move));
    expect(moves).toHaveLength(12 * 11 * 3 * 4);
    expect(wrong).toEqual([]);
  });

  it("judges every track move there could be as its row, its actor and its texts say", () => {
    const moves = everyMove(TRACK_STATES);
    const wrong = moves.filter((move) => {
      const judged = judgeMove({ track: "authority", ...move, intakeState: favourableIntake(move.to) });
      return outcomeOf(judged) !== expectedOf(TRACK_ROWS, move);
    });
    expect(moves).toHaveLength(17 * 16 * 3 * 4);
    expect(wrong).toEqual([]);
  });

  it.each(INTAKE_ROWS.map((row) => ({ row })))("gives intake move $row.0 → $row.1 what its row says", ({ row }) => {
    const [from, to, who, text, extra] = row;
    const move = {
      track: "intake" as const,
      from: INTAKE_STATES.find((state) => state === from) ?? null,
      to: INTAKE_STATES.find((state) => state === to) ?? "submitted",
      hasShared: text === "s" || text === "both",
      hasInternal: text === "i" || text === "both",
    };
    for (const actor of MAY[who]) {
      const value = { to, who, text, cosign: extra === "cosign", newVersion: extra === "version", admits: extra === "admits" };
      expect(judgeMove({ ...move, actor })).toEqual({ ok: true, value });
    }
  });

  it.each(TRACK_ROWS.map((row) => ({ row })))("gives track move $row.0 → $row.1 what its row says", ({ row }) => {
    const [from, to, who, text, extra] = row;
    const target = TRACK_STATES.find((state) => state === to) ?? "queued";
    const judged = judgeMove({
      track: "authority",
      from: TRACK_STATES.find((state) => state === from) ?? null,
      to: target,
      actor: "coordinator",
      hasShared: true,
      hasInternal: false,
      intakeState: favourableIntake(target),
    });
    const value = { to, who, text, cosign: extra === "cosign", newVersion: false, admits: false };
    expect(judged).toEqual({ ok: true, value });
  });

  it("tells a missing text from one that is refused", () => {
    const move = { track: "intake", from: "screening", to: "accepted", actor: "reviewer" } as const;
    expect(judgeMove({ ...move, hasShared: false, hasInternal: false })).toEqual({ ok: false, code: "text-missing" });
    expect(judgeMove({ ...move, hasShared: true, hasInternal: true })).toEqual({ ok: false, code: "text-refused" });
  });

  it("stays a chain: however moves are strung together, only listed pairs follow each other", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TRACK_STATES), { maxLength: 30 }), (targets) => {
        let state: TrackState | null = null;
        for (const to of targets) {
          const listed = rowOf(TRACK_ROWS, state, to) !== undefined && to !== "withdrawn";
          expect(nextTrackMoves(state, "accepted").some((rule) => rule.to === to)).toBe(listed);
          if (listed) state = to;
        }
      }),
    );
  });
});

describe("intake holds its tracks", () => {
  const open = { track: "authority", from: null, to: "queued", actor: "coordinator", hasShared: true, hasInternal: false } as const;

  it("opens a track only when intake is accepted", () => {
    for (const intakeState of INTAKE_STATES) {
      const judged = judgeMove({ ...open, intakeState });
      expect(judged.ok).toBe(intakeState === "accepted");
    }
  });

  it("leaves a withdrawn or merged dossier only withdrawal and outcomes", () => {
    for (const intakeState of ["withdrawn", "merged"] as const) {
      for (const from of TRACK_STATES) {
        const targets = nextTrackMoves(from, intakeState).map((rule) => rule.to);
        expect(targets.every((to) => ENDS.has(to) && to !== "dropped")).toBe(true);
      }
      expect(nextTrackMoves("forwarded", intakeState).map((rule) => rule.to)).toContain("designated");
    }
  });

  it("withdraws a track only after its dossier", () => {
    const judged = judgeMove({ ...open, from: "forwarded", to: "withdrawn", intakeState: "accepted" });
    expect(judged).toEqual({ ok: false, code: "intake-forbids" });
  });

  it("lets tracks go on by themselves whatever else intake does", () => {
    for (const intakeState of INTAKE_STATES.filter((state) => state !== "withdrawn" && state !== "merged")) {
      expect(judgeMove({ ...open, from: "forwarded", to: "designated", intakeState }).ok).toBe(true);
    }
  });
});

describe("what a move shows in clear", () => {
  it("gives the month only for ends other than dropped and withdrawn", () => {
    for (const state of TRACK_STATES) {
      const month = ENDS.has(state) && state !== "dropped" && state !== "withdrawn";
      expect(dayPrecisionFor(state)).toBe(month ? "month" : "day");
    }
    for (const state of INTAKE_STATES) expect(dayPrecisionFor(state)).toBe("day");
  });

  it("admits a version only from submitted or resubmitted to screening", () => {
    for (const from of [null, ...INTAKE_STATES]) {
      for (const to of INTAKE_STATES) {
        const expected = to === "screening" && (from === "submitted" || from === "resubmitted");
        expect(isAdmitting(from, to)).toBe(expected);
      }
    }
  });
});

describe("derived states", () => {
  it("heads a dossier with its intake state until a track opens, then with the furthest of its tracks", () => {
    expect(headlineState("screening", [])).toBe("screening");
    expect(headlineState("accepted", ["queued", "forwarded"])).toBe("forwarded");
    expect(headlineState("archived", ["declined", "designated", "under-review"])).toBe("designated");
    expect(headlineState("accepted", ["declined", "queued"])).toBe("queued");
    for (const state of TRACK_STATES) expect(headlineState("accepted", [state])).toBe(state);
  });

  it("counts as outstanding what is with a government without an outcome", () => {
    expect([...OUTSTANDING].sort()).toEqual([...WITH_GOVERNMENT, "no-response"].sort());
  });
});
