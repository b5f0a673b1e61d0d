/** `npm run bench [-- sealing] [--json FILE]`: speeds, side by side in one run. */
import { writeFile } from "node:fs/promises";
import { measureSealing } from "./sealing/measure";

const say = (line: string) => void process.stderr.write(`${line}\n`);
const args = process.argv.slice(2);
const json = args.includes("--json") ? args[args.indexOf("--json") + 1] : undefined;

const sealing = await measureSealing(say);
for (const { name, medianMBs, minMBs, maxMBs, processorSeconds } of sealing.cases) {
  say(`${name.padEnd(20)} ${medianMBs.toFixed(0).padStart(6)} MB/s  (${minMBs.toFixed(0)} to ${maxMBs.toFixed(0)})  processor ${processorSeconds.toFixed(2)} s`);
}
if (json !== undefined) await writeFile(json, `${JSON.stringify(sealing, null, 2)}\n`);
