import { decode, encode } from "cborg";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contentSchema,
  dossierSchema,
  emptyDossier,
  isRealDate,
  newConsent,
  newEvidence,
  newIncident,
  newSubject,
  TEXT_LIMITS,
  type PartialDate,
} from "./dossier";
import { countingIds, sampleDossier } from "./testing/sample-dossier";

function allValues(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.values(value).flatMap(allValues);
}

describe("the dossier's schema", () => {
  it("admits an empty draft and blank rows", () => {
    const makeId = countingIds();
    const dossier = emptyDossier();
    dossier.content.subjects = [newSubject(makeId), newSubject(makeId, "entity")];
    dossier.content.incidents = [newIncident(makeId)];
    dossier.content.evidence = [newEvidence(makeId)];
    dossier.content.consents = [newConsent(makeId)];
    expect(dossierSchema.parse(dossier)).toEqual(dossier);
  });

  it("survives JSON and CBOR unchanged and holds no undefined, date or byte string", () => {
    const dossier = sampleDossier();
    expect(dossierSchema.parse(JSON.parse(JSON.stringify(dossier)))).toEqual(dossier);
    expect(dossierSchema.parse(decode(encode(dossier)))).toEqual(dossier);
    for (const value of allValues(dossier)) expect(["string", "boolean", "number"]).toContain(typeof value);
  });

  it("survives any text that is well-formed Unicode", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const { content } = emptyDossier();
        content.exculpatory.text = text;
        expect(contentSchema.parse(decode(encode(content)))).toEqual(content);
      }),
    );
  });

  it("refuses unknown fields, wrong versions, lone surrogates and oversized texts", () => {
    const good = emptyDossier().content;
    const bad = [
      { ...good, organisation: "x" },
      { ...good, schemaVersion: 2 },
      { ...good, exculpatory: { answer: "known", text: "\ud800" } },
      { ...good, exculpatory: { answer: "known", text: "x".repeat(TEXT_LIMITS.narrative + 1) } },
      { ...good, caseHeader: { ...good.caseHeader, countriesOfConduct: ["gm"] } },
      { ...good, consents: Array.from({ length: 301 }, () => newConsent(countingIds())) },
      { ...good, subjects: [{ ...newSubject(countingIds()), subjectId: "ABC" }] },
    ];
    expect(contentSchema.safeParse(good).success).toBe(true);
    for (const content of bad) expect(contentSchema.safeParse(content).success).toBe(false);
  });

  it("tells dates that exist from dates that don't", () => {
    const good: readonly PartialDate[] = [
      { value: "2020", precision: "year" },
      { value: "2020-02", precision: "month" },
      { value: "2020-02-29", precision: "day" },
      { value: "1960/1965-03", precision: "range" },
      { value: "1960", precision: "circa" },
    ];
    const bad: readonly PartialDate[] = [
      { value: "", precision: "day" },
      { value: "2021-02-29", precision: "day" },
      { value: "2020-13", precision: "month" },
      { value: "2020", precision: "day" },
      { value: "1965/1960", precision: "range" },
      { value: "1965", precision: "range" },
      { value: "20-1", precision: "circa" },
    ];
    for (const date of good) expect(isRealDate(date), date.value).toBe(true);
    for (const date of bad) expect(isRealDate(date), date.value).toBe(false);
  });
});
