import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, it } from "vitest";
import { readZip } from "../archives/zip-members";
import { cleanFile } from "../clean-file";
import { dirtySheet, dirtySlides, dirtyWord } from "../testing/dirty-office";
import { guaranteeDocument } from "../testing/document-guarantees";
import { cleanBytes, readFixture, type Bytes } from "../testing/guarantees";
import { buildZip } from "../testing/zip-builder";

const quiet = { tell: () => undefined, tellAll: () => undefined, remain: () => undefined, embed: (file: Blob) => Promise.resolve(file) };

async function partsOf(bytes: Bytes): Promise<Map<string, string>> {
  const members = await readZip(new Blob([bytes]), quiet);
  return new Map(await Promise.all(members.map(async ({ name, data }) => [name, (await data?.text()) ?? ""] as const)));
}

/** The words of elements named `names`, in the order of the parts' names, without what holds a canary. */
function shows(pattern: RegExp, ...names: readonly string[]): (bytes: Bytes) => Promise<string> {
  return async (bytes) => {
    const words: string[] = [];
    for (const [name, text] of [...(await partsOf(bytes))].sort(([a], [b]) => a.localeCompare(b))) {
      if (!pattern.test(name)) continue;
      const elements = [...new DOMParser().parseFromString(text, "text/xml").getElementsByTagName("*")];
      words.push(...elements.filter(({ localName }) => names.includes(localName ?? "")).map(({ textContent }) => textContent ?? ""));
    }
    return words.filter((word) => !word.includes("Canary")).join("|");
  };
}

const shared = ["author|Canary Author|docProps/core.xml", "description|Canary Title|docProps/core.xml", "organisation|Canary Inc|docProps/app.xml", "custom-data|CanaryKey: Canary value|docProps/custom.xml", "thumbnail||docProps/thumbnail.jpeg"];

guaranteeDocument({
  name: "dirty.docx", kind: "ooxml", make: dirtyWord, visible: shows(/^word\/document/, "t"), remains: ["links", "content"],
  told: [
    ...shared, "tracked-change|Canary Editor: Canary deleted words|word/document.xml", "tracked-change|Canary Editor: Added words.|word/document.xml", "annotation||word/comments.xml",
    "hidden-content|Canary hidden words|word/document.xml", "link|file:///C:/Users/canary/plan.docx|word/document.xml", "link|file:///C:/Users/canary/Normal.dotm|word/settings.xml",
    "identifier||word/document.xml", "custom-data||customXml/item1.xml", "description|C:\\Users\\canary\\street.jpg|word/document.xml", "owner|CanaryOwner|word/media/image1.jpeg",
    "private-data||word/orphan.xml", "author||word/people.xml",
  ],
});
guaranteeDocument({
  name: "dirty.xlsx", kind: "ooxml", make: dirtySheet, visible: shows(/^xl\/worksheets/, "t", "f", "v"), remains: ["content"],
  told: [
    ...shared, "hidden-content|Sources|xl/workbook.xml", "hidden-content|row|xl/worksheets/sheet1.xml", "hidden-content|Rate|xl/workbook.xml", "author||xl/workbook.xml", "link||xl/workbook.xml",
    "annotation||xl/comments1.xml", "printer||xl/printerSettings/printerSettings1.bin", "author||xl/revisions/userNames.xml",
  ],
});
guaranteeDocument({
  name: "dirty.pptx", kind: "ooxml", make: dirtySlides, visible: shows(/^ppt\/slides\/slide/, "t"), remains: ["content"],
  told: [...shared, "hidden-content|sld|ppt/slides/slide2.xml", "hidden-content||ppt/notesSlides/notesSlide1.xml", "author||ppt/commentAuthors.xml", "annotation||ppt/comments/comment1.xml"],
});

guaranteeDocument({
  name: "libreoffice.docx", kind: "ooxml", make: () => readFixture("libreoffice.docx"), visible: shows(/^word\/document/, "t"), remains: ["content"],
  told: ["author|Canary Author|docProps/core.xml", "tracked-change|Canary Editor: Canary deleted|word/document.xml", "annotation||word/comments.xml"],
});

describe("tracked changes are accepted", () => {
  it("as a word processor would: deleted ends join paragraphs, deleted rows go, added words stay", async () => {
    const text = (await partsOf(await cleanBytes(await dirtyWord()))).get("word/document.xml") ?? "";
    const paragraphs = [...new DOMParser().parseFromString(text, "text/xml").getElementsByTagName("w:p")].map(({ textContent }) => textContent);
    expect(paragraphs).toEqual(["Kept words. Added words.", "First half, second half.", "Moved here.", "Remarked words.", "A law.A file.", "", "Kept row", "Bound words.Tagged words."]);
    expect(text).toContain('xml:space="preserve"');
  });

  it("and what is shown again is what was hidden", async () => {
    const parts = await partsOf(await cleanBytes(await dirtySheet()));
    expect(parts.get("xl/workbook.xml")).not.toContain("state=");
    expect([...parts.keys()].filter((name) => /comment|vml|printer|docProps/.test(name))).toEqual([]);
    expect(parts.get("[Content_Types].xml")).not.toContain("comments");
  });
});

describe("what cannot be seen through is refused", () => {
  it.each(["vbaProject", "oleObject", "package", "externalLink", "connections", "control"])("a document with a relationship of type %s", async (kind) => {
    const parts = await partsOf(await dirtySheet());
    const rels = parts.get("xl/_rels/workbook.xml.rels")?.replace(/usernames(?=")/, kind) ?? "";
    const cleaned = await cleanFile(new Blob([await buildZip({ ...Object.fromEntries(parts), "xl/_rels/workbook.xml.rels": rels })]));
    expect(cleaned).toEqual({ ok: false, code: "unsupported" });
  });

  it("a sheet with pictures in the head or foot of its printed pages, which would be lost", async () => {
    const parts = await partsOf(await dirtySheet());
    const name = "xl/worksheets/sheet1.xml";
    const sheet = parts.get(name)?.replace("<legacyDrawing ", "<legacyDrawingHF ") ?? "";
    expect(sheet).toContain("legacyDrawingHF");
    expect(await cleanFile(new Blob([await buildZip({ ...Object.fromEntries(parts), [name]: sheet })]))).toEqual({ ok: false, code: "unsupported" });
  });

  it("a part with a document type, which may pull in other files", async () => {
    const parts = await partsOf(await dirtySlides());
    const slide = '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>';
    expect((await cleanFile(new Blob([await buildZip({ ...Object.fromEntries(parts), "ppt/slides/slide1.xml": slide })]))).ok).toBe(false);
  });
});
