/**
 * Prisma's schema engine as WebAssembly: it writes the ordinary `_prisma_migrations` table and needs no download.
 * Used by `npm start` (apply), `npm run migration` (author) and the tests (drift).
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine, SchemasContainer } from "@prisma/schema-engine-wasm";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { z } from "zod";

/** Below the project's folder, in which every command of package.json runs; a bundler must not look for it. */
const ENGINE = "node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm";
const NO_FILTER = { externalTables: [], externalEnums: [] };

const bindingsSchema = z.object({
  SchemaEngine: z.custom<typeof SchemaEngine>((value) => typeof value === "function"),
  __wbg_set_wasm: z.custom<(exports: WebAssembly.Exports) => void>((value) => typeof value === "function"),
});
type Bindings = z.infer<typeof bindingsSchema>;
const exportsSchema = z.object({
  __wbindgen_start: z.custom<() => void>((value) => typeof value === "function"),
});

/** The migrations that were not applied yet are applied; returns their names, oldest first. */
export async function applyMigrations(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  folder: string,
): Promise<readonly string[]> {
  const migrationsList = await readMigrations(join(folder, "migrations"));
  const engine = await openEngine(adapter, await readSchema(folder));
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTER });
  return appliedMigrationNames;
}

/**
 * SQL that leads from the migrations to `schema.prisma`; undefined when they agree. `scratch` is a database that may
 * be overwritten: the migrations are played into it to be read back.
 */
export async function diffSchema(
  scratch: SqlMigrationAwareDriverAdapterFactory,
  folder: string,
): Promise<string | undefined> {
  const schema = await readSchema(folder);
  const { provider, adapterName } = scratch;
  const connect = (): ReturnType<typeof scratch.connect> => scratch.connect();
  const engine = await openEngine({ provider, adapterName, connect, connectToShadowDb: connect }, schema);
  const { exitCode, stdout } = await engine.diff({
    from: { tag: "migrations", ...(await readMigrations(join(folder, "migrations"))) },
    to: { tag: "schemaDatamodel", ...schema },
    script: true,
    exitCode: true,
    filters: NO_FILTER,
  });
  return exitCode === 0 ? undefined : (stdout ?? "");
}

async function openEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  schema: SchemasContainer,
): Promise<SchemaEngine> {
  const { SchemaEngine: engine } = await loadBindings();
  const datamodels = schema.files.map(({ path, content }): [string, string] => [path, content]);
  return engine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapter));
}

let loaded: Promise<Bindings> | undefined;

/** Once per process: the bindings keep one instance, and a second would free what the first made. */
function loadBindings(): Promise<Bindings> {
  loaded ??= instantiate();
  return loaded;
}

async function instantiate(): Promise<Bindings> {
  const wasm = await readFile(join(process.cwd(), ENGINE));
  const parsed = bindingsSchema.parse({ ...bindings });
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": { ...bindings } });
  parsed.__wbg_set_wasm(instance.exports);
  exportsSchema.parse(instance.exports).__wbindgen_start();
  return parsed;
}

async function readSchema(folder: string): Promise<SchemasContainer> {
  const path = join(folder, "schema.prisma");
  return { files: [{ path, content: await readFile(path, "utf8") }] };
}

async function readMigrations(baseDir: string): Promise<MigrationList> {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return {
    baseDir,
    lockfile: {
      path: "migration_lock.toml",
      content: await readFile(join(baseDir, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(names.map((name) => readMigration(baseDir, name))),
  };
}

async function readMigration(baseDir: string, name: string): Promise<MigrationList["migrationDirectories"][number]> {
  const value = await readFile(join(baseDir, name, "migration.sql"), "utf8");
  return { path: name, migrationFile: { path: "migration.sql", content: { tag: "ok", value } } };
}
