import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dirtyPdf } from "../testing/dirty-pdf";
import { cleanBytes, readFixture, type Bytes } from "../testing/guarantees";
import { onePage } from "../testing/pdf-builder";

const folder = mkdtempSync(join(tmpdir(), "desk-"));
afterAll(() => { rmSync(folder, { recursive: true }); });

const run = (program: string, ...args: readonly string[]): string => execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

async function writePair(name: string, before: Bytes): Promise<void> {
  writeFileSync(join(folder, `before-${name}`), before);
  writeFileSync(join(folder, `after-${name}`), await cleanBytes(before));
}

/** Each page's pixels. */
function drawn(name: string): string[] {
  run("pdftoppm", "-r", "50", name, `${name}-page`);
  return readdirSync(folder).filter((file) => file.startsWith(`${name}-page`)).sort().map((file) => readFileSync(join(folder, file)).toString("latin1"));
}

const PLAIN = onePage("0.5 g 20 20 100 100 re f BT 0 g /F1 24 Tf 40 200 Td (Words) Tj ET", { catalogue: "/PieceInfo << /Canary << >> >>" });

describe("a cleaned PDF, under the eyes of other programs", () => {
  beforeAll(async () => {
    await writePair("dirty.pdf", await dirtyPdf());
    await writePair("plain.pdf", PLAIN);
  });

  it("qpdf finds it sound", () => {
    for (const name of ["after-dirty.pdf", "after-plain.pdf"]) expect(run("qpdf", "--check", name)).toContain("No syntax or stream encoding errors");
  });

  it("pdftotext reads the same words, pdfdetach finds no file, and pdfinfo no property", () => {
    expect(run("pdftotext", "after-dirty.pdf", "-")).toBe(run("pdftotext", "before-dirty.pdf", "-"));
    expect(run("pdfdetach", "-list", "before-dirty.pdf")).toMatch(/^[1-9]\d* embedded files/);
    expect(run("pdfdetach", "-list", "after-dirty.pdf")).toContain("0 embedded files");
    expect(run("pdfinfo", "after-dirty.pdf")).not.toMatch(/Canary|Title|Author|Creator|Producer|Date|JavaScript: +yes|Metadata Stream: +yes/);
    expect(run("pdfimages", "-list", "after-dirty.pdf")).toContain("jpeg");
  });

  it("exiftool and mat2 find nothing that names anybody", () => {
    expect(run("exiftool", "-a", "-G1", "-ee", "before-dirty.pdf")).toMatch(/Canary/);
    expect(run("exiftool", "-a", "-G1", "-ee", "after-dirty.pdf")).not.toMatch(/Canary|\[XMP|Creator|Producer|Author/);
    expect(run("mat2", "--show", "after-dirty.pdf")).not.toMatch(/Canary|author|producer|creator/i);
  });

  it("a page without notes is drawn with the same pixels", () => {
    const pages = drawn("after-plain.pdf");
    expect(pages.length).toBe(1);
    expect(pages).toEqual(drawn("before-plain.pdf"));
  });
});

describe.each(["libreoffice.docx", "libreoffice.odt"])("%s, cleaned", (name) => {
  beforeAll(async () => writePair(name, await readFixture(name)));

  it("mat2 and exiftool find nothing that names anybody", () => {
    expect(run("mat2", "--show", `before-${name}`)).toMatch(/Canary/);
    expect(run("exiftool", "-a", "-G1", `after-${name}`)).not.toMatch(/Canary|LibreOffice/);
    expect(run("mat2", "--show", `after-${name}`)).not.toMatch(/Canary|LibreOffice/);
  });

  it("LibreOffice opens it, and reads the words with the changes accepted", () => {
    run("soffice", `-env:UserInstallation=file://${folder}/profile`, "--headless", "--convert-to", "txt:Text", `after-${name}`);
    const text = readFileSync(join(folder, `after-${name.replace(/\w+$/, "txt")}`), "utf8").replace("\uFEFF", "");
    expect(text.trim().split(/\r?\n/)).toEqual(["Heading", "Kept words. Added words. More words.", "Second paragraph."]);
  });
});
