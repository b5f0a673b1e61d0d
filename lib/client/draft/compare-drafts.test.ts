import { expect, it } from "vitest";
import { newIncident } from "@/lib/domain/dossier";
import { compareDrafts } from "./compare-drafts";
import { changeDraft, emptyDraft, type DraftState } from "./draft-state";

const incident = newIncident(() => "a".repeat(32));

function withIncident(description: string): DraftState {
  return changeDraft(emptyDraft(), { type: "add", list: "incidents", row: { ...incident, description } });
}

it("two versions differ in exactly the words that differ", () => {
  const mine = changeDraft(withIncident("at night"), { type: "header", patch: { workingTitle: "one" } });
  expect(compareDrafts(mine, withIncident("at dawn")).map(({ section, mine: here, theirs }) => [section, here, theirs])).toEqual([
    ["case", "one", ""],
    ["incidents", "at night", "at dawn"],
  ]);
});

it("a row that one side lacks is told as a whole, without ids", () => {
  const [found, ...more] = compareDrafts(withIncident("at night"), emptyDraft());
  expect(more).toEqual([]);
  expect(found).toMatchObject({ section: "incidents", theirs: "" });
  expect(found?.mine).toContain("at night");
  expect(found?.mine).not.toContain(incident.id);
});

it("the same draft has no differences", () => {
  expect(compareDrafts(withIncident("x"), withIncident("x"))).toEqual([]);
});
