import { describe, expect, it } from "vitest";
import { loadOfacSubject, loadOfacSubjects } from "../../../e2e/fixtures/ofac-subjects";
import { isRealDate, subjectSchema } from "../dossier";
import { countingIds } from "./sample-dossier";

describe("subjects from OFAC's list", () => {
  it("all fit the dossier's schema, with dates that exist", () => {
    const entries = loadOfacSubjects(countingIds());
    expect(entries).toHaveLength(14);
    for (const { programmes, subject } of entries) {
      expect(programmes).toContain("GLOMAG");
      expect(subjectSchema.parse(subject)).toEqual(subject);
      expect(subject.birthDates.every(isRealDate)).toBe(true);
      for (const { issued, expires } of subject.identifiers) {
        for (const date of [issued, expires]) expect(date.value === "" || isRealDate(date)).toBe(true);
      }
    }
  });

  it("keep names, aliases, dates, nationalities and documents", () => {
    const subject = loadOfacSubject("23252", countingIds());
    expect(subject.names.map(({ full }) => full)).toEqual(["Dan GERTLER"]);
    expect(subject.birthDates).toEqual([{ value: "1973-12-23", precision: "day" }]);
    expect([subject.placeOfBirth, subject.gender]).toEqual(["Tel Aviv, Israel", "male"]);
    expect(subject.nationalities).toEqual(["IL", "CD"]);
    expect(subject.identifiers.map(({ kind, country }) => [kind, country])).toEqual([
      ["passport", "IL"],
      ["passport", "IL"],
      ["passport", "CD"],
      ["national-id", "IL"],
    ]);
    expect(subject.identifiers[0]?.expires).toEqual({ value: "2020-06-27", precision: "day" });
  });

  it("tell weak names from strong ones, and keep native scripts", () => {
    const names = loadOfacSubject("32011", countingIds()).names;
    expect(names.filter(({ strength }) => strength === "weak").map(({ full }) => full)).toEqual(["Cherepa", "The Skull"]);
    expect(names.find(({ script }) => script === "Cyrl")?.full).toBe("Васил Крумов Божков");
    expect(loadOfacSubject("28004", countingIds()).names[1]?.full).toBe("قيس الخزعلي");
  });

  it("read a position from the title and an entity's founding month", () => {
    const [position] = loadOfacSubject("23283", countingIds()).positions;
    expect([position?.title, position?.organisation]).toEqual(["President", "ABMC Thai-South Sudan Construction Company"]);
    const ministry = loadOfacSubject("30976", countingIds());
    expect([ministry.kind, ministry.birthDates[0]]).toEqual(["entity", { value: "1961-06", precision: "month" }]);
  });
});
