/** `npm run build`: generates, bundles, runs `next build` and describes the result; only when a source changed. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ASSETS, buildAssets } from "./build-assets.mjs";
import { requireNode } from "./check-node.mjs";
import { generatePrismaClient } from "./generate.mjs";
import { PlainError, runCommand } from "./plain-error.mjs";
import { hashSources } from "./source-hash.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const STAMP = join(root, ".next/sealpost-build");

/** Returns the build's id; a build of the same sources is kept. */
export async function ensureBuilt() {
  const buildId = hashSources(root, new Set(ASSETS.map(({ out }) => out))).slice(0, 16);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === buildId) return buildId;
  console.log("Building …");
  rmSync(STAMP, { force: true });
  generatePrismaClient();
  await buildAssets();
  runNextBuild(buildId);
  const { describeBuild } = await import("./build-manifest.mjs");
  const pages = describeBuild(root, buildId);
  writeFileSync(STAMP, buildId);
  console.log(`Built: ${pages} pages, all static.`);
  return buildId;
}

function runNextBuild(buildId) {
  const next = join(root, "node_modules/next/dist/bin/next");
  const run = spawnSync(process.execPath, [next, "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", SEALPOST_BUILD_ID: buildId },
  });
  if (run.status === 0) return;
  throw new PlainError(`${run.stdout}\n${run.stderr}\nThe build failed; what is above says where.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url) && requireNode(process.versions.node)) await runCommand(ensureBuilt);
