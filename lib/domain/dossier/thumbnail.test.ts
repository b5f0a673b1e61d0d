import { describe, expect, it } from "vitest";
import { packPixels, thumbnailSchema, THUMBNAILS_MAX, unpackPixels, withThumbnail, type Thumbnail } from "./thumbnail";

const fid = "0".repeat(32);

function painted(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < width * height; at++) rgba.set([...colour(at % width, Math.floor(at / width)), 255], 4 * at);
  return rgba;
}

const made = (width: number, height: number, rgba: Uint8ClampedArray): Thumbnail => ({ fid, width, height, pixels: packPixels({ width, height, rgba }) });

describe("a thumbnail is bare pixels", () => {
  it.each([[64, 48], [1, 1], [63, 5], [2, 64]])("of %i × %i: flat colours come back, and the form is accepted", (width, height) => {
    for (const colour of [[255, 0, 0], [0, 128, 255], [12, 200, 90], [255, 255, 255], [0, 0, 0]] as const) {
      const rgba = painted(width, height, () => colour);
      const thumbnail = thumbnailSchema.parse(made(width, height, rgba));
      const shown = unpackPixels(thumbnail);
      expect(shown.length).toBe(rgba.length);
      expect(Math.max(...rgba.map((value, i) => Math.abs(value - (shown[i] ?? 0))))).toBeLessThanOrEqual(3);
    }
  });

  it("brightness of every pixel stays apart", () => {
    const rgba = painted(8, 8, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    expect([...unpackPixels(made(8, 8, rgba))].every((value, i) => Math.abs(value - (rgba[i] ?? 0)) <= 3)).toBe(true);
  });

  it("of another length than its sides say, of a side beyond the limit, or of another alphabet is refused", () => {
    const right = made(10, 10, painted(10, 10, () => [1, 2, 3]));
    expect(thumbnailSchema.safeParse(right).success).toBe(true);
    for (const wrong of [{ width: 11 }, { height: 65 }, { width: 0 }, { pixels: right.pixels.slice(1) }, { pixels: `${right.pixels}A` }, { pixels: "+".repeat(right.pixels.length) }]) {
      expect(thumbnailSchema.safeParse({ ...right, ...wrong }).success).toBe(false);
    }
  });
});

it("a compartment holds so many thumbnails and no more, each file's newest", () => {
  const one = made(2, 2, painted(2, 2, () => [9, 9, 9]));
  const full = Array.from({ length: THUMBNAILS_MAX }, (_, i) => ({ ...one, fid: String(i).padStart(32, "0") }));
  expect(withThumbnail(full, { ...one, fid: "f".repeat(32) })).toEqual(full);
  const newer = { ...one, fid: "3".padStart(32, "0"), width: 1, height: 4 };
  expect(withThumbnail(full, newer).filter((kept) => kept.fid === newer.fid)).toEqual([newer]);
});
