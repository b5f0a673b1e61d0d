/** Office files in the preview frame: what they say, and nothing that they would do. */
import { readFile } from "node:fs/promises";
import { expect, show, test } from "./fixtures/preview-stage";
import { makeZip, type ZipPart } from "./fixtures/zip";

const FILES = "e2e/fixtures/files";
const SHOWN = { ok: true, value: "office" };
const DAMAGED = { ok: false, code: "damaged" };

const part = (name: string, text: string): ZipPart => ({ name, bytes: new TextEncoder().encode(text) });
const word = (body: string, head = ""): Uint8Array =>
  makeZip([part("word/document.xml", `${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`)]);

test("a DOCX is shown as text with its tables, what was deleted left out, and says what is not shown", async ({ page }) => {
  const { result, frame } = await show(page, await readFile(`${FILES}/text.docx`));
  expect(result).toEqual(SHOWN);
  await expect(frame.getByText(/^Text only: layout, images, comments, speaker notes and tracked changes are not shown/)).toBeVisible();
  await expect(frame.getByRole("heading", { name: "Statement of the witness" })).toBeVisible();
  await expect(frame.getByText("Name: محمد\tage 34")).toBeVisible();
  await expect(frame.getByRole("row").last()).toHaveText("3 MayGate <2> & yard");
  await expect(frame.getByText("Kept and added")).toBeVisible();
  await expect(frame.getByText("DELETED")).toHaveCount(0);
});

test("sheets of XLSX and ODS are tables whose cells are where they are cited", async ({ page }) => {
  const xlsx = await show(page, await readFile(`${FILES}/cells.xlsx`));
  expect(xlsx.result).toEqual(SHOWN);
  await expect(xlsx.frame.getByRole("heading", { name: "Transfers" })).toBeVisible();
  await expect(xlsx.frame.getByRole("row", { name: /^2/ })).toHaveText("22021-03-04Ответчик1500.5=SUM(C2:C2)");
  expect(await xlsx.frame.getByRole("row", { name: /^5/ }).getByRole("cell").allTextContents()).toEqual(["", "", "", "", "far", ""]);
  const ods = await show(page, await readFile(`${FILES}/cells.ods`));
  expect(ods.result).toEqual(SHOWN);
  await expect(ods.frame.getByRole("heading", { name: "Sheet of payments" })).toBeVisible();
  expect(await ods.frame.getByRole("row", { name: /^1000002/ }).getByRole("cell").allTextContents()).toEqual(["", "", "far"]);
});

test("ODT, ODP and PPTX are shown in the order of their pages", async ({ page }) => {
  const odt = await show(page, await readFile(`${FILES}/text.odt`));
  expect(odt.result).toEqual(SHOWN);
  await expect(odt.frame.locator(".office")).toHaveText("ReportOne   twoA point", { useInnerText: false });
  const odp = await show(page, await readFile(`${FILES}/slides.odp`));
  expect(await odp.frame.locator(".office").allTextContents()).toEqual(["Slide 1First wordsSlide 2Second words"]);
  const slide = (text: string): string => `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
  const relations = ["b", "a"].map((name) => `<Relationship Id="${name}" Target="slides/${name}.xml"/>`).join("");
  const pptx = makeZip([
    part("ppt/presentation.xml", '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="a"/><p:sldId id="257" r:id="b"/></p:sldIdLst></p:presentation>'),
    part("ppt/_rels/presentation.xml.rels", `<Relationships>${relations}</Relationships>`),
    part("ppt/slides/b.xml", slide("Then this")),
    part("ppt/slides/a.xml", slide("First this")),
  ]);
  const shown = await show(page, pptx);
  expect(shown.result).toEqual(SHOWN);
  expect(await shown.frame.locator(".office").allTextContents()).toEqual(["Slide 1First thisSlide 2Then this"]);
});

test("bombs, entities and files that lie about themselves are refused", async ({ page }) => {
  expect((await show(page, word("<w:p><w:r><w:t>fine</w:t></w:r></w:p>"))).result).toEqual(SHOWN);
  const zeros = new Uint8Array(20 * 2 ** 20).fill(32);
  const document = "word/document.xml";
  const hostile: readonly Uint8Array[] = [
    word("<w:p/>", '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
    word("<w:p>&unknown;</w:p>"),
    word("<w:p>"),
    makeZip([{ name: document, bytes: zeros }]),
    makeZip([{ name: document, bytes: zeros, claimed: 100 }]),
    makeZip([part(document, "<a/>"), part(document, "<b/>")]),
    makeZip([part("word/other.xml", "<a/>")]),
    word("").subarray(0, 200),
    word("<w:sdt>".repeat(100_000)),
  ];
  for (const bytes of hostile) expect((await show(page, bytes)).result).toEqual(DAMAGED);
  expect((await show(page, await readFile(`${FILES}/text.docx`))).result).toEqual(SHOWN);
});

test("what an office file names is neither fetched nor run", async ({ page, stage }) => {
  const beacon = `${stage.origin}/beacon`;
  const { frame } = await show(page, word(`<w:p><w:r><w:t>&lt;img src="${beacon}"&gt;</w:t></w:r></w:p>`, `<?xml-stylesheet href="${beacon}"?>`));
  await expect(frame.locator(".office p")).toHaveText(`<img src="${beacon}">`);
  expect(await frame.locator("img").count()).toBe(0);
  expect(stage.asked).not.toContain("/beacon");
});

test("text of older encodings is read as it says of itself, else as windows-1252, and says so", async ({ page }) => {
  const bytes = (...text: readonly (string | number)[]): Uint8Array => Buffer.concat(text.map((each) => (typeof each === "string" ? Buffer.from(each, "latin1") : Buffer.from([each]))));
  const declared = await show(page, bytes('<?xml version="1.0" encoding="windows-1251"?><a>', 0xcf, 0xf0, 0xe8, "</a>"));
  await expect(declared.frame.locator("pre")).toContainText("<a>При</a>");
  await expect(declared.frame.getByText("Shown as windows-1251")).toBeVisible();
  const western = await show(page, bytes("caf", 0xe9, " ", 0x80, "5"));
  expect(western.result).toEqual({ ok: true, value: "text" });
  await expect(western.frame.locator("pre")).toHaveText("café €5");
  await expect(western.frame.getByText("Shown as windows-1252")).toBeVisible();
  const marked = await show(page, Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from("日本", "utf16le").swap16()]));
  await expect(marked.frame.locator("pre")).toHaveText("日本");
  const unicode = await show(page, new TextEncoder().encode("café"));
  await expect(unicode.frame.locator("pre")).toHaveText("café");
  await expect(unicode.frame.locator(".notice")).toHaveCount(0);
});
