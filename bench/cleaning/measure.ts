/** `npm run bench -- cleaning`: metadata is taken out of large files in a page of the portal; how long the page stands still, and what memory it takes. */
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { startServer } from "../../e2e/fixtures/server";
import { longMovie, PIECE_BYTES } from "../../lib/clean/testing/long-movie";
import { longPdf } from "../../lib/clean/testing/long-pdf";
import { bundleScript } from "../../scripts/build-assets.mjs";
import { startChromium, type Tab } from "../chromium";
import { watchGrowth, type Growth } from "../processes";
import type { Cleaned } from "./page";

const CAMERA = fileURLToPath(new URL("../../lib/clean/fixtures/camera.jpg", import.meta.url));
const PAGES = 200;
/** 1 GiB. */
const PIECES = 64;
/** Pixels of each side: about 25 MB. */
const PHOTOGRAPH_SIDE = 4640;

export type CleaningCase = Cleaned & { readonly name: string; readonly growth: Growth };

/** The segments at a photograph's head that are about it, each with its length behind its mark. */
async function exifOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  let end = 2;
  while (bytes[end] === 0xff && ((bytes[end + 1] ?? 0) & 0xf0) === 0xe0) end += 2 + bytes.readUInt16BE(end + 2);
  return bytes.subarray(2, end).toString("base64");
}

async function choose(tab: Tab, path: string): Promise<void> {
  await tab.evaluate(`document.querySelector("input[data-bench]")?.remove(); { const input = Object.assign(document.createElement("input"), { type: "file" }); input.dataset.bench = ""; document.body.append(input); }0`);
  const { root } = (await tab.send("DOM.getDocument")) as { root: { nodeId: number } };
  const { nodeId } = (await tab.send("DOM.querySelector", { nodeId: root.nodeId, selector: "input[data-bench]" })) as { nodeId: number };
  await tab.send("DOM.setFileInputFiles", { files: [path], nodeId });
}

export async function measureCleaning(say: (line: string) => void): Promise<readonly CleaningCase[]> {
  const folder = await mkdtemp(join(tmpdir(), "sealpost-bench-"));
  const server = await startServer({}, { wire: false });
  const chromium = await startChromium();
  const done: CleaningCase[] = [];
  try {
    const tab = await chromium.open(`${server.url}/help`);
    await tab.evaluate(`${await bundleScript("bench/cleaning/page.ts", { format: "iife", target: "es2022" })};0`);
    const run = async (name: string, expression: string): Promise<void> => {
      const pids = { browser: await chromium.processIds("browser"), renderer: await chromium.processIds("renderer") };
      const { value, growth } = await watchGrowth(pids, () => tab.evaluate<Cleaned>(expression));
      done.push({ name, ...value, growth });
      const seconds = (ms: number): string => (ms / 1000).toFixed(2);
      const grown = Object.entries(growth).map(([who, bytes]) => `${who} ${Math.round(bytes / 1e6)} MB`).join(", ");
      say(`${name} of ${Math.round(value.bytes / 1e6)} MB: looked at ${seconds(value.inspect)} s, cleaned ${seconds(value.clean)} s, hashed ${seconds(value.digest)} s; longest task of the page ${Math.round(value.longestTask)} ms; grew by ${grown}`);
    };
    await run("JPEG", `cleaning.photograph(${JSON.stringify(await exifOf(CAMERA))}, ${PHOTOGRAPH_SIDE})`);
    await writeFile(join(folder, "long.pdf"), await longPdf(PAGES));
    await choose(tab, join(folder, "long.pdf"));
    await run(`PDF of ${PAGES} pages`, "cleaning.chosen()");
    const gap = Buffer.from("Canary 48.85837, -2.29448".padEnd(1000));
    await pipeline(Readable.from(longMovie<Uint8Array>(PIECES, randomBytes(PIECE_BYTES), gap, gap.length)), createWriteStream(join(folder, "long.mov")));
    await choose(tab, join(folder, "long.mov"));
    await run("MOV", "cleaning.chosen()");
    return done;
  } finally {
    await chromium.quit();
    await server.discard();
    await rm(folder, { recursive: true, force: true });
  }
}
