/**
 * Builds the preview frame: one HTML file with one inline script and one inline style, named by their hashes in its own
 * policy, and everything that pdf.js needs beside it. It loads nothing.
 */
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
const pdfjs = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
const TARGET = ["chrome120", "firefox121", "safari17"];

const sha256 = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

async function bundle(entry) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    write: false,
    logLevel: "error",
    legalComments: "none",
    // pdf.js reads its own address only where it has a network; esbuild leaves it empty in a classic script.
    logOverride: { "empty-import-meta": "silent" },
  });
  return result.outputFiles[0].text;
}

async function collectPdfFiles() {
  const files = new Map([["worker.js", Buffer.from(await bundle(join(pdfjs, "legacy/build/pdf.worker.mjs")))]]);
  for (const [folder, ending] of [["cmaps", ".bcmap"], ["standard_fonts", ""], ["wasm", ".wasm"]]) {
    for (const name of (await readdir(join(pdfjs, folder))).sort()) {
      if (name.endsWith(ending) && !name.startsWith("LICENSE")) files.set(name, await readFile(join(pdfjs, folder, name)));
    }
  }
  return files;
}

/** See lib/client/preview/frame/pdf-assets.ts for the layout. */
function packFiles(files) {
  const index = {};
  let offset = 0;
  for (const [name, bytes] of files) {
    index[name] = [offset, bytes.length];
    offset += bytes.length;
  }
  const head = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return deflateRawSync(Buffer.concat([length, head, ...files.values()]), { level: 9 }).toString("base64");
}

/** Refuses text that would end or confuse the element that it stands in. */
function asInlineScript(code) {
  const text = code.trim();
  if (/<(?:\/script|script|!--)/i.test(text)) throw new Error("preview frame: the script holds markup that cannot stand inline");
  return text;
}

/** The whole file as text; the same for the same sources. */
export async function buildPreviewFrame() {
  const script = asInlineScript(await bundle(join(root, "lib/client/preview/frame/main.ts")));
  const style = (await readFile(join(root, "lib/client/preview/frame/frame.css"), "utf8")).trim();
  const policy = [
    "default-src 'none'",
    `script-src ${sha256(script)} 'wasm-unsafe-eval'`,
    `style-src ${sha256(style)}`,
    "img-src blob:",
    "media-src blob:",
    "worker-src blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview</title>
<style>${style}</style>
</head>
<body>
<main id="preview"></main>
<script type="application/octet-stream" id="pdf-assets">${packFiles(await collectPdfFiles())}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** The policy that the frame's own file names, for the header that goes with it. */
export function policyOf(html) {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  if (policy === undefined) throw new Error("the page names no policy");
  return policy;
}
