/** Serves the build that is there: prepares the data folder, then becomes `next start`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PlainError, runCommand } from "./plain-error.mjs";
import { assertReady, readSettings } from "./settings.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const TRIES_A_SECOND = 10;

export async function serve() {
  await assertReady();
  const { port, host, dataFolder, publicUrl } = readSettings();
  Object.assign(process.env, {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    SEALPOST_DATA: dataFolder,
    SEALPOST_URL: publicUrl,
    // next-auth reads its own.
    NEXTAUTH_URL: publicUrl,
  });
  process.chdir(root);
  const setupLink = prepareData();
  process.argv = [process.execPath, "next", "start", "--hostname", host, "--port", String(port)];
  await import(join(root, "node_modules/next/dist/bin/next"));
  await untilReady(`http://${host.includes(":") ? `[${host}]` : host}:${port}/api/health`);
  console.log(`\nSealpost is ready: ${publicUrl}`);
  if (setupLink !== undefined) {
    console.log(`\nNobody has founded a coalition here yet. Open this link to do it; it works once:\n\n  ${setupLink}\n`);
  }
}

/** Migrates; returns the set-up link where no coalition was founded yet. */
export function prepareData() {
  const run = spawnSync(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", join(root, "scripts/prepare-data.ts")],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" },
  );
  if (run.status !== 0) throw new PlainError(run.stderr.trim());
  const link = run.stdout.trim();
  return link === "" ? undefined : link;
}

async function untilReady(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 1000 / TRIES_A_SECOND));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCommand(serve);
