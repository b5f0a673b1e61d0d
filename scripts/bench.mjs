/** `npm run bench`: installs and builds what is missing, then measures. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { runCommand } from "./plain-error.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

await runCommand(async () => {
  ensureInstalled({ development: true });
  await ensureBuilt();
  const { status } = spawnSync(process.execPath, ["--import", "tsx", join(root, "bench/main.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
});
