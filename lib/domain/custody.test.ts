import { describe, expect, it } from "vitest";
import { chainOfExhibit, rewrittenChains, type SignedAct } from "./custody";
import { newCustodyStep, newEvidence, type Evidence, type FileEvent } from "./dossier";
import { countingIds, sampleDossier } from "./testing/sample-dossier";

const makeId = countingIds();
const [fid, other] = [makeId(), makeId()];
const [original, cleaned] = ["aa".repeat(32), "bb".repeat(32)];
const step = (kind: "received" | "copied" | "transferred", value: string) => ({ ...newCustodyStep(makeId), kind, when: { value, precision: "day" as const }, from: "W-1", to: "R-7" });
const fileLog: FileEvent[] = [
  { fid, act: "cleaned", day: "2031-02-01", sha256: cleaned, before: original },
  { fid: other, act: "uploaded", day: "2031-02-01", sha256: original, before: "" },
  { fid, act: "uploaded", day: "2031-02-02", sha256: cleaned, before: "" },
];
const by = { handle: "otter-stone-200", role: "reviewer" };
const signed: SignedAct[] = [
  { n: 0, day: "2031-03-01", by, action: "viewed", files: [{ fid, sha256: cleaned }] },
  { n: 1, day: "2031-03-02", by, action: "exported", files: [{ fid: other, sha256: original }, { fid, sha256: cleaned }] },
];
const exhibit = (change: Partial<Evidence> = {}): Evidence => ({ ...newEvidence(makeId), fileIds: [fid], ...change });

describe("an exhibit's chain", () => {
  it("runs from its collection to its last export, with the files of this exhibit alone", () => {
    const custody = [step("received", "2031-01-02"), step("transferred", "2031-01-20")];
    const rows = chainOfExhibit(exhibit({ custody, capturedAt: "2031-01-05 14:05", capturedBy: "R-7", captureTool: "browser 1" }), fileLog, signed);
    expect(rows.map(({ act, fid: of }) => [act, of])).toEqual([
      ["received", ""], ["collected", ""], ["transferred", ""], ["cleaned", fid], ["uploaded", fid], ["viewed", fid], ["exported", fid],
    ]);
    expect(rows.find(({ act }) => act === "cleaned")).toMatchObject({ before: original, after: cleaned, by: null });
    expect(rows.at(-1)).toMatchObject({ by, after: cleaned });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it("keeps steps without a date where their author put them", () => {
    const custody = [step("copied", ""), step("received", "2031-01-02")];
    expect(chainOfExhibit(exhibit({ custody }), [], []).map(({ act }) => act)).toEqual(["copied", "received"]);
  });

  it("is empty where nothing is known", () => {
    expect(chainOfExhibit(exhibit(), [], signed.map((act) => ({ ...act, files: [] })))).toEqual([]);
  });
});

describe("a later version", () => {
  const withChain = () => {
    const { content } = sampleDossier();
    content.evidence = [exhibit({ custody: [step("received", "2031-01-02")] }), exhibit({ fileIds: [other] })];
    content.fileLog = [...fileLog];
    return content;
  };

  it("may add to a chain", () => {
    const before = withChain();
    const now = structuredClone(before);
    now.evidence[0]?.custody.push(step("copied", "2031-01-03"));
    now.fileLog.push({ fid, act: "redacted", day: "2031-04-01", sha256: original, before: cleaned });
    expect(rewrittenChains(before, now)).toEqual([]);
  });

  it("is told on when it takes a step out, changes one, or leaves out what was written of a file that is still there", () => {
    const before = withChain();
    const [first, second] = before.evidence.map(({ id }) => id);
    const out = structuredClone(before);
    for (const item of out.evidence) item.custody = [];
    expect(rewrittenChains(before, out)).toEqual([first]);
    const changed = structuredClone(before);
    for (const item of changed.evidence[0]?.custody ?? []) item.from = "somebody else";
    expect(rewrittenChains(before, changed)).toEqual([first]);
    const silent = { ...structuredClone(before), fileLog: [] };
    expect(rewrittenChains(before, silent)).toEqual([first, second]);
  });

  it("may drop a file with what was written of it", () => {
    const before = withChain();
    const now = structuredClone(before);
    for (const item of now.evidence) item.fileIds = [];
    now.fileLog = [];
    expect(rewrittenChains(before, now)).toEqual([]);
  });
});
