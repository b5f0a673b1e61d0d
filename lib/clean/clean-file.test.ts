import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readOrientation } from "./metadata/exif";
import { warningOf } from "./inspection";
import { parseJpeg } from "./pictures/jpeg";
import { parsePng } from "./pictures/png";
import { cleanFile, inspectFile } from "./clean-file";

const fixture = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  Uint8Array.from(await readFile(new URL(`./fixtures/${name}`, import.meta.url)));

async function clean(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const cleaned = await cleanFile(new Blob([bytes]));
  if (!cleaned.ok) throw new Error(cleaned.code);
  return new Uint8Array(await cleaned.value.arrayBuffer());
}

/** The file as Latin-1 and, for Windows' UTF-16 tags, with its zero bytes left out. */
function textOf(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes).toString("latin1");
  return latin + latin.replaceAll("\0", "");
}

/** Everything that decides the pixels of a JPEG: tables, frame, scans. */
function pictureOfJpeg(bytes: Uint8Array): string {
  const jpeg = parseJpeg(bytes);
  if (!jpeg.ok) throw new Error(jpeg.code);
  const picture = jpeg.value.segments.filter(({ marker }) => !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe);
  return Buffer.concat(picture.map(({ whole }) => whole)).toString("hex");
}

function pictureOfPng(bytes: Uint8Array): string {
  const png = parsePng(bytes);
  if (!png.ok) throw new Error(png.code);
  const picture = png.value.chunks.filter(({ type }) => ["IHDR", "PLTE", "tRNS", "IDAT"].includes(type));
  return Buffer.concat(picture.map(({ whole }) => whole)).toString("hex");
}

describe("what a picture gives away is told in readable words", () => {
  it("a photo from a camera: position, device, people, dates, texts, thumbnail, bytes after the end", async () => {
    const { kind, fault, findings } = await inspectFile(new Blob([await fixture("camera.jpg")]), "IMG_1.jpg");
    expect({ kind, fault }).toEqual({ kind: "jpeg", fault: null });
    const told = findings.map(({ what, detail }) => `${what}|${detail}`);
    for (const line of [
      "gps|48.85837, -2.29448", "device|CanaryMake CanaryModel", "serial|CANARY-SERIAL-77", "owner|CanaryOwner", "author|Canary Artist",
      "author|Canary XP", "author|Canary XmpCreator", "author|Canary Byline", "place|Canary City", "copyright|Canary Copyright",
      "date|2024:03:05 06:07:08", "software|CanarySoft 1.0", "software|CanaryTool", "description|Canary description",
      "comment|Canary user comment", "comment|Canary JPEG comment", "thumbnail|", "trailing-data|16 B",
    ]) expect(told).toContain(line);
    expect(findings.map(({ severity }) => severity).join(" ")).toMatch(/^(high ?)+(medium ?)+(low ?)*$/);
  });

  it("a PNG: text chunks, XMP, EXIF with a southern position, bytes after the end", async () => {
    const { kind, findings } = await inspectFile(new Blob([await fixture("screenshot.png")]), "shot.png");
    const told = findings.map(({ what, detail }) => `${what}|${detail}`);
    expect(kind).toBe("png");
    for (const line of [
      "gps|-12.50000, 100.25000", "device|CanaryMake", "author|Canary Author", "author|Canary XmpCreator", "comment|Canary Comment",
      "software|CanarySoft", "trailing-data|16 B",
    ]) expect(told).toContain(line);
  });

  it("a name that promises another kind", async () => {
    const { findings } = await inspectFile(new Blob([await fixture("palette.png")]), "letter.pdf");
    expect(findings).toContainEqual({ what: "other-name", detail: "PNG", severity: "low" });
  });
});

describe("cleaning takes the metadata and leaves the picture", () => {
  it.each(["camera.jpg", "progressive-adobe-rgb.jpg", "cmyk.jpg"])("%s: no canary left, tables and scans byte-identical", async (name) => {
    const before = await fixture(name);
    const after = await clean(before);
    expect(textOf(after)).not.toMatch(/canary|copyright|ghostscript|graeme/i);
    expect(pictureOfJpeg(after)).toBe(pictureOfJpeg(before));
    expect((await inspectFile(new Blob([after]), name)).findings).toEqual([]);
    expect(await clean(after)).toEqual(after);
  });

  it.each(["screenshot.png", "palette.png", "adobe-rgb.png"])("%s: no canary left, image data byte-identical", async (name) => {
    const before = await fixture(name);
    const after = await clean(before);
    expect(textOf(after)).not.toMatch(/canary|xmp/i);
    expect(pictureOfPng(after)).toBe(pictureOfPng(before));
    expect((await inspectFile(new Blob([after]), name)).findings).toEqual([]);
    expect(await clean(after)).toEqual(after);
  });

  it("the orientation stays, alone in its block", async () => {
    const jpeg = parseJpeg(await clean(await fixture("camera.jpg")));
    if (!jpeg.ok) throw new Error(jpeg.code);
    const app = jpeg.value.segments.filter(({ marker }) => marker === 0xe1);
    expect(app).toHaveLength(1);
    expect(app[0]?.payload.length).toBe(32);
    expect(readOrientation(app[0]?.payload.subarray(6) ?? new Uint8Array())).toBe(6);
    const png = parsePng(await clean(await fixture("screenshot.png")));
    if (!png.ok) throw new Error(png.code);
    expect(readOrientation(png.value.chunks.find(({ type }) => type === "eXIf")?.data ?? new Uint8Array())).toBe(8);
  });

  it("the Adobe colour transform of a CMYK picture and a wide-gamut profile's numbers stay", async () => {
    expect(textOf(await clean(await fixture("cmyk.jpg")))).toContain("Adobe");
    expect(textOf(await clean(await fixture("progressive-adobe-rgb.jpg")))).toMatch(/ICC_PROFILE[^]*rXYZ/);
    expect(textOf(await clean(await fixture("adobe-rgb.png")))).toContain("iCCP");
  });
});

describe("damaged pictures are refused, not mangled", () => {
  it("every truncation of a JPEG and of a PNG is refused", async () => {
    for (const name of ["cmyk.jpg", "palette.png"]) {
      const whole = await fixture(name);
      for (let length = 9; length < whole.length; length += 7) {
        const cleaned = await cleanFile(new Blob([whole.subarray(0, length)]));
        expect(cleaned.ok, `${name} cut at ${length}`).toBe(false);
      }
    }
  });

  it("a wrong checksum, an unknown critical chunk, a lossless JPEG marker, bytes between segments", async () => {
    const png = await fixture("palette.png");
    png[png.length - 20] = (png[png.length - 20] ?? 0) ^ 1;
    expect(await cleanFile(new Blob([png]))).toEqual({ ok: false, code: "malformed" });
    const jpeg = await fixture("cmyk.jpg");
    const at = 2;
    const unknown = Buffer.concat([jpeg.subarray(0, at), Buffer.from([0xff, 0xf7, 0, 2]), jpeg.subarray(at)]);
    expect(await cleanFile(new Blob([unknown]))).toEqual({ ok: false, code: "unsupported" });
    const between = Buffer.concat([jpeg.subarray(0, at), Buffer.from("hidden"), jpeg.subarray(at)]);
    expect((await cleanFile(new Blob([new Uint8Array([0xff, 0xd8, 0xff]), between.subarray(2)]))).ok).toBe(false);
    expect(await inspectFile(new Blob([unknown]), "x.jpg")).toMatchObject({ fault: "unsupported" });
  });

  it("other kinds are not cleaned", async () => {
    expect(await cleanFile(new Blob([new Uint8Array([1, 2, 3])]))).toEqual({ ok: false, code: "not-cleanable" });
  });
});

describe("a kind is judged by bytes and not by name, and what cannot be cleaned brings a warning", () => {
  it.each([
    [new Blob(["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"].map((text) => Buffer.from(text, "latin1"))), "old-office", "document"],
    [new Blob(["Rar!"]), "other-archive", "archive"],
    [new Blob(["RIFF\0\0\0\0AVI "]), "other-video", "video"],
    [new Blob(["Überweisung, 12 €"]), "text", "text"],
    [new Blob(["<!DOCTYPE html><p>"]), "html", "text"],
    [new Blob(["From: a@example.org\r\nSubject: x\r\n\r\nHello"]), "email", "text"],
    [new Blob([new Uint8Array([1, 2, 3])]), "unknown", "other"],
    [new Blob([]), "empty", null],
  ] as const)("%o is %s", async (file, kind, warning) => {
    const inspection = await inspectFile(file, "holiday.jpg");
    expect(inspection).toMatchObject({ kind, fault: "not-cleanable" });
    expect(warningOf(inspection)).toBe(warning);
  });
});
