import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { runCommand } from "./plain-error.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const REPORTS = join(root, "test-results");
const UNIT_REPORT = join(REPORTS, "unit.json");
const E2E_REPORT = join(REPORTS, "e2e.json");
const environment = () => ({ ...process.env, NEXT_TELEMETRY_DISABLED: "1" });
const bin = (path) => join(root, "node_modules", path);

/** What holds of a chunk, an upload and a store where no browser is needed. */
const FAULT_UNITS = ["lib/crypto/file-cipher.test.ts", "lib/client/api.test.ts", "lib/server/uploads"];

export function testAll() {
  return runSteps(async () => [...(await Promise.all(CHECKS.map(check))), runUnitTests([]), runBrowserTests([])]);
}

/** `only`: what Playwright is told besides, such as `-g line`. */
export function testFaults(only) {
  process.env.FAULTS_ALL = "1";
  return runSteps(() => [runUnitTests(FAULT_UNITS), runBrowserTests(["e2e/faults", "--global-timeout=0", ...only])]);
}

/** What cleans files, on many more damaged ones. */
export function testFuzz() {
  process.env.CLEAN_MUTATIONS ??= "1000";
  return runSteps(() => [runUnitTests(["lib/clean", "--testTimeout=1800000"])]);
}

function runSteps(steps) {
  return runCommand(async () => {
    ensureInstalled({ development: true });
    const { ensureChromium } = await import("./find-chromium.mjs");
    process.env.CHROMIUM_PATH = await ensureChromium();
    const { ensureBuilt } = await import("./build.mjs");
    await ensureBuilt();
    mkdirSync(REPORTS, { recursive: true });
    const results = await steps();
    const passed = results.reduce((sum, result) => sum + result.passed, 0);
    const failed = results.reduce((sum, result) => sum + result.failed, 0);
    console.log(`\n${passed} passed, ${failed} failed`);
    process.exit(failed === 0 && results.every((result) => result.passed > 0) ? 0 : 1);
  });
}

/** They read the same sources and change nothing, so they run side by side. */
const CHECKS = [
  { title: "Lint", command: [bin("eslint/bin/eslint.js"), "."] },
  { title: "Types", command: [bin("typescript/bin/tsc"), "--noEmit"] },
  { title: "Import rules", command: [join(root, "scripts/rules.mjs")] },
];

/** A step that passes or fails as one; what it says is shown when it has ended. */
async function check({ title, command }) {
  const started = Date.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: environment() });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => said.push(bytes));
  const status = await new Promise((resolve) => child.once("close", resolve));
  console.log(`\n— ${title}\n${Buffer.concat(said).toString("utf8").trimEnd()}`);
  tell(status, started);
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

/** `only`: files or folders; none for all. */
function runUnitTests(only) {
  rmSync(UNIT_REPORT, { force: true });
  const status = run("Unit tests", [bin("vitest/vitest.mjs"), "run", ...only, "--reporter=dot", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`]);
  return countTests(status, UNIT_REPORT, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }));
}

function runBrowserTests(only) {
  rmSync(E2E_REPORT, { force: true });
  const status = run("Browser tests", [bin("@playwright/test/cli.js"), "test", ...only]);
  return countTests(status, E2E_REPORT, ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }));
}

/** A run that failed without naming a test (it did not start, a file did not load) counts as one failure. */
function countTests(status, path, read) {
  try {
    const counts = read(JSON.parse(readFileSync(path, "utf8")));
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function run(title, command) {
  const started = Date.now();
  console.log(`\n— ${title}`);
  const { status } = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: "inherit",
    env: environment(),
  });
  tell(status, started);
  return status;
}

function tell(status, started) {
  console.log(`  ${status === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
}
