import { describe, expect, it } from "vitest";
import { cleanFile, inspectFile } from "../clean-file";
import { cleanBytes, guarantee, readFixture } from "../testing/guarantees";
import { box, longMovie, PIECE_BYTES } from "../testing/long-movie";
import { samplesOf } from "../testing/recorded-samples";

const GiB = 1024 ** 3;

/** The samples of a cleaned copy: its last box. */
const mediaOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(Buffer.from(bytes).indexOf("mdat"));

guarantee({
  fixture: "dirty.mp4", kind: "mp4", coded: samplesOf, swallowed: mediaOf, remains: ["stream-text"],
  told: [
    "gps|+48.85837-002.29448+30.000/", "device|CanaryMake", "device|CanaryModel", "author|Canary Author", "author|Canary XmpCreator", "date|2024-03-05 06:07:08 UTC",
    "description|Canary title", "comment|Canary comment", "track-name|Canary camera", "track-name|Canary microphone", "chapter|Canary first chapter", "tag|language: kur",
    "hidden-content|tx3g", "software|CanarySoft", "software|Lavc59.37.100 libx264", "private-data|CNRY", "private-data|free: Canary in a free box", "trailing-data|3 B",
  ],
});
guarantee({
  fixture: "dirty.mov", kind: "mp4", coded: samplesOf, swallowed: mediaOf, remains: ["stream-text"],
  told: ["gps|+48.85837-002.29448+30.000/", "device|CanaryMake", "device|CanaryModel", "telemetry|tmcd", "author|Canary artist", "track-name|Canary camera", "software|FFMP"],
});
guarantee({
  fixture: "dirty.m4a", kind: "m4a", coded: samplesOf, swallowed: mediaOf, remains: ["stream-text"],
  told: ["author|Canary artist", "chapter|Canary first chapter", "cover-picture|", "date|2024-03-05 06:07:08 UTC", "software|Lavf59.27.100"],
});
guarantee({ fixture: "telemetry.mov", kind: "mp4", coded: samplesOf, swallowed: mediaOf, remains: ["stream-text"], told: ["telemetry|gpmd"] });

/** Counts what is read of a file that is itself only slices. */
class CountedBlob extends Blob {
  readonly #count: (bytes: number) => void;

  constructor(parts: BlobPart[], count: (bytes: number) => void) {
    super(parts);
    this.#count = count;
  }

  override slice(start?: number, end?: number): Blob {
    return new CountedBlob([super.slice(start, end)], this.#count);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    this.#count(this.size);
    return super.arrayBuffer();
  }
}

describe("a recording larger than memory", () => {
  it("of more than 1 GiB is cleaned while less than 16 MiB of it are read, and bytes between the chunks do not come along", async () => {
    const pieces = 70;
    const canary = Buffer.from("Canary 48.85837, -2.29448".padEnd(1000));
    const piece = new Blob([new Uint8Array(PIECE_BYTES).fill(7)]);
    const between = new Blob([canary]);
    let read = 0;
    const file = new CountedBlob([...longMovie<BlobPart>(pieces, piece, between, canary.length)], (bytes) => { read += bytes; });
    expect(file.size).toBeGreaterThan(GiB);
    const { findings, fault } = await inspectFile(file, "x.mov");
    expect({ fault, findings }).toMatchObject({ fault: null, findings: [{ what: "private-data", detail: `${pieces * canary.length} B` }] });
    const cleaned = await cleanFile(file);
    if (!cleaned.ok) throw new Error(cleaned.code);
    expect(read).toBeLessThan(16 * 1024 * 1024);
    const head = cleaned.value.size - pieces * PIECE_BYTES;
    expect(head).toBeLessThan(2000);
    for (let i = 0; i < pieces; i++) {
      const joint = new Uint8Array(await cleaned.value.slice(head + i * PIECE_BYTES, head + i * PIECE_BYTES + 2000).arrayBuffer());
      expect(joint.every((byte) => byte === 7)).toBe(true);
    }
  });
});

describe("what cannot be cleaned without guessing is refused", () => {
  it.each([["moof", "unsupported"], ["sidx", "unsupported"]] as const)("a movie with a %s box", async (type, code) => {
    const whole = await readFixture("dirty.m4a");
    expect(await cleanFile(new Blob([whole, Uint8Array.from(box(type, Buffer.alloc(8)))]))).toEqual({ ok: false, code });
  });

  it("an encrypted track, samples in another file, a movie with a packed table of contents, no track of pictures or sound", async () => {
    for (const [from, to] of [["mp4a", "enca"], ["\0\0\0\x01\0\0\0\x0curl \0\0\0\x01", "\0\0\0\x01\0\0\0\x0curl \0\0\0\0"], ["trak", "cmov"], ["soun", "meta"]] as const) {
      const text = Buffer.from(await readFixture("dirty.m4a")).toString("latin1");
      expect(text).toContain(from);
      expect((await cleanFile(new Blob([Buffer.from(text.replaceAll(from, to), "latin1")]))).ok, to).toBe(false);
    }
  });
});

it("the samples of a track that goes are not in the copy: neither positions nor subtitles nor chapters", async () => {
  const before = await readFixture("telemetry.mov");
  expect((await cleanBytes(before)).length).toBeLessThan(before.length - 15_000);
});
