import { describe, expect, it } from "vitest";
import { dossierSchema, emptyDossier, MASK_KINDS, MASKS_MAX, newEvidence, newIncident, TEXT_LIMITS, type Dossier, type MaskKind } from "../dossier";
import { selectForAudience } from "../package-recipe";
import { countingIds, sampleDossier } from "../testing/sample-dossier";
import {
  applyMasking,
  danglingMasks,
  dismissWords,
  forgetSpelling,
  joinMasks,
  masksOf,
  maskText,
  maskWords,
  planMasking,
  renderFor,
  textsOf,
  undoMasking,
  unmask,
  type Masking,
} from "../masks";

const makeId = countingIds();
const hide = (dossier: Dossier, words: string | readonly string[], kind: MaskKind = "source") =>
  maskWords(dossier, { id: makeId(), kind, words: typeof words === "string" ? [words] : words });

function written(summary: string): Dossier {
  const dossier = emptyDossier();
  dossier.content.caseHeader.summary = summary;
  return dossier;
}

const masked = (text: string, words: string | readonly string[]) => hide(written(text), words).content.caseHeader.summary;

describe("hidden words", () => {
  it.each([
    ["Ivan Petrov said it; IVAN PETROV saw it. ivan\n petrov", "Ivan Petrov", "[source 1] said it; [source 1] saw it. [source 1]"],
    ["Anna, Annabel, Joanna and anna", "Anna", "[source 1], Annabel, Joanna and [source 1]"],
    ["In the cafe\u0301 and the café", "café".normalize("NFC"), "In the [source 1] and the [source 1]"],
    ["Nguye\u0302\u0303n", "Nguyễn".normalize("NFC"), "[source 1]"],
    ["각 and \u1100\u1161\u11a8", "\u1100\u1161\u11a8", "[source 1] and [source 1]"],
    ["Cafe is not café", "café", "Cafe is not [source 1]"],
    ["STRASSE, Straße; ΑΘΗΝΑΣ, Αθηνας", "straße", "[source 1], [source 1]; ΑΘΗΝΑΣ, Αθηνας"],
    ["ΑΘΗΝΑΣ, Αθηνάς, Αθηνας", "Αθηνας", "[source 1], Αθηνάς, [source 1]"],
    ["İstanbul, istanbul, ISTANBUL", "Istanbul", "[source 1], [source 1], [source 1]"],
    ["Jean‑Luc and Jean-Luc", "Jean-Luc", "[source 1] and [source 1]"],
    ["قال محمد ومحمد لمحمد", "محمد", "قال [source 1] و[source 1] ل[source 1]"],
    ["他叫李明，是律师", "李明", "他叫[source 1]，是律师"],
    ["mail a.b@example.org now", "a.b@example.org", "mail [source 1] now"],
    ["$& is $1", "is", "$& [source 1] $1"],
  ])("in “%s”, “%s” is found as a reader would find it", (text, words, expected) => {
    expect(masked(text, words)).toBe(expected);
  });

  it("a longer spelling goes before a shorter one, and both become the same mask", () => {
    expect(masked("Petrov and Ivan Petrov", ["Petrov", "Ivan Petrov"])).toBe("[source 1] and [source 1]");
  });

  it("no length is given away, and no mask is masked again", () => {
    for (const kind of MASK_KINDS) expect(maskText({ kind, number: 2 })).toBe(`[${kind} 2]`);
    const dossier = hide(hide(written("source Li and Aleksandra Konstantinova"), "Aleksandra Konstantinova"), "source");
    expect(dossier.content.caseHeader.summary).toBe("[source 2] Li and [source 1]");
    expect(planMasking(dossier, { id: makeId(), kind: "source", words: ["[source 1]"] })).toBeNull();
    expect(planMasking(dossier, { id: makeId(), kind: "source", words: [" — "] })).toBeNull();
  });

  it("the words are in the compartment of those who may know them, and in no other", () => {
    const dossier = hide(hide(hide(written("Rana of Clinic East and Osman, at Dara"), "Rana"), "Clinic East", "organisation"), "Dara", "place");
    expect(dossier.sources.masks.map(({ words }) => words)).toEqual([["Rana"], ["Dara"]]);
    expect(dossier.notes.masks.map(({ words }) => words)).toEqual([["Clinic East"]]);
    expect(dossier.content.caseHeader.summary).toBe("[source 1] of [organisation 1] and Osman, at [place 1]");
    expect(JSON.stringify([dossier.content, dossier.identity])).not.toMatch(/Rana|Clinic|Dara/);
    expect(dossierSchema.parse(dossier)).toEqual(dossier);
    const swapped = { ...dossier, sources: { ...dossier.sources, masks: dossier.notes.masks } };
    expect(dossierSchema.safeParse(swapped).success).toBe(false);
  });

  it("the same words get the same mask later, and a further spelling joins it", () => {
    const first = hide(written("Rana"), "Rana");
    first.content.caseHeader.urgency = "RANA and Rania";
    const again = hide(first, ["Rania", "rana"], "victim");
    expect(again.content.caseHeader.urgency).toBe("[source 1] and [source 1]");
    expect(masksOf(again)).toEqual([{ ...masksOf(first)[0], words: ["Rana", "Rania"] }]);
  });

  it("a number of which the row is gone is not used again while it stands in a text", () => {
    const dossier = written("[source 4] knows Rana");
    expect(hide(dossier, "Rana").content.caseHeader.summary).toBe("[source 4] knows [source 5]");
    expect(danglingMasks(dossier)).toMatchObject([{ mask: { kind: "source", number: 4 }, count: 1, place: { path: "caseHeader.summary" } }]);
    expect(danglingMasks(hide(written("Rana"), "Rana"))).toEqual([]);
  });

  it("a text that has no room for the mask stays as it was, and is named", () => {
    const dossier = emptyDossier();
    dossier.content.caseHeader.workingTitle = `Li ${"x".repeat(TEXT_LIMITS.line - 3)}`;
    const masking = planMasking(dossier, { id: makeId(), kind: "source", words: ["Li"] });
    expect(masking?.tooLong.map(({ path }) => path)).toEqual(["caseHeader.workingTitle"]);
    expect(applyMasking(dossier, masking as Masking).content).toEqual(dossier.content);
  });

  it("a table that is full takes no more", () => {
    const dossier = written("Rana");
    dossier.sources.masks = Array.from({ length: MASKS_MAX }, (_, i) => ({ id: makeId(), kind: "source" as const, number: i + 1, words: [`w${i}`] }));
    expect(planMasking(dossier, { id: makeId(), kind: "victim", words: ["Rana"] })).toBeNull();
  });
});

describe("every text and nothing else", () => {
  /** Each string of content holds the word; those that stay are ids, codes, dates, addresses and choices. */
  it("words are replaced in each field that somebody writes in", () => {
    const dossier = sampleDossier();
    const [incident, exhibit] = [newIncident(makeId), newEvidence(makeId)];
    dossier.content.incidents.push({ ...incident, description: "Rana", place: { country: "GM", area: "Rana", site: "Rana" }, victims: [{ pseudonym: "Rana", groups: [], status: "unknown" }] });
    dossier.content.evidence.push({
      ...exhibit, title: "Rana", whatItShows: "Rana", captureUrl: "https://example.org/Rana", capturedAt: "Rana", captureTool: "Rana", capturedBy: "Rana", language: "Rana",
      custody: [{ id: makeId(), when: { value: "2024", precision: "year" }, kind: "", from: "Rana", to: "Rana", note: "Rana" }],
    });
    dossier.content.caseHeader.dualFiling = [{ authority: "uk", date: "2024-01-01", note: "Rana" }];
    const { content } = hide(dossier, "Rana");
    expect(JSON.stringify(content).match(/\[source 1\]/g)).toHaveLength(12);
    expect(content.evidence.at(-1)).toMatchObject({ captureUrl: "https://example.org/Rana", capturedAt: "Rana", language: "Rana", id: exhibit.id });
    expect(content.subjects).toBe(dossier.content.subjects);
  });

  it("paths are those of completeness, with the row's id", () => {
    const dossier = sampleDossier();
    const paths = textsOf(dossier.content).map(({ path }) => path);
    expect(paths).toContain(`incidents.${dossier.content.incidents[0]?.id}.description`);
    expect(paths.filter((path) => /\.(id|fileIds|value|country|script|sha256|authority)$/.test(path))).toEqual([]);
  });
});

describe("taking it back", () => {
  it("undo puts each occurrence back letter by letter, and leaves what was written since", () => {
    const dossier = written("RANA met Rana");
    dossier.content.caseHeader.urgency = "rana";
    const masking = planMasking(dossier, { id: makeId(), kind: "source", words: ["Rana"] }) as Masking;
    const after = applyMasking(dossier, masking);
    expect(undoMasking(after, masking)).toEqual(dossier);
    after.content.caseHeader.urgency = "since then [source 1]";
    expect(undoMasking(after, masking)).toMatchObject({ content: { caseHeader: { summary: "RANA met Rana", urgency: "since then Rana" } }, sources: { masks: [] } });
  });

  it("undo of a further spelling leaves what was hidden before", () => {
    const dossier = hide(written("Rana and Rania"), "Rana");
    const masking = planMasking(dossier, { id: makeId(), kind: "source", words: ["Rana", "Rania"] }) as Masking;
    expect(undoMasking(applyMasking(dossier, masking), masking)).toEqual(dossier);
  });

  it("the words are put back by their first spelling, and the row goes", () => {
    const dossier = hide(written("RANA met [source 10] and Rania; $&"), ["Rana", "Rania"]);
    const [mask] = masksOf(dossier);
    expect(unmask(dossier, mask?.id ?? "")).toMatchObject({ content: { caseHeader: { summary: "Rana met [source 10] and Rana; $&" } }, sources: { masks: [] } });
  });

  it("a spelling can be taken out of the table, the last one cannot", () => {
    const dossier = hide(written(""), ["Rana", "Rania"]);
    const id = masksOf(dossier)[0]?.id ?? "";
    const one = forgetSpelling(dossier, id, "Rana");
    expect(masksOf(one)[0]?.words).toEqual(["Rania"]);
    expect(forgetSpelling(one, id, "Rania")).toEqual(one);
  });

  it("what is dismissed is kept in the notes, once, and can be taken back", () => {
    const dossier = dismissWords(dismissWords(emptyDossier(), ["RANA"], true), ["rana"], true);
    expect(dossier.notes.dismissedWords).toEqual(["rana"]);
    expect(dismissWords(dossier, ["Rana"], false).notes.dismissedWords).toEqual([]);
  });
});

it("whoever has the table reads the words, whoever has not reads the mask", () => {
  const dossier = hide(written("Rana was there"), "Rana");
  const { summary } = dossier.content.caseHeader;
  expect(renderFor(summary, masksOf(dossier))).toBe("Rana was there");
  expect(renderFor(summary, [])).toBe("[source 1] was there");
});

it("two versions of a draft lose no row to each other, and no number means two things", () => {
  const [mine, theirs] = [hide(written("Rana"), "Rana"), hide(written("Osman"), "Osman")];
  const joined = joinMasks(mine, theirs);
  expect(joined.sources.masks.map(({ number, words }) => [number, words])).toEqual([[1, ["Rana"]], [2, ["Osman"]]]);
  expect(joinMasks(joined, theirs)).toEqual(joined);
  const further = hide({ ...mine, content: written("Rania").content }, ["Rana", "Rania"]);
  expect(joinMasks(mine, further).sources.masks[0]?.words).toEqual(["Rana", "Rania"]);
});

it("no package holds a hidden word", () => {
  const dossier = sampleDossier();
  const words = ["Rana Khoury", "Quarry", "Commander", "ministry"];
  dossier.content.caseHeader.summary = `Rana Khoury saw it at the Quarry. ${dossier.content.caseHeader.summary}`;
  const after = words.reduce((now, word) => hide(now, word, word === "ministry" ? "organisation" : "source"), dossier);
  for (const naming of ["named", "redacted"] as const) {
    const selected = selectForAudience(after.content, after.identity, { audience: "us", naming });
    expect(selected.ok && JSON.stringify(selected.value.memo)).toContain("[source 1] saw it at the [source 2]");
    for (const word of words) expect(JSON.stringify(selected).toLowerCase()).not.toContain(word.toLowerCase());
  }
});
