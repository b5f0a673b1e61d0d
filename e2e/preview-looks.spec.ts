/** The preview frame as people meet it: on a phone and a desk, in light and dark, without faults that axe finds. */
import { readFile } from "node:fs/promises";
import { axeFaults, WCAG_RULES } from "./fixtures/axe";
import { expect, show, test } from "./fixtures/preview-stage";

const FILES = ["chart.heic", "pages.tiff", "text.docx", "cells.xlsx", "clip.webm"] as const;
const WIDTHS = { phone: 390, desk: 1280 } as const;

for (const name of FILES) {
  test(`${name} is shown without a fault on a phone and on a desk, in light and dark`, async ({ page }) => {
    for (const theme of ["light", "dark"] as const) {
      const { result, frame } = await show(page, await readFile(`e2e/fixtures/files/${name}`), theme);
      expect(result).toMatchObject({ ok: true });
      for (const [size, width] of Object.entries(WIDTHS)) {
        await page.setViewportSize({ width, height: 760 });
        expect.soft(await axeFaults(frame, WCAG_RULES), `${size}, ${theme}`).toEqual([]);
        const overflow = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect.soft(overflow, `${size}, ${theme}: cut off sideways`).toBeLessThanOrEqual(0);
        await page.screenshot({ path: `test-results/previews/${name}-${size}-${theme}.png` });
      }
    }
  });
}
