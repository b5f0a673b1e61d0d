/** Reading a file for its seal survives the browser's housekeeping. In a Chromium of its own, which collects garbage when it is told to. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { bundleScript } from "../scripts/build-assets.mjs";
import { CHROMIUM_ARGUMENTS, ensureChromium } from "../scripts/find-chromium.mjs";
import { LARGE, makeRecording } from "./fixtures/evidence-files";

/** How often a file is begun to be read, with all garbage collected while the first chunk is on its way. */
const READINGS = 60;
const CHUNKS = LARGE / 2 ** 20;

const bundle = (entry: string, globalName: string) =>
  bundleScript(entry, { format: "iife", globalName, footer: { js: `globalThis.${globalName} = ${globalName};` } });

/** In the page: reads the first chunks of the input's file over and over, and answers how many of the readings came to their end. */
const READ = `(async () => {
  const file = document.querySelector("input").files[0];
  let ended = 0;
  const readings = [];
  const read = async () => {
    const reader = new reading.ChunkReader(file, new buffers.ChunkBuffers(), 0, ${CHUNKS});
    for (let index = 0; index < 3; index++) await reader.next();
    await reader.close();
    ended++;
  };
  for (let begun = 0; begun < ${READINGS}; begun++) {
    void read();
    await gc({ type: "major", execution: "async" });
  }
  const stillRuns = (at) => ended < ${READINGS} && performance.now() < at + 5000;
  for (const at = performance.now(); stillRuns(at); ) await new Promise(requestAnimationFrame);
  return ended;
})()`;

test("a file that is being read is read to its end, whatever garbage is collected meanwhile", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sealpost-reading-"));
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_ARGUMENTS, "--js-flags=--expose-gc"] });
  try {
    const page = await browser.newPage();
    await page.setContent('<input type="file">');
    await page.setInputFiles("input", (await makeRecording(folder, "read")).path);
    await page.evaluate(await bundle("lib/crypto/chunk-reader.ts", "reading"));
    await page.evaluate(await bundle("lib/crypto/chunk-buffers.ts", "buffers"));
    expect(await page.evaluate(READ)).toBe(READINGS);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
