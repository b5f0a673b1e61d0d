/** The bytes of the protocol, as the browser makes them: an engine or a library that changes one is noticed here. */
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { expect, test } from "./fixtures/server";

const VECTORS = readFileSync(new URL("../lib/format/vectors/protocol-ps1.json", import.meta.url), "utf8");

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: 'export { runVectors } from "./lib/crypto/vectors";', resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "sealpost",
    platform: "browser",
    external: ["fs", "path", "crypto", "node:*", "module"],
    logOverride: { "empty-import-meta": "silent" },
  });
  return outputFiles[0]?.text ?? "";
}

test("every known answer of suite 1 is reproduced in Chromium, and a changed one is noticed", async ({ page }) => {
  await page.evaluate(await bundle());
  expect(await page.evaluate(`sealpost.runVectors(${VECTORS})`)).toEqual([]);
  const changed = VECTORS.replace(/("sha256":\s*")[0-9a-f]/, "$1x");
  expect(changed).not.toBe(VECTORS);
  expect(await page.evaluate(`sealpost.runVectors(${changed})`)).not.toEqual([]);
});
