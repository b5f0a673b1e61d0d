/** One hash over everything that goes into a build, so that a build is made again only when something changed. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = [
  "app",
  "lib",
  "instrumentation.ts",
  "messages",
  "prisma/migrate.ts",
  "prisma/schema.prisma",
  "public",
  "scripts",
  "next.config.ts",
  "package-lock.json",
  "proxy.ts",
  "tsconfig.json",
];
const NOT_BUILT = /[.]test[.]tsx?$|[/]testing[/]/;

/** @param {ReadonlySet<string>} generated files under `folder` that the build itself writes */
export function hashSources(folder, generated) {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => listFiles(folder, source)).sort()) {
    if (NOT_BUILT.test(path) || generated.has(path)) continue;
    const bytes = readFileSync(join(folder, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** Paths relative to `folder`, with `/`. */
export function listFiles(folder, path) {
  const absolute = join(folder, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute).flatMap((name) => listFiles(folder, `${path}/${name}`));
}
