import { expect, it } from "vitest";
import { cleanFile } from "../clean-file";
import { cleanBytes, guarantee, readFixture } from "../testing/guarantees";
import { samplesOf } from "../testing/recorded-samples";

/** The clusters of a cleaned copy. */
const clustersOf = (bytes: Uint8Array): Uint8Array => bytes.subarray(Buffer.from(bytes).indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75])));

guarantee({
  fixture: "dirty.webm", kind: "webm", coded: samplesOf, swallowed: clustersOf,
  told: [
    "description|Canary title", "author|Canary artist", "comment|Canary comment", "chapter|Canary first chapter", "track-name|Canary camera", "hidden-content|D_WEBVTT/SUBTITLES",
    "software|Lavf59.27.100", "identifier|TrackUID",
  ],
});
guarantee({
  fixture: "dirty.mkv", kind: "webm", coded: samplesOf, swallowed: clustersOf, remains: ["stream-text"],
  told: ["description|Canary title", "author|Canary artist", "attachment|note.txt", "software|Lavf59.27.100"],
});

it("one can still seek: the table points at clusters of the copy", async () => {
  const after = Buffer.from(await cleanBytes(await readFixture("dirty.webm")));
  const start = after.indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67])) + 12;
  const positions: number[] = [];
  const mark = Buffer.from([0xf1, 1, 0, 0, 0, 0, 0, 0, 8]);
  for (let at = after.indexOf(mark); at > 0; at = after.indexOf(mark, at + 1)) positions.push(Number(after.readBigUInt64BE(at + 9)));
  expect(positions.length).toBeGreaterThan(0);
  for (const position of positions) expect(after.readUInt32BE(start + position).toString(16)).toBe("1f43b675");
});

it("encrypted blocks and unknown codecs are refused", async () => {
  const text = Buffer.from(await readFixture("dirty.webm")).toString("latin1");
  expect(await cleanFile(new Blob([Buffer.from(text.replace("V_VP9", "V_XX9"), "latin1")]))).toEqual({ ok: false, code: "unsupported" });
});
