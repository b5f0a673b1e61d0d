import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { PlainError, runCommand } from "./plain-error.mjs";
import { assertReady, readSettings } from "./settings.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const SETUP_LINK = /^\s*(http\S+[/]setup#\S+)\s*$/m;

export function startDemo() {
  return runCommand(async () => {
    await assertReady();
    ensureInstalled({ development: false });
    const { ensureBuilt } = await import("./build.mjs");
    await ensureBuilt();
    const { port, dataFolder } = readSettings();
    // One folder for each port: whoever holds the port holds the folder, so this one is nobody's.
    const folder = join(dataFolder, `demo-${port}`);
    rmSync(folder, { recursive: true, force: true });
    await invent(port, folder);
  });
}

async function invent(port, folder) {
  const url = `http://localhost:${port}`;
  const server = run("scripts/serve.mjs", [], { SEALPOST_DEMO: "1", SEALPOST_DATA: folder, SEALPOST_URL: url, DATABASE_URL: "" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
  process.on("exit", () => server.kill());
  server.on("exit", (code) => process.exit(code ?? 1));
  const printed = await untilReady(server);
  const link = SETUP_LINK.exec(printed)?.[1];
  if (link === undefined) throw new PlainError(`The server gave no set-up link:\n${printed}`);
  console.log("Inventing a coalition: two organisations and six dossiers …");
  const table = await collect(run("scripts/demo/make-demo.ts", ["--import", "tsx"], { SEALPOST_URL: url }), link);
  server.stdout.pipe(process.stdout);
  console.log(`\nEverything here is invented. Sign in at ${url}/sign-in as any of these people:\n\n${table}`);
  console.log("\nCtrl+C ends it. The next `npm run demo` begins anew.");
}

function run(script, flags, settings) {
  return spawn(process.execPath, [...flags, join(root, script)], { cwd: root, env: { ...process.env, ...settings }, stdio: ["pipe", "pipe", "inherit"] });
}

function untilReady(server) {
  return new Promise((resolve) => {
    let printed = "";
    const read = (chunk) => {
      printed += chunk.toString("utf8");
      if (!printed.includes("Sealpost is ready")) return;
      server.stdout.off("data", read);
      resolve(printed);
    };
    server.stdout.on("data", read);
  });
}

/** Hands `input` to a child and resolves with what it printed. */
function collect(child, input) {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout.on("data", (chunk) => (printed += chunk.toString("utf8")));
    child.on("exit", (code) => (code === 0 ? resolve(printed) : reject(new PlainError("The coalition could not be invented; what is above says why."))));
    child.stdin.end(input);
  });
}
