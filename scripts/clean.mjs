/** `npm run clean -- IN OUT` and `npm run inspect -- IN`: installs what is missing, then runs the very code of the browser on a file. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { runCommand } from "./plain-error.mjs";

await runCommand(() => {
  ensureInstalled({ development: true });
  const program = fileURLToPath(new URL("clean-file.ts", import.meta.url));
  const { status } = spawnSync(process.execPath, ["--no-warnings", "--import", "tsx", program, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
});
