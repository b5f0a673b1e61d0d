import { beforeAll, describe, expect, it } from "vitest";
import { demandPrograms, exifTags, framesOf, mat2Tags, run, withPair } from "../testing/programs";
import { nothingIsTold } from "../testing/nothing-told";
import { telling } from "./structural-tags";

const PICTURES_AND_SOUND = ["0:V", "0:a"]; // without cover pictures
const RECORDINGS = [
  ["dirty.mp4", PICTURES_AND_SOUND], ["dirty.mov", PICTURES_AND_SOUND], ["telemetry.mov", PICTURES_AND_SOUND], ["dirty.webm", PICTURES_AND_SOUND], ["dirty.mkv", PICTURES_AND_SOUND],
  ["dirty.m4a", ["0:a"]], ["dirty.mp3", ["0:a"]], ["dirty.wav", ["0:a"]], ["dirty.flac", ["0:a"]], ["dirty.opus", ["0:a"]], ["dirty.ogg", ["0:a"]],
] as const;
/** What ffmpeg makes up itself, or tells of how the file is built. */
const BUILT = /^(TAG:)?(major_brand|minor_version|compatible_brands|language|vendor_id|encoder|DURATION)=(qt {2}|isom|M4A |0|512|und|\[0\]\[0\]\[0\]\[0\]|(LAME|isom|iso\d|avc1|mp41|mp42|M4A |qt {2})+|)$/;

beforeAll(() => demandPrograms("exiftool", "mat2", "ffmpeg", "ffprobe"));

describe.each(RECORDINGS)("%s, cleaned", (fixture, maps) => {
  nothingIsTold(fixture);

  it("ffprobe finds neither tags nor chapters nor other streams", async () => {
    await withPair(fixture, ({ after }) => {
      const told = run("ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags:chapter_tags:stream=codec_type", "-of", "default=noprint_wrappers=1", after).split("\n");
      const types = told.filter((line) => line.startsWith("codec_type="));
      expect(types.every((line) => line === "codec_type=video" || line === "codec_type=audio")).toBe(true);
      expect(told.filter((line) => line !== "" && !line.startsWith("codec_type=") && !BUILT.test(line))).toEqual([]);
    });
  });

  it("ffmpeg decodes the same frames of pictures and sound at the same times", async () => {
    await withPair(fixture, ({ before, after }) => {
      const frames = framesOf(after, ...maps);
      expect(frames.length).toBeGreaterThan(1);
      expect(frames).toEqual(framesOf(before, ...maps));
    });
  });
});

it("the same programs do find what the files held before", async () => {
  await withPair("dirty.mp4", ({ before }) => expect(telling(exifTags(before)).length).toBeGreaterThan(10));
  await withPair("dirty.mp3", ({ before }) => expect(telling(mat2Tags(before) ?? []).length).toBeGreaterThan(2));
});
