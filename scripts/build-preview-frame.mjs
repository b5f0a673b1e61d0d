/**
 * Builds the preview frame: one HTML file that holds its script and everything that pdf.js would fetch. It loads nothing. Beside it the
 * decoder of pictures that browsers do not know, which the page hands to the frame when it is needed.
 */
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { asInlineScript, bundleScript, hashSource, writePage } from "./inline-page.mjs";

const frame = fileURLToPath(new URL("../lib/client/preview/frame/", import.meta.url));
const { resolve } = createRequire(import.meta.url);
const pdfjs = dirname(resolve("pdfjs-dist/package.json"));

async function collectPdfFiles() {
  const files = new Map([["worker.js", Buffer.from(await bundleScript(join(pdfjs, "legacy/build/pdf.worker.mjs")))]]);
  for (const [folder, ending] of [["cmaps", ".bcmap"], ["standard_fonts", ""], ["wasm", ".wasm"]]) {
    for (const name of (await readdir(join(pdfjs, folder))).sort()) {
      if (name.endsWith(ending) && !name.startsWith("LICENSE")) files.set(name, await readFile(join(pdfjs, folder, name)));
    }
  }
  return files;
}

/** See lib/client/preview/frame/asset-pack.ts for the layout. */
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
  return deflateRawSync(Buffer.concat([length, head, ...files.values()]), { level: 9 });
}

/** The whole file as text; the same for the same sources. */
export async function buildPreviewFrame() {
  const script = asInlineScript(await bundleScript(join(frame, "main.ts")));
  return writePage({
    title: "Preview",
    script,
    style: (await readFile(join(frame, "frame.css"), "utf8")).trim(),
    body: `<main id="preview"></main>
<script type="application/octet-stream" id="pdf-assets">${packFiles(await collectPdfFiles()).toString("base64")}</script>`,
    sources: [
      `script-src ${hashSource(script)} 'wasm-unsafe-eval'`,
      "img-src blob:",
      "media-src blob:",
      "worker-src blob:",
      "connect-src 'none'",
    ],
  });
}

/** The pack of the picture decoder; the same for the same sources. */
export async function buildPictureDecoder() {
  const worker = await bundleScript(join(frame, "picture-worker.ts"));
  const library = await readFile(resolve("@imagemagick/magick-wasm/magick.wasm"));
  return packFiles(new Map([["worker.js", Buffer.from(worker)], ["magick.wasm", library]]));
}
