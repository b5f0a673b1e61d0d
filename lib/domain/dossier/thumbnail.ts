/**
 * Small pictures of files, so that an exhibit is known again at a glance. They are bare pixels and not a picture's file: what a
 * stranger chose is never given to a decoder in the page that holds the keys.
 */
import { z } from "zod";
import { fromBase64Url, toBase64Url, type Bytes } from "../../shared/bytes";
import { hexId } from "./fields";

/** Pixels of the longer side. */
export const THUMBNAIL_SIDE = 64;
/** Of one compartment: a draft travels whole whenever it is saved. */
export const THUMBNAILS_MAX = 40;

const side = z.number().int().min(1).max(THUMBNAIL_SIDE);

/** `pixels`: as `packPixels` writes them. */
export const thumbnailSchema = z
  .strictObject({ fid: hexId, width: side, height: side, pixels: z.string().regex(/^[A-Za-z0-9_-]+$/).max(8_400) })
  .refine(({ width, height, pixels }) => pixels.length === Math.ceil((packedLength(width, height) * 4) / 3));
export type Thumbnail = z.infer<typeof thumbnailSchema>;

/** A default: compartments that were sealed before there were thumbnails still open. */
export const thumbnailsSchema = z.array(thumbnailSchema).max(THUMBNAILS_MAX).default([]);

const half = (length: number): number => Math.ceil(length / 2);

function packedLength(width: number, height: number): number {
  return width * height + 2 * half(width) * half(height);
}

/** A byte of brightness for each pixel, then the two of colour for each square of four (BT.601, full range), in base64url. */
export function packPixels({ width, height, rgba }: { readonly width: number; readonly height: number; readonly rgba: Uint8ClampedArray }): string {
  const out = new Uint8ClampedArray(packedLength(width, height));
  const sums = new Float64Array(3 * half(width) * half(height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r = 0, g = 0, b = 0] = rgba.subarray(4 * (y * width + x));
      out[y * width + x] = 0.299 * r + 0.587 * g + 0.114 * b;
      const square = 3 * ((y >> 1) * half(width) + (x >> 1));
      const add = (at: number, value: number) => (sums[square + at] = (sums[square + at] ?? 0) + value);
      add(0, -0.168736 * r - 0.331264 * g + 0.5 * b);
      add(1, 0.5 * r - 0.418688 * g - 0.081312 * b);
      add(2, 1);
    }
  }
  const colours = half(width) * half(height);
  for (let i = 0; i < colours; i++) {
    for (const part of [0, 1]) out[width * height + part * colours + i] = 128 + (sums[3 * i + part] ?? 0) / (sums[3 * i + 2] ?? 1);
  }
  return toBase64Url(new Uint8Array(out));
}

/** Red, green, blue and full opacity of every pixel, line by line. */
export function unpackPixels({ width, height, pixels }: Pick<Thumbnail, "width" | "height" | "pixels">): Uint8ClampedArray<ArrayBuffer> {
  const bytes: Bytes = fromBase64Url(pixels);
  const colours = half(width) * half(height);
  const out = new Uint8ClampedArray(4 * width * height);
  for (let at = 0; at < width * height; at++) {
    const square = width * height + (Math.floor(at / width) >> 1) * half(width) + ((at % width) >> 1);
    const [light, blue, red] = [bytes[at] ?? 0, (bytes[square] ?? 128) - 128, (bytes[square + colours] ?? 128) - 128];
    out.set([light + 1.402 * red, light - 0.344136 * blue - 0.714136 * red, light + 1.772 * blue, 255], 4 * at);
  }
  return out;
}

/** The list with this file's thumbnail, in the place of an older one; unchanged when there is no room for another. */
export function withThumbnail(list: readonly Thumbnail[], thumbnail: Thumbnail): readonly Thumbnail[] {
  const others = list.filter(({ fid }) => fid !== thumbnail.fid);
  return others.length < THUMBNAILS_MAX ? [...others, thumbnail] : list;
}
