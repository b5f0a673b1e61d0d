/** A Chromium for the browser tests: CHROMIUM_PATH, then the system's, then Playwright's, then Debian's package. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PlainError } from "./plain-error.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const KNOWN_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/snap/bin/chromium",
];

/** Arguments that keep it quiet and let it run as root. */
export const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/** Absolute path of a Chromium that is there, or undefined. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return named;
    throw new PlainError(`CHROMIUM_PATH is ${named}, which is not a program that can be run.`);
  }
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...KNOWN_PLACES];
  return candidates.find(isExecutable) ?? (await findPlaywrights());
}

export async function ensureChromium() {
  const found = (await findChromium()) ?? (await installPlaywrights()) ?? (await installDebians());
  if (found !== undefined) return found;
  throw new PlainError(
    "The browser tests need Chromium, and none was found or could be installed. " +
      "Install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
}

async function findPlaywrights() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function installPlaywrights() {
  console.log("Fetching Playwright's Chromium …");
  const cli = new URL("../node_modules/@playwright/test/cli.js", import.meta.url).pathname;
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "ignore", timeout: 300_000 });
  return findPlaywrights();
}

async function installDebians() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined;
  console.log("Installing Debian's chromium …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update"], { stdio: "ignore", env });
  spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore", env });
  return findChromium();
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
