import { describe, expect, it } from "vitest";
import { cleanFile } from "../clean-file";
import { cleanBytes, guarantee, readFixture, type Bytes } from "../testing/guarantees";
import { samplesOf } from "../testing/recorded-samples";

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The stream's own description and all frames of a FLAC file. */
function codedOfFlac(bytes: Bytes): Uint8Array {
  const start = latin1(bytes).indexOf("fLaC") + 4;
  let at = start;
  for (let isLast = false; !isLast; ) {
    isLast = (bytes[at] ?? 0) > 127;
    at += 4 + Buffer.from(bytes).readUIntBE(at + 1, 3);
  }
  const tag = latin1(bytes).lastIndexOf("TAG");
  return Buffer.concat([bytes.subarray(start + 4, start + 38), bytes.subarray(at, tag === bytes.length - 128 ? tag : bytes.length)]);
}

guarantee({
  fixture: "dirty.mp3", kind: "mp3", coded: samplesOf, remains: ["stream-text"],
  told: ["author|Canary artist", "author|Canary APE", "description|Canary title", "comment|Canary comment", "cover-picture|", "date|2024", "software|Lavf59.27.100", "software|Lavf"],
});
guarantee({
  fixture: "dirty.wav", kind: "wav", coded: samplesOf,
  told: ["author|Canary artist", "author|Canary originator", "author|Canary tag..", "description|Canary description", "private-data|bext", "private-data|iXML: <BWFXML><NOTE>Canary note</NOTE></BWFXML>", "trailing-data|20 B"],
});
guarantee({
  fixture: "dirty.flac", kind: "flac", coded: codedOfFlac,
  told: ["author|Canary before", "author|Canary artist", "description|Canary title", "cover-picture|", "private-data|CNRYCanary application", "software|Lavf59.27.100"],
});
for (const fixture of ["dirty.opus", "dirty.ogg"]) {
  guarantee({ fixture, kind: "ogg", coded: samplesOf, told: ["author|Canary artist", "description|Canary title", "date|2024-03-05", "software|Lavf59.27.100"] });
}

describe("what players need stays", () => {
  it("the numbers for playing an MP3 without gaps", async () => {
    const numbers = (bytes: Bytes): string => {
      const at = latin1(bytes).search(/Xing|Info/);
      return latin1(bytes.subarray(at, at + 120)) + Buffer.from(bytes.subarray(at + 141, at + 144)).toString("hex");
    };
    const before = await readFixture("dirty.mp3");
    expect(numbers(await cleanBytes(before))).toBe(numbers(before));
  });
});

describe("what cannot be cleaned without guessing is refused", () => {
  it("an Ogg file with pictures, one with two streams, one with a wrong checksum", async () => {
    expect(await cleanFile(new Blob([await readFixture("theora.ogv")]))).toEqual({ ok: false, code: "unsupported" });
    const opus = await readFixture("dirty.opus");
    expect(await cleanFile(new Blob([opus, opus]))).toEqual({ ok: false, code: "unsupported" });
    opus[opus.length - 5] = (opus[opus.length - 5] ?? 0) ^ 1;
    expect(await cleanFile(new Blob([opus]))).toEqual({ ok: false, code: "malformed" });
  });

  it("a FLAC file with unknown bytes behind its last frame", async () => {
    expect(await cleanFile(new Blob([await readFixture("dirty.flac"), "Canary"]))).toEqual({ ok: false, code: "unsupported" });
  });
});
