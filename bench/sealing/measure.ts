/** `npm run bench -- sealing`: all cases in one Chromium, round by round, each in a fresh worker with the same amount of data. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bundleScript } from "../../scripts/build-assets.mjs";
import { startChromium, type Chromium, type Tab } from "../chromium";
import { spreadOf, type Spread } from "../spread";
import type { CaseName } from "./cases";

const MIB = 2 ** 20;
export const TOTAL_BYTES = 256 * MIB;
const ROUNDS = 5;

const NAMES: readonly CaseName[] = [
  "sealpost-1", "sealpost-2", "sealpost-aead-only", "raw-aead", "libsodium-wrapper",
  "age-encryption", "openpgp", "tweetnacl", "noble", "webcrypto-gcm",
];

export interface SealingCase {
  readonly name: CaseName;
  readonly workers: number;
  /** Median, least and most megabytes (10^6) a second. */
  readonly medianMBs: number;
  readonly minMBs: number;
  readonly maxMBs: number;
  /** Median processor time of the browser's renderers, in seconds. */
  readonly processorSeconds: number;
}

export interface SealingReport {
  readonly browser: string;
  readonly bytes: number;
  readonly rounds: number;
  readonly cases: readonly SealingCase[];
}

/** In the page: makes the workers, lets all run at once, answers milliseconds from the first start to the last end. */
const RUN = `async (name, workers, bytes) => {
  const share = bytes / workers;
  const made = Array.from({ length: workers }, () => new Worker("/worker.js"));
  const helpers = name.startsWith("sealpost-") ? made.map(() => new Worker("/worker.js", { name: "hash" })) : [];
  const lend = (worker, port) => new Promise((resolve) => { worker.onmessage = resolve; worker.postMessage({ lend: port }, [port]); });
  const hear = (worker) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => data === "warm" ? undefined : data.fault ? reject(new Error(data.fault)) : resolve(data.ms);
    worker.onerror = () => reject(new Error("the worker failed"));
  });
  const all = (message) => Promise.all(made.map((worker) => { const heard = hear(worker); worker.postMessage(message); return heard; }));
  try {
    for (const [index, helper] of helpers.entries()) {
      const { port1, port2 } = new MessageChannel();
      await lend(helper, port1);
      await lend(made[index], port2);
    }
    await all({ prepare: share });
    return Math.max(...(await all({ run: name })));
  } finally {
    [...made, ...helpers].forEach((worker) => worker.terminate());
  }
}`;

async function servePage(): Promise<{ url: string; close(): void }> {
  const script = await bundleScript("bench/sealing/worker.ts", { format: "iife", target: "es2022" });
  const server = createServer((request, response) => {
    const isScript = request.url === "/worker.js";
    response.writeHead(200, {
      "content-type": isScript ? "text/javascript" : "text/html",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(isScript ? script : "<!doctype html><title>Sealing</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

async function once(chromium: Chromium, tab: Tab, name: CaseName): Promise<{ mbs: number; cpu: number }> {
  const workers = name === "sealpost-2" ? 2 : 1;
  const before = (await chromium.processorSeconds())["renderer"] ?? 0;
  const ms = await tab.evaluate<number>(`(${RUN})(${JSON.stringify(name)}, ${workers}, ${TOTAL_BYTES})`);
  const after = (await chromium.processorSeconds())["renderer"] ?? 0;
  return { mbs: TOTAL_BYTES / 1e6 / (ms / 1000), cpu: after - before };
}

export async function measureSealing(say: (line: string) => void): Promise<SealingReport> {
  const page = await servePage();
  const chromium = await startChromium();
  try {
    const tab = await chromium.open(page.url);
    const found = new Map<CaseName, { mbs: number; cpu: number }[]>(NAMES.map((name) => [name, []]));
    for (let round = 1; round <= ROUNDS; round++) {
      for (const name of NAMES) {
        const result = await once(chromium, tab, name);
        found.get(name)?.push(result);
        say(`round ${round} of ${ROUNDS}: ${name} ${result.mbs.toFixed(0)} MB/s`);
      }
    }
    const cases = NAMES.map((name): SealingCase => {
      const results = found.get(name) ?? [];
      const speed: Spread = spreadOf(results.map(({ mbs }) => mbs));
      const cpu = spreadOf(results.map(({ cpu: seconds }) => seconds));
      return { name, workers: name === "sealpost-2" ? 2 : 1, medianMBs: speed.median, minMBs: speed.min, maxMBs: speed.max, processorSeconds: cpu.median };
    });
    return { browser: await chromium.version(), bytes: TOTAL_BYTES, rounds: ROUNDS, cases };
  } finally {
    await chromium.quit();
    page.close();
  }
}
