import { describe, expect, it } from "vitest";
import { INTAKE_MOVES, INTAKE_OPENING, INTAKE_STATES } from "./lifecycle";
import { INTAKE_SHARED, internalSchema, intakeSharedSchema, trackSharedSchema } from "./move-texts";

const ID = "0f".repeat(16);
const designated = {
  text: "Listed today.",
  list: "SDN",
  listId: "12345",
  programme: "GLOMAG",
  dayAnnounced: "2024-12-09",
  source: "Press release",
  basisGrade: "strong",
  linkType: "same-subject",
};

describe("texts of moves", () => {
  it("have a shared schema exactly where the table allows a shared text", () => {
    const rules = [...INTAKE_OPENING, ...INTAKE_STATES.flatMap((state) => INTAKE_MOVES[state])];
    for (const rule of rules) {
      expect(intakeSharedSchema(rule.to) !== null).toBe(INTAKE_SHARED[rule.to] !== null);
      if (rule.text === "s" || rule.text === "both") expect(INTAKE_SHARED[rule.to]).not.toBeNull();
      if (rule.text === "none" && rule.to !== "screening") expect(INTAKE_SHARED[rule.to]).toBeNull();
    }
  });

  it("refuse a move without a reason", () => {
    expect(trackSharedSchema("queued", "dropped").safeParse({ text: "  " }).success).toBe(false);
    expect(internalSchema("accepted").safeParse({ text: "" }).success).toBe(false);
  });

  it("open a track with subject, authority and what is asked", () => {
    const opened = { text: "Vetted.", subjectId: ID, authority: "us", offices: ["OFAC"], asked: ["US_GLOMAG"] };
    expect(trackSharedSchema(null, "queued").safeParse(opened).success).toBe(true);
    expect(trackSharedSchema(null, "queued").safeParse({ text: "Vetted." }).success).toBe(false);
    expect(trackSharedSchema("dropped", "queued").safeParse({ text: "Again." }).success).toBe(true);
  });

  it("record a designation with an existing day, and no field that is not in the list", () => {
    const schema = trackSharedSchema("under-review", "designated");
    expect(schema.safeParse(designated).success).toBe(true);
    expect(schema.safeParse({ ...designated, dayAnnounced: "2024" }).success).toBe(true);
    expect(schema.safeParse({ ...designated, dayAnnounced: "2024-02-30" }).success).toBe(false);
    expect(schema.safeParse({ ...designated, dayAnnounced: "" }).success).toBe(false);
    expect(schema.safeParse({ ...designated, organisation: "x" }).success).toBe(false);
  });

  it("name the other dossier of a merge only in the internal text", () => {
    expect(internalSchema("merged").safeParse({ text: "Same case.", mergedInto: ID }).success).toBe(true);
    expect(internalSchema("merged").safeParse({ text: "Same case." }).success).toBe(false);
    expect(INTAKE_SHARED.merged.safeParse({ text: "Same case.", mergedInto: ID }).success).toBe(false);
  });
});
