/**
 * `npm run bench [-- sealing | upload [LINE …] | cleaning | large [GIBIBYTES]] [--json FILE]`: speeds side by side in one run. Without
 * arguments sealing and uploads, and docs/benchmarks.md is written anew.
 */
import { writeFile } from "node:fs/promises";
import { measureCleaning } from "./cleaning/measure";
import { writeReport } from "./report";
import { measureSealing } from "./sealing/measure";
import { measureLarge, measureUploads } from "./upload/measure";

const say = (line: string) => void process.stderr.write(`${line}\n`);
const args = process.argv.slice(2);
const jsonAt = args.indexOf("--json");
const json = jsonAt < 0 ? undefined : args[jsonAt + 1];
const [part, ...lines] = jsonAt < 0 ? args : args.slice(0, jsonAt);
const wants = (name: string) => part === name || (part === undefined && name !== "large" && name !== "cleaning");
if (part !== undefined && !["sealing", "upload", "cleaning", "large"].includes(part)) throw new Error(`There is no bench called ${part}: sealing, upload, cleaning, large.`);

const sealing = wants("sealing") ? await measureSealing(say) : null;
const uploads = wants("upload") ? await measureUploads(lines, say) : null;
const cleaning = wants("cleaning") ? await measureCleaning(say) : null;
const large = wants("large") ? await measureLarge(Number(lines[0] ?? 10), say) : null;
if (sealing !== null && uploads !== null) await writeReport(sealing, uploads);
const ratio = uploads === null ? {} : { ratio: Object.fromEntries(uploads.map((line) => [line.name, line.ratio])), uploads };
const report = JSON.stringify({ ...sealing, ...ratio, ...(cleaning === null ? {} : { cleaning }), ...large }, null, 2);
if (json === undefined) console.log(report);
else await writeFile(json, `${report}\n`);
