/**
 * `npm run bench [-- sealing | upload [LINE …]] [--json FILE]`: speeds side by side in one run. Without arguments all of it, and
 * docs/benchmarks.md is written anew.
 */
import { writeFile } from "node:fs/promises";
import { writeReport } from "./report";
import { measureSealing } from "./sealing/measure";
import { measureUploads } from "./upload/measure";

const say = (line: string) => void process.stderr.write(`${line}\n`);
const args = process.argv.slice(2);
const jsonAt = args.indexOf("--json");
const json = jsonAt < 0 ? undefined : args[jsonAt + 1];
const [part, ...lines] = jsonAt < 0 ? args : args.slice(0, jsonAt);
if (part !== undefined && part !== "sealing" && part !== "upload") throw new Error(`There is no bench called ${part}: sealing, upload.`);

const sealing = part === "upload" ? null : await measureSealing(say);
const uploads = part === "sealing" ? null : await measureUploads(lines, say);
if (sealing !== null && uploads !== null) await writeReport(sealing, uploads);
const ratio = uploads === null ? {} : { ratio: Object.fromEntries(uploads.map((line) => [line.name, line.ratio])), uploads };
const report = JSON.stringify({ ...sealing, ...ratio }, null, 2);
if (json === undefined) console.log(report);
else await writeFile(json, `${report}\n`);
