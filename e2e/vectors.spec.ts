/** The bytes of the protocol, as the browser makes them: an engine or a library that changes one is noticed here. */
import { readFileSync } from "node:fs";
import { bundleScript } from "../scripts/build-assets.mjs";
import { expect, test } from "./fixtures/server";

const VECTORS = readFileSync(new URL("../lib/format/vectors/protocol-ps1.json", import.meta.url), "utf8");

test("every known answer of suite 1 is reproduced in Chromium, and a changed one is noticed", async ({ page }) => {
  // Strict code keeps its variables to itself when it is evaluated.
  const published = { js: "globalThis.sealpost = sealpost;" };
  await page.evaluate(await bundleScript("lib/crypto/vectors.ts", { format: "iife", globalName: "sealpost", footer: published }));
  expect(await page.evaluate(`sealpost.runVectors(${VECTORS})`)).toEqual([]);
  const changed = VECTORS.replace(/("sha256":\s*")[0-9a-f]/, "$1x");
  expect(changed).not.toBe(VECTORS);
  expect(await page.evaluate(`sealpost.runVectors(${changed})`)).not.toEqual([]);
});
