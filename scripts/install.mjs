/** Installs what package-lock.json names and node_modules lacks. No install script of any package is run. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PlainError } from "./plain-error.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const readJson = (name) => JSON.parse(readFileSync(new URL(name, new URL("..", import.meta.url)), "utf8"));

/** True when node_modules lacks a package of the lock file, or holds another version of it. */
export function isStale(lock, installed, { development }) {
  return Object.entries(lock.packages).some(([path, wanted]) => {
    if (path === "" || wanted.optional || wanted.devOptional || wanted.peer) return false;
    if (wanted.dev && !development) return false;
    return installed.packages[path]?.version !== wanted.version;
  });
}

export function ensureInstalled({ development }) {
  const fresh = !existsSync(`${root}/node_modules/.package-lock.json`);
  if (!fresh && !isStale(readJson("package-lock.json"), readJson("node_modules/.package-lock.json"), { development })) return;
  console.log(development ? "Installing packages, with those for tests …" : "Installing packages …");
  const command = fresh ? ["ci"] : ["install", "--no-save"];
  const omit = development ? ["--include=dev"] : fresh ? ["--omit=dev"] : [];
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (runNpm([...command, ...omit, ...quiet]) === 0) return;
  throw new PlainError(
    "The packages could not be installed; npm says why above. Usually there is no connection to the npm registry, " +
      "the disk is full, or this folder may not be written to.",
  );
}

function runNpm(parameters) {
  const npm = process.env.npm_execpath;
  const [command, head] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  return spawnSync(command, [...head, ...parameters], { cwd: root, stdio: "inherit", shell: process.platform === "win32" }).status;
}
