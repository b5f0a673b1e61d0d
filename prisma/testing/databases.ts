/** Data-layer tests run on both databases: `onEachDatabase("moves", () => { it(…) })`; code under test calls db(). */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe } from "vitest";
import { database, type OpenDatabase, openPGlite, openPostgres, useDatabase } from "@/lib/server/db";
import { applyMigrations } from "@/prisma/migrate";
import { readEmptyPGlite } from "./empty-pglite";
import { startPostgres } from "./postgres-server";

export type DatabaseKind = OpenDatabase["kind"];

const prismaFolder = fileURLToPath(new URL("..", import.meta.url));

export function onEachDatabase(name: string, suite: (kind: DatabaseKind) => void): void {
  describe.each<DatabaseKind>(["pglite", "postgresql"])(`${name} on %s`, (kind) => {
    let stop = (): Promise<void> => Promise.resolve();
    beforeAll(async () => {
      stop = await openForTests(kind);
    });
    afterAll(() => stop());
    suite(kind);
  });
}

/** Opens an empty, migrated database as this process's database; returns the function that ends it. */
export async function openForTests(kind: DatabaseKind): Promise<() => Promise<void>> {
  const server = kind === "postgresql" ? await startPostgres() : undefined;
  const open = server === undefined ? openPGlite(undefined, await readEmptyPGlite()) : openPostgres(server.url);
  await applyMigrations(open.adapter, prismaFolder);
  useDatabase(open);
  return async () => {
    useDatabase(undefined);
    await open.close();
    await server?.stop();
  };
}

/** Empties every table; the migrations stay. */
export async function emptyTables(): Promise<void> {
  const { prisma } = database();
  const tables = await prisma.$queryRaw<{ tablename: string }[]>`
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  if (tables.length === 0) return;
  const names = tables.map(({ tablename }) => `"${tablename}"`).join(", ");
  await prisma.$executeRawUnsafe(`TRUNCATE ${names} CASCADE`);
}
