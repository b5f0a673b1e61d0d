/** Pictures that browsers do not know, decoded inside the preview frame. */
import { readFile } from "node:fs/promises";
import type { Frame } from "@playwright/test";
import { expect, show, test } from "./fixtures/preview-stage";

const FILES = "e2e/fixtures/files";
const COLOURS = { red: [200, 30, 30], green: [30, 140, 60], blue: [30, 60, 170], yellow: [240, 200, 60] } as const;

/** The names of the colours of the four quarters, from the upper left in reading order, and the picture's size. */
async function quarters(frame: Frame): Promise<{ size: number[]; colours: string[] }> {
  const { size, pixels } = await frame.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const at = (x: number, y: number) => [...(canvas.getContext("2d")?.getImageData(width * x, height * y, 1, 1).data ?? [])];
    return { size: [width, height], pixels: [at(0.4, 0.4), at(0.6, 0.4), at(0.4, 0.6), at(0.6, 0.6)] };
  });
  const nearest = (pixel: number[]): string => {
    const far = (colour: readonly number[]): number => colour.reduce((sum, value, i) => sum + Math.abs(value - (pixel[i] ?? 0)), 0);
    return Object.entries(COLOURS).sort((a, b) => far(a[1]) - far(b[1])).map(([name]) => name)[0] ?? "";
  };
  return { size, colours: pixels.map(nearest) };
}

test("a HEIC picture is shown, its decoder handed in and nothing fetched by the frame", async ({ page, stage }) => {
  const { result, frame } = await show(page, await readFile(`${FILES}/chart.heic`));
  expect(result).toEqual({ ok: true, value: "decoded-image" });
  expect(await quarters(frame)).toEqual({ size: [192, 128], colours: ["red", "green", "blue", "yellow"] });
  await expect(frame.getByRole("img", { name: /picture that this exhibit holds/ })).toBeVisible();
  await expect(frame.getByRole("button", { name: "Next page" })).toHaveCount(0);
  await frame.getByRole("button", { name: "Actual size" }).click();
  await expect(frame.getByRole("button", { name: "Actual size" })).toHaveAttribute("aria-pressed", "true");
  expect(stage.asked.filter((path) => path === "/picture-decoder.bin")).toHaveLength(1);
});

test("a TIFF is turned page by page, and says which page of how many is shown", async ({ page }) => {
  const { result, frame } = await show(page, await readFile(`${FILES}/pages.tiff`));
  expect(result).toEqual({ ok: true, value: "decoded-image" });
  await expect(frame.getByText("Page 1 of 3")).toBeVisible();
  await expect(frame.getByRole("button", { name: "Previous page" })).toBeDisabled();
  await frame.getByRole("button", { name: "Next page" }).click();
  await expect(frame.getByText("Page 2 of 3")).toBeVisible();
  await expect.poll(() => quarters(frame)).toEqual({ size: [128, 192], colours: ["blue", "red", "yellow", "green"] });
  await frame.getByRole("button", { name: "Next page" }).click();
  await expect.poll(() => quarters(frame)).toEqual({ size: [192, 128], colours: ["red", "green", "blue", "yellow"] });
  await expect(frame.getByRole("button", { name: "Next page" })).toBeDisabled();
});

test("a picture is shown upright", async ({ page }) => {
  const { frame } = await show(page, await readFile(`${FILES}/turned.tiff`));
  expect(await quarters(frame)).toEqual({ size: [128, 192], colours: ["blue", "red", "yellow", "green"] });
});

/** A TIFF whose head names so many pixels, and holds none of them. */
function emptyTiff(width: number, height: number): Uint8Array {
  const entries = [[256, 4, width], [257, 4, height], [258, 3, 1], [259, 3, 1], [262, 3, 0], [273, 4, 8], [277, 3, 1], [278, 4, height], [279, 4, 8]];
  const view = new DataView(new ArrayBuffer(16 + 2 + entries.length * 12 + 4));
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, 16, true);
  view.setUint16(16, entries.length, true);
  entries.forEach(([tag = 0, type = 0, value = 0], i) => {
    const at = 18 + i * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  });
  return new Uint8Array(view.buffer);
}

/** The same HEIC with another size in each of its heads. */
function withSize(heic: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(heic);
  for (let at = bytes.indexOf("ispe"); at >= 0; at = bytes.indexOf("ispe", at + 4)) {
    bytes.writeUInt32BE(width, at + 8);
    bytes.writeUInt32BE(height, at + 12);
  }
  return bytes;
}

test("a picture of 100 megapixels in a few bytes is refused, and so is what is damaged", async ({ page }) => {
  const heic = await readFile(`${FILES}/chart.heic`);
  const tiff = await readFile(`${FILES}/pages.tiff`);
  expect((await show(page, emptyTiff(10_000, 10_000))).result).toEqual({ ok: false, code: "too-large" });
  expect((await show(page, withSize(heic, 10_000, 10_000))).result).toEqual({ ok: false, code: "too-large" });
  for (const bytes of [heic.subarray(0, heic.length / 2), tiff.subarray(0, 200), emptyTiff(100, 100), Buffer.from("II*\0 and nothing more")]) {
    expect((await show(page, bytes)).result).toEqual({ ok: false, code: "damaged" });
  }
  expect((await show(page, heic)).result).toEqual({ ok: true, value: "decoded-image" });
});
