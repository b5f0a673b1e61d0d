/** Serves the build that is there: becomes `next start`, which migrates before it answers (instrumentation.ts). */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./plain-error.mjs";
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
  process.argv = [process.execPath, "next", "start", "--hostname", host, "--port", String(port)];
  await import(join(root, "node_modules/next/dist/bin/next"));
  await untilReady(`http://${host.includes(":") ? `[${host}]` : host}:${port}/api/health`);
  console.log(`\nSealpost is ready: ${publicUrl}`);
}

async function untilReady(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 1000 / TRIES_A_SECOND));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCommand(serve);
