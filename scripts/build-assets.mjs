/** Files of public/ that are bundled from our own sources: one line in ASSETS each. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A worker is one classic script without imports, so that its own policy may forbid everything but WebAssembly. */
const WORKER = { format: "iife", target: "es2022" };

export const ASSETS = [
  { out: "public/crypto-worker.js", make: () => bundleScript("lib/crypto/worker.ts", WORKER) },
  { out: "public/clean-worker.js", make: () => bundleScript("lib/clean/worker.ts", WORKER) },
  { out: "public/preview-frame.html", make: async () => (await import("./build-preview-frame.mjs")).buildPreviewFrame() },
  { out: "public/picture-decoder.bin", make: async () => (await import("./build-preview-frame.mjs")).buildPictureDecoder() },
  { out: "public/verify-package.html", make: async () => (await import("./build-verify-page.mjs")).buildVerifyPage() },
];

export async function buildAssets() {
  for (const { out, make } of ASSETS) {
    const target = join(root, out);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await make());
  }
}

/** Bundles our own TypeScript for a browser. `options`: esbuild's, for the format. */
export async function bundleScript(entry, options) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    ...options,
    entryPoints: [join(root, entry)],
    bundle: true,
    minify: true,
    platform: "browser",
    legalComments: "none",
    charset: "utf8",
    // Node's branches in libsodium's loader are never taken in a browser.
    external: ["fs", "path", "crypto", "node:*", "module"],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
    logOverride: { "empty-import-meta": "silent" },
    write: false,
  });
  return outputFiles[0].text;
}
