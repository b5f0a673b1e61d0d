import { describe, expect, it } from "vitest";
import { INTAKE_STATES, TRACK_STATES } from "@/lib/domain/lifecycle";
import { boardRows, columnOf, COLUMNS, daysSince, filterRows, NO_FILTER } from "./board-query";

const NOW = Date.parse("2026-05-20T12:00:00Z");
const summary = { title: "Prison case", subjects: ["Subject One"], countries: ["BY"], themes: [], authorities: ["us"], tracks: [{ track: "a".repeat(32), subject: "Subject One", authority: "uk" }] };
const view = {
  dossierId: "d".repeat(32),
  mine: false,
  summary,
  intake: { state: "accepted", sinceDay: "2026-05-01", firstDay: "2026-04-01" },
  tracks: [{ trackId: "a".repeat(32), state: "forwarded", sinceDay: "2026-05-10", n: 1 }],
};

describe("the board's query", () => {
  it("shows the furthest track's state and counts the days in it", () => {
    const [row] = boardRows([view], NOW);
    expect(row).toMatchObject({ headline: "forwarded", ageDays: 10, tracks: [{ authority: "uk", subject: "Subject One" }] });
  });

  it("leaves out a dossier in a state that this program does not know, rather than guess", () => {
    expect(boardRows([{ ...view, intake: { ...view.intake, state: "from-the-future" } }], NOW)).toEqual([]);
  });

  it("shows an unadmitted dossier without a summary", () => {
    const [row] = boardRows([{ ...view, summary: null, tracks: [], intake: { ...view.intake, state: "submitted" } }], NOW);
    expect(row).toMatchObject({ summary: null, headline: "submitted" });
  });

  it("filters by state, authority, country, age and words together", () => {
    const rows = boardRows([view], NOW);
    const left = (filter: Partial<typeof NO_FILTER>) => filterRows(rows, { ...NO_FILTER, ...filter }).length;
    expect([left({}), left({ text: "prison" }), left({ text: "subject ONE" }), left({ country: "BY" })]).toEqual([1, 1, 1, 1]);
    expect([left({ authority: "uk" }), left({ state: "forwarded" }), left({ minAgeDays: 10 })]).toEqual([1, 1, 1]);
    expect([left({ text: "other" }), left({ country: "RU" }), left({ authority: "us" })]).toEqual([0, 0, 0]);
    expect([left({ state: "queued" }), left({ minAgeDays: 11 })]).toEqual([0, 0]);
  });

  it("has a column for every state there is", () => {
    const [base] = boardRows([view], NOW);
    if (base === undefined) throw new Error("no row");
    for (const headline of [...INTAKE_STATES, ...TRACK_STATES]) expect(COLUMNS).toContain(columnOf({ ...base, headline }));
  });

  it("counts a month from its first day and never below zero", () => {
    expect(daysSince("2026-05", NOW)).toBe(19);
    expect(daysSince("2026-06-01", NOW)).toBe(0);
  });
});
