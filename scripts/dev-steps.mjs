import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { runCommand } from "./plain-error.mjs";
import { assertReady, readSettings } from "./settings.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

export function startDevelopment() {
  return runCommand(async () => {
    await assertReady();
    ensureInstalled({ development: true });
    const { generatePrismaClient } = await import("./generate.mjs");
    const { buildAssets } = await import("./build-assets.mjs");
    generatePrismaClient();
    await buildAssets();
    runNext();
  });
}

function runNext() {
  const { port, host, publicUrl } = readSettings();
  const next = join(root, "node_modules/next/dist/bin/next");
  const server = spawn(process.execPath, [next, "dev", "--hostname", host, "--port", String(port)], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NEXTAUTH_URL: publicUrl },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
  server.on("exit", (code) => process.exit(code ?? 1));
}
