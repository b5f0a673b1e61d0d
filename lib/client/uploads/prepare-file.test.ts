import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { localCleaner } from "@/lib/clean/cleaner";
import type { PublicFile } from "@/lib/crypto/api";
import { neutralName } from "./neutral-name";
import { contentMark } from "./content-mark";
import { bytesToGoOn, findAllBegun, lookAtFile, prepareUploads, unfinishedFiles } from "./prepare-file";

const camera = new Uint8Array(readFileSync(new URL("../../clean/fixtures/camera.jpg", import.meta.url)));
const DOSSIER = "d".repeat(32);

function begun(part: Partial<PublicFile>): PublicFile {
  return {
    fid: "f".repeat(32), compartment: "c", name: "document-01.pdf", mime: "", sizeBytes: 0, sealedBytes: 65_576,
    blob: null, sha256: null, cth: null, derivedFrom: null, ...part,
  };
}

describe("neutral names", () => {
  it("say the kind and nothing of what the file was called", () => {
    expect(neutralName("pdf", "Statement of a witness.pdf", [])).toBe("document-01.pdf");
    expect(neutralName("jpeg", "IMG.JPEG", [])).toBe("picture-01.jpg");
    expect(neutralName("ooxml", "minutes.of.the.meeting.DOCX", [])).toBe("document-01.docx");
    expect(neutralName("unknown", "letter from somebody", [])).toBe("file-01");
  });

  it("are never given twice, whatever the ending", () => {
    expect(neutralName("pdf", "a.pdf", ["document-01.docx", "Document-02.pdf"])).toBe("document-03.pdf");
  });
});

describe("a file that was begun before", () => {
  it("is known by its content, whatever it is called now", async () => {
    const marked = async (fid: string, text: string) => begun({ fid: fid.repeat(32), sizeBytes: text.length, mark: await contentMark(new Blob([text])) });
    const [one, two] = [await marked("1", "12345"), await marked("2", "abcde")];
    expect((await lookAtFile(localCleaner, new File(["abcde"], "renamed"), [one, two])).goesOn).toBe(two);
    expect((await lookAtFile(localCleaner, new File(["1234"], "b.txt"), [one, two])).goesOn).toBeNull();
    expect(await bytesToGoOn(localCleaner, one, new File(["54321"], one.name))).toBeNull();
  });

  it("is found in a folder, and what else is there is left alone", async () => {
    const files = ["one", "two", "six", "ten"].map((text) => new File([text], "any"));
    const waiting = await Promise.all(["ten", "one", "new"].map(async (text) => begun({ fid: text, sizeBytes: 3, mark: await contentMark(new Blob([text])) })));
    const found = await findAllBegun(localCleaner, [...files, ...files], waiting);
    expect(found.map(({ begun: { fid }, bytes }) => [fid, files.indexOf(bytes)])).toEqual([["one", 0], ["ten", 3]]);
  });

  it("is told from another of its size that differs anywhere in a sample, and without reading all of it", async () => {
    const long = new Uint8Array(9 << 20);
    const changed = long.slice();
    changed[changed.length - 1] = 1;
    const marks = await Promise.all([long, long.slice(), changed, long.subarray(1)].map((bytes) => contentMark(new Blob([bytes]))));
    expect(marks[1]).toBe(marks[0]);
    expect(marks[2]).not.toBe(marks[0]);
    expect(marks[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("a picture that was cleaned goes on with the same cleaned bytes, from its untouched original", async () => {
    const original = new File([camera], "IMG_1.jpg", { type: "image/jpeg" });
    const prepared = await prepareUploads(localCleaner, DOSSIER, original, { clean: true, keepOriginal: true, reason: "", name: "picture-01.jpg", compartment: "c" });
    if (!prepared.ok) throw new Error(prepared.code);
    const [clean, kept] = prepared.value;
    expect(clean?.file.size).toBeLessThan(camera.length);
    expect(kept).toMatchObject({ compartment: "n", name: "IMG_1.jpg", derivedFrom: null });
    const file = begun({ name: "picture-01.jpg", sizeBytes: clean?.file.size ?? 0, derivedFrom: clean?.derivedFrom ?? null });
    expect((await lookAtFile(localCleaner, original, [file])).goesOn).toBe(file);
    const again = await bytesToGoOn(localCleaner, file, original);
    expect(new Uint8Array((await again?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(new Uint8Array((await clean?.file.arrayBuffer()) ?? new ArrayBuffer(1)));
  });

  it("another size is refused", async () => {
    expect(await bytesToGoOn(localCleaner, begun({ sizeBytes: 5 }), new File(["1234"], "document-01.pdf"))).toBeNull();
  });

  it("what has its receipt or is under way is not unfinished", () => {
    const [done, running, open] = [begun({ fid: "1".repeat(32), cth: "c" }), begun({ fid: "2".repeat(32) }), begun({ fid: "3".repeat(32) })];
    expect(unfinishedFiles([done, running, open], new Set([running.fid]))).toEqual([open]);
  });
});
