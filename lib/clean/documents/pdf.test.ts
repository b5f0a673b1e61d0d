import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, decodePDFRawStream, type PDFPage } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { cleanFile, inspectFile } from "../clean-file";
import { dirtyPdf } from "../testing/dirty-pdf";
import { guaranteeDocument } from "../testing/document-guarantees";
import { cleanBytes, type Bytes } from "../testing/guarantees";
import { onePage, stream } from "../testing/pdf-builder";

/** Each page's content streams, decoded; what was drawn into a page besides them lies around. */
function contentsOf(page: PDFPage): string[] {
  const contents = page.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray().map((_, i) => contents.lookup(i)) : [contents];
  return streams.map((item) => (item instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(item).decode()).toString("latin1") : ""));
}

async function pagesOf(bytes: Bytes): Promise<string[][]> {
  return (await PDFDocument.load(bytes, { updateMetadata: false })).getPages().map(contentsOf);
}

/** Content streams, without those that frame and draw former annotations. */
async function visible(bytes: Bytes): Promise<string> {
  const pages = await pagesOf(bytes);
  return pages.map((streams) => streams.filter((text) => text !== "q\n" && !text.includes("/Annotation0 Do")).join("|")).join("\n");
}

guaranteeDocument({
  name: "dirty.pdf", kind: "pdf", make: dirtyPdf, visible, remains: ["content", "links", "descriptions"],
  told: [
    "author|Canary Author", "description|Canary Name", "software|CanaryWriter", "software|CanaryLib", "date|D:20240305060708+03'00'", "organisation|Canary Inc",
    "custom-data|CanaryKey: Canary custom", "author|Canary XmpCreator", "identifier|ID", "old-revision|1", "old-revision|Canary alternative of a deleted page",
    "attachment|Canary.txt", "script||OpenAction", "script||page 1", "form-data|XFA", "form-data|CanaryField: Canary value", "author|Canary Signer",
    "annotation|Canary Name: Canary note|page 1", "annotation|Canary popup|page 1", "attachment|Canary file|page 1", "link|file:///home/canary/plan.doc|page 1",
    "annotation|Canary Painter|page 1", "hidden-content|FreeText|page 1", "thumbnail||page 1", "date|D:20240305CanaryPage|page 1", "gps||page 1",
    "annotation|Canary link note|page 1", "custom-data|UserProperties", "private-data|PTEX.FileName: /home/canary/plot.pdf", "description|Canary printer",
    "gps|48.85837, -2.29448|picture 1", "owner|CanaryOwner|picture 1", "trailing-data|21 B",
  ],
});

const faultOf = async (bytes: Bytes): Promise<string> => {
  const cleaned = await cleanFile(new Blob([bytes]));
  const { fault } = await inspectFile(new Blob([bytes]), "x.pdf");
  expect(fault).toBe(cleaned.ok ? null : cleaned.code);
  return cleaned.ok ? "" : cleaned.code;
};

const draw = "BT /F1 24 Tf 40 200 Td (Words) Tj ET";

describe("what is shown is not lost, and what covers something goes on covering it", () => {
  it("a box that was drawn over words, and a filled field, are drawn into the page at their places", async () => {
    const [first = []] = await pagesOf(await cleanBytes(await dirtyPdf()));
    expect(first[0]).toBe("q\n");
    expect(first.at(-1)).toContain("q 1 0 0 1 40 40 cm /Annotation0 Do Q\nq 1 0 0 1 200 200 cm /Annotation1 Do Q");
    const document = await PDFDocument.load(await cleanBytes(await dirtyPdf()), { updateMetadata: false });
    const forms = document.getPage(0).node.Resources()?.lookup(PDFName.of("XObject"), PDFDict);
    const texts = [0, 1].map((index) => forms?.lookup(PDFName.of(`Annotation${index}`)))
      .map((form) => (form instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(form).decode()).toString() : ""));
    expect(texts).toEqual(["BT /F1 12 Tf 2 5 Td (Filled in) Tj ET", "0 0 0 rg 0 0 50 50 re f"]);
  });

  it("links to places inside and to public addresses stay, and so do fonts that pages share", async () => {
    const document = await PDFDocument.load(await cleanBytes(await dirtyPdf()), { updateMetadata: false });
    expect(document.getPage(0).node.Annots()?.size()).toBe(2);
    expect(document.getPageCount()).toBe(2);
    for (const page of document.getPages()) {
      expect(page.node.Resources()?.lookup(PDFName.of("Font"), PDFDict).lookup(PDFName.of("F1"), PDFDict).get(PDFName.of("BaseFont"))).toBe(PDFName.of("Helvetica"));
    }
  });

  it.each(["Square", "FreeText", "Highlight", "Ink"])("a %s that each viewer draws by itself is refused, since nobody knows what it covers", async (kind) => {
    const page = `/Annots [<< /Type /Annot /Subtype /${kind} /Rect [0 0 9 9] >>]`;
    expect(await faultOf(onePage(draw, { page }))).toBe("unsupported");
  });

  it("a hidden layer is refused, a shown one stays", async () => {
    const objects = { 6: "<< /Type /OCG /Name (Layer) >>" };
    const layers = (off: string): string => `/OCProperties << /OCGs [6 0 R] /D << /OFF [${off}] >> >>`;
    expect(await faultOf(onePage(draw, { catalogue: layers("6 0 R"), objects }))).toBe("hidden-content");
    expect(await faultOf(onePage(draw, { catalogue: layers(""), objects }))).toBe("");
  });
});

describe("what cannot be followed to its end is refused", () => {
  it("a locked document, a form that a viewer draws out of data, a photo that is damaged, a picture of an unknown chain of codings", async () => {
    const locked = Buffer.from(onePage(draw)).toString("latin1").replace("/Size 100", "/Encrypt << /Filter /Standard /V 1 >>");
    expect(await faultOf(Uint8Array.from(Buffer.from(locked, "latin1")))).toBe("locked");
    expect(await faultOf(onePage(draw, { catalogue: "/NeedsRendering true" }))).toBe("unsupported");
    const photo = (filter: string): Bytes => onePage(draw, {
      page: "/Group 6 0 R", objects: { 6: stream(`/Subtype /Image /Width 1 /Height 1 /Filter ${filter}`, "\xff\xd8\xff no photo") },
    });
    expect(await faultOf(photo("/DCTDecode"))).not.toBe("");
    expect(await faultOf(photo("[/LZWDecode /DCTDecode]"))).toBe("unsupported");
  });

  it("a document that lost its end", async () => {
    const whole = await dirtyPdf();
    const end = Buffer.from(whole).lastIndexOf("startxref");
    expect(await faultOf(whole.slice(0, end))).toBe("truncated");
  });
});

describe("a copy says nothing about how it was made", () => {
  it("no date, no number of its own, no name of a program, no gap in the objects' numbers", async () => {
    const text = Buffer.from(await cleanBytes(await dirtyPdf())).toString("latin1");
    expect(text).not.toMatch(/pdf-lib|\/Info|\/ID\b|\/Producer|D:2/);
    const numbers = [...text.matchAll(/^(\d+) 0 obj/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});
