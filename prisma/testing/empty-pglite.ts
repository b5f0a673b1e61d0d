/**
 * An empty PGlite as one file: making a new database is most of what opening one costs, and every test file opens its
 * own. Kept in .build, by PGlite's version; vitest makes it before the first test where it is missing.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));

function emptyPath(): string {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const text = readFileSync(join(dirname(entry), "../package.json"), "utf8");
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(text));
  return join(root, ".build", `empty-pglite-${version}.tar`);
}

/** For vitest's globalSetup. */
export async function setup(): Promise<void> {
  const path = emptyPath();
  if (existsSync(path)) return;
  const client = new PGlite();
  await client.waitReady;
  const dump = await client.dumpDataDir("none");
  await client.close();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, new Uint8Array(await dump.arrayBuffer()));
  await rename(`${path}.part`, path);
}

export async function readEmptyPGlite(): Promise<Blob> {
  return new Blob([new Uint8Array(await readFile(emptyPath()))]);
}
