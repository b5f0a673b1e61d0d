import { beforeAll, describe, expect, it } from "vitest";
import { demandPrograms, exifTags, framesOf, identifyPixels, mat2Tags, withPair } from "../testing/programs";
import { nothingIsTold } from "../testing/nothing-told";
import { telling } from "./structural-tags";

const PICTURES = [
  "camera.jpg", "screenshot.png", "dirty.webp", "moving.webp", "dirty.gif", "dirty.heic", "dirty.avif", "dirty.tif", "tiles.tif", "dirty.bmp",
] as const;

const DRAWING = "dirty.svg";

beforeAll(() => demandPrograms("exiftool", "mat2", "ffmpeg", "/usr/bin/identify"));

describe.each([...PICTURES, DRAWING])("%s, cleaned", (fixture) => {
  nothingIsTold(fixture);

  it("ImageMagick, or for a drawing ffmpeg, sees the same pixels in every page and frame", async () => {
    await withPair(fixture, ({ before, after }) => {
      const pixelsOf = fixture === DRAWING ? framesOf : identifyPixels;
      const pixels = pixelsOf(after);
      expect(pixels.length).toBeGreaterThan(0);
      expect(pixels).toEqual(pixelsOf(before));
    });
  });
});

it("the same programs do find what the files held before", async () => {
  await withPair("camera.jpg", ({ before }) => {
    expect(telling(exifTags(before)).length).toBeGreaterThan(10);
    expect(telling(mat2Tags(before) ?? []).length).toBeGreaterThan(10);
  });
});
