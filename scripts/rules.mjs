/** `npm run rules`: the import rules of .dependency-cruiser.cjs over everything that we wrote. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDERS = ["app", "lib", "messages", "prisma", "e2e", "scripts", "proxy.ts"];

/** @returns {{cruised: number, violations: {rule: string, from: string, to: string}[]}} */
export function checkRules(folder) {
  const cli = fileURLToPath(new URL("../node_modules/dependency-cruiser/bin/dependency-cruise.mjs", import.meta.url));
  const paths = FOLDERS.filter((name) => existsSync(join(folder, name)));
  const run = spawnSync(
    process.execPath,
    [cli, "--config", join(folder, ".dependency-cruiser.cjs"), "--output-type", "json", ...paths],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (!run.stdout.startsWith("{")) throw new Error(`dependency-cruiser did not run: ${run.stderr}`);
  const { modules, summary } = JSON.parse(run.stdout);
  const ours = modules.filter((module) => !module.source.includes("node_modules") && !module.coreModule);
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  return { cruised: ours.length, violations };
}

function main() {
  const { cruised, violations } = checkRules(fileURLToPath(new URL("..", import.meta.url)));
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
  console.log(`${cruised} modules cruised, ${violations.length} violations`);
  process.exit(cruised > 0 && violations.length === 0 ? 0 : 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
