import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import anyAscii from "any-ascii";
import { describe, expect, it } from "vitest";
import { emptyDossier, newContact, newEvidence, newWitness, type Dossier } from "../dossier";
import { dismissWords, loadSuggester, maskWords } from "../masks";
import { countingIds } from "../testing/sample-dossier";
import { findName, readName, textReader } from "./match-names";
import { suggestMasks } from "./suggest";

const makeId = countingIds();
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function known(summary: string): Dossier {
  const dossier = emptyDossier();
  dossier.content.caseHeader.summary = summary;
  dossier.identity.organisationName = "Open Courts Watch";
  dossier.identity.partners = ["Clinic East"];
  dossier.identity.contacts = [{ ...newContact(), name: "Nadia Ivanova", email: "nadia@open-courts.example", phone: "+44 20 7946 0958, Signal @nadia_watch" }];
  dossier.sources.witnesses = [
    { ...newWitness(makeId), realName: "Muhammad Khoury", contact: "rana.k@gmail.com or +961 3 123 456" },
    { ...newWitness(makeId), realName: "Le Thi Hoa" },
    { ...newWitness(makeId), realName: "Ivan Petrov" },
    { ...newWitness(makeId), realName: "Athina Mavrou" },
  ];
  return dossier;
}

const wordsOf = (dossier: Dossier, files: readonly string[] = []) => suggestMasks(dossier, files, anyAscii).map(({ words }) => words);

describe("what identity and sources know is found in the content", () => {
  it.each([
    ["Found by OCW last year", ["OCW"]],
    ["a report of open courts watch", ["open courts watch"]],
    ["Иванова Надежда; Надя Иванова", ["Иванова", "Надя Иванова"]],
    ["писал Иван Петров, и о Петрове", ["Иван Петров", "Петрове"]],
    ["قال محمد خوري", ["محمد خوري"]],
    ["Mohamed Khouri and MOHAMMED KHOURY", ["Mohamed Khouri", "MOHAMMED KHOURY"]],
    ["Lê Thị Hoa was there", ["Lê Thị Hoa"]],
    ["η Αθήνα Μαύρου", ["Αθήνα Μαύρου"]],
    ["Petrov, Ivan", ["Petrov, Ivan"]],
    ["Write to NADIA@open-courts.example", ["NADIA@open-courts.example", "open-courts.example"]],
    ["call 020 7946 0958, 0044-20-79460958 or ٠٢٠٧٩٤٦٠٩٥٨", ["020 7946 0958", "0044-20-79460958", "٠٢٠٧٩٤٦٠٩٥٨"]],
    ["03/123456", ["03/123456"]],
    ["by @Nadia_Watch and nadia_watch", ["@Nadia_Watch", "Nadia_Watch"]],
    ["The clinic in the east watched courts; open on 2024-03-07 14:05", []],
    ["Ivan and Nadia spoke of an ocw", []],
  ])("in “%s”", (text, expected) => {
    expect(wordsOf(known(text)).toSorted()).toEqual([...expected].toSorted());
  });

  it("each says what it resembles, where it stands and which class it would have", () => {
    const dossier = known("Petrov of Clinic East");
    dossier.content.evidence = [{ ...newEvidence(makeId), title: "Letter of Иван Петров", captureUrl: "https://clinic-east.example/petrov" }];
    const found = suggestMasks(dossier, ["petrov_statement.pdf", "photo-01.jpg"], anyAscii);
    expect(found.map(({ words, kind, reason, entry }) => [words, kind, reason, entry])).toEqual([
      ["Clinic East", "organisation", "partner", "Clinic East"],
      ["clinic-east", "organisation", "partner", "Clinic East"],
      ["Petrov", "source", "witness", "Ivan Petrov"],
      ["Иван Петров", "source", "witness", "Ivan Petrov"],
    ]);
    expect(found[2]).toMatchObject({ occurrences: [{ place: { path: "caseHeader.summary" }, from: 0, to: 6 }], fixed: ["https://clinic-east.example/petrov", "petrov statement.pdf"] });
    expect(found[3]?.occurrences.map(({ place }) => place.path)).toEqual([`evidence.${dossier.content.evidence[0]?.id}.title`]);
  });

  it("what is hidden or dismissed is not suggested again; another spelling goes to the same mask", () => {
    const dossier = maskWords(known("Ivan Petrov; Иван Петров"), { id: makeId(), kind: "source", words: ["Ivan Petrov"] });
    const [found, ...more] = suggestMasks(dossier, [], anyAscii);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ words: "Иван Петров", maskId: dossier.sources.masks[0]?.id });
    expect(wordsOf(dismissWords(dossier, ["Иван Петров"], true))).toEqual([]);
  });

  it("words that are hidden and typed again are suggested for their mask", () => {
    const dossier = maskWords(known("Dara"), { id: makeId(), kind: "place", words: ["Dara"] });
    dossier.content.caseHeader.urgency = "near Dara";
    expect(suggestMasks(dossier, [], anyAscii)).toMatchObject([{ words: "Dara", reason: "hidden", maskId: dossier.sources.masks[0]?.id }]);
  });

  it("the tables are loaded when they are asked for", async () => {
    const suggest = await loadSuggester();
    expect(suggest(known("Иван Петров"), []).map(({ words }) => words)).toEqual(["Иван Петров"]);
  });
});

type Pair = { readonly written: string; readonly name: string; readonly same: boolean };

function pairs(): readonly Pair[] {
  const lines = readFileSync(path("./fixtures/name-pairs.csv"), "utf8").trim().split("\n").slice(1);
  return lines.map((line) => {
    const [written = "", name = "", same] = [...line.matchAll(/"([^"]*)"|([^,]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    return { written, name, same: same === "true" };
  });
}

/** Rows of the table that are about one person. */
const PEOPLE = [/obama|օբամա|ობამა|オバマ|奥巴马/i, /lavrov|лавров/i, /lad[ei]n|lādin/i, /putin|путин/i, /salman/i, /kim jong|金正恩|김정은/i, /simony/i, /zelensk|selensk/i, /makhlouf/i, /pol ?pot|ពត/i];

function personOf(written: string): string {
  return String(PEOPLE.find((person) => person.test(written)) ?? written);
}

const read = textReader(anyAscii);
const isFound = (text: string, name: string): boolean => findName(read(text), readName(name, true, anyAscii)).length > 0;

describe("how well names are found (fixtures/README.md)", () => {
  const same = pairs().filter((pair) => pair.same);

  it("recall over one name in several scripts and spellings, precision against the names of all others", () => {
    const misses = same.filter(({ written, name }) => !isFound(`Yesterday ${written} said so.`, name));
    const others = same.flatMap(({ written }) => same.filter((other) => personOf(other.written) !== personOf(written)).map(({ name }) => ({ written, name })));
    const wrong = others.filter(({ written, name }) => isFound(`Yesterday ${written} said so.`, name));
    const found = same.length - misses.length;
    expect({ pairs: same.length, found, misses: misses.length, others: others.length, wrong: wrong.length }).toEqual({ pairs: 57, found: 48, misses: 9, others: 3_132, wrong: 3 });
  });

  it("different people made to look alike: a shared family name or two shared names are suggested, on purpose", () => {
    const different = pairs().filter((pair) => !pair.same);
    const wrong = different.filter(({ written, name }) => isFound(`Yesterday ${written} said so.`, name));
    expect({ different: different.length, wrong: wrong.length }).toEqual({ different: 161, wrong: 96 });
  });

  it("ordinary prose", () => {
    const folder = path("../../../messages/en");
    const prose = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8")).join("\n");
    const words = read(prose);
    const names = [...new Set(same.map(({ name }) => name))].map((name) => readName(name, true, anyAscii));
    const wrong = names.flatMap((name) => findName(words, name).map(({ from, to }) => prose.slice(from, to)));
    expect(wrong).toEqual([]);
  });
});
