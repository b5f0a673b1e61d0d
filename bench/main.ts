/** `npm run bench [-- sealing | upload] [--json FILE]`: speeds, side by side in one run. */
import { writeFile } from "node:fs/promises";
import { measureSealing } from "./sealing/measure";
import { measureUploads } from "./upload/measure";

const say = (line: string) => void process.stderr.write(`${line}\n`);
const args = process.argv.slice(2);
const jsonAt = args.indexOf("--json");
const json = jsonAt < 0 ? undefined : args[jsonAt + 1];
const [part, ...only] = jsonAt < 0 ? args : args.slice(0, jsonAt);

async function sealing(): Promise<object> {
  const report = await measureSealing(say);
  for (const { name, medianMBs, minMBs, maxMBs, processorSeconds } of report.cases) {
    say(`${name.padEnd(20)} ${medianMBs.toFixed(0).padStart(6)} MB/s  (${minMBs.toFixed(0)} to ${maxMBs.toFixed(0)})  processor ${processorSeconds.toFixed(2)} s`);
  }
  return report;
}

async function upload(): Promise<object> {
  const lines = await measureUploads(only, say);
  for (const { name, ratio, growth } of lines) say(`${name}: ${ratio.toFixed(3)} × plain tus; growth in MB ${JSON.stringify(Object.fromEntries(Object.entries(growth).map(([who, bytes]) => [who, Math.round(bytes / 1e6)])))}`);
  return { ratio: Object.fromEntries(lines.map(({ name, ratio }) => [name, ratio])), lines };
}

const parts: Record<string, () => Promise<object>> = { sealing, upload };
const chosen = part === undefined ? Object.keys(parts) : [part];
const reports: object[] = [];
for (const name of chosen) reports.push((await parts[name]?.()) ?? Promise.reject(new Error(`There is no bench called ${name}: sealing, upload.`)));
if (json !== undefined) await writeFile(json, `${JSON.stringify(Object.assign({}, ...reports), null, 2)}\n`);
