import "server-only";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { Prisma, PrismaClient } from "@/prisma/generated/client";
import { lockDataFolder } from "./data-lock";
import { env } from "./env";

export { Prisma } from "@/prisma/generated/client";
export type Tx = Prisma.TransactionClient;

export type OpenDatabase = {
  readonly kind: "pglite" | "postgresql";
  /** Of PostgreSQL; null for the embedded database, which is this process's alone. */
  readonly url: string | null;
  readonly prisma: PrismaClient;
  /** For the migration engine. */
  readonly adapter: SqlMigrationAwareDriverAdapterFactory;
  close(): Promise<void>;
};

/** How often a transaction that lost to another one is played again (PostgreSQL, error 40001). */
const SERIALIZATION_ATTEMPTS = 5;

/** Next makes several bundles of this module; the database is one per process. */
const holder = globalThis as { sealpostDatabase?: OpenDatabase };

/** The one database of this process, opened at first use. */
export function database(): OpenDatabase {
  holder.sealpostDatabase ??= openConfigured();
  return holder.sealpostDatabase;
}

export function db(): PrismaClient {
  return database().prisma;
}

/**
 * Runs `work` in one serializable transaction; whoever loses a race is played again on the new state, so `work`
 * must do nothing but read and write through `tx`.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const { kind, prisma } = database();
  // PGlite has one connection and gives it to one transaction at a time.
  if (kind === "pglite") return prisma.$transaction(work, { maxWait: 30_000, timeout: 30_000 });
  for (let attempt = 1; ; attempt++) {
    try {
      return await prisma.$transaction(work, { isolationLevel: "Serializable", maxWait: 30_000, timeout: 30_000 });
    } catch (error) {
      if (attempt === SERIALIZATION_ATTEMPTS || !isLostRace(error)) throw error;
    }
  }
}

/** A lock by two numbers has nothing to do with one by a single number, as uploads have. */
const TURN = Prisma.sql`pg_advisory_xact_lock(1, 1)`;

/** One transaction of this kind at a time, in all processes: each sees what the one before it wrote, and none is played again. */
export function inTurn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const { prisma } = database();
  const takeTurn = async (tx: Tx): Promise<T> => {
    await tx.$queryRaw`SELECT ${TURN}::text`;
    return work(tx);
  };
  return prisma.$transaction(takeTurn, { isolationLevel: "ReadCommitted", maxWait: 30_000, timeout: 30_000 });
}

/** P2034: serialization failure; P2002: another transaction was faster with the same unique key, and now it can be seen. */
function isLostRace(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && (error.code === "P2034" || error.code === "P2002");
}

/** Replaces this process's database, for tests. The caller closes the one it gave. */
export function useDatabase(open: OpenDatabase | undefined): void {
  if (open === undefined) delete holder.sealpostDatabase;
  else holder.sealpostDatabase = open;
}

export async function closeDatabase(): Promise<void> {
  const open = holder.sealpostDatabase;
  delete holder.sealpostDatabase;
  await open?.close();
}

function openConfigured(): OpenDatabase {
  const { databaseUrl, databaseFolder, dataFolder } = env();
  // Several processes may share PostgreSQL and the evidence (docs/decisions/012).
  if (databaseUrl !== undefined) return openPostgres(databaseUrl);
  const unlock = lockDataFolder(dataFolder);
  process.once("exit", unlock);
  const open = openPGlite(databaseFolder);
  const close = async (): Promise<void> => {
    await open.close();
    unlock();
  };
  return { ...open, close };
}

/** `folder` undefined: in memory, for tests; `initial` is then a dump to begin with, which saves making a new one. */
export function openPGlite(folder?: string, initial?: Blob): OpenDatabase {
  const options = initial === undefined ? {} : { loadDataDir: initial };
  const client = folder === undefined ? new PGlite(options) : new PGlite(folder);
  const adapter = new PrismaPGlite(client);
  const prisma = new PrismaClient({ adapter });
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    if (!client.closed) await client.close();
  };
  return { kind: "pglite", url: null, prisma, adapter: awaitingScripts(adapter, client), close };
}

export function openPostgres(url: string): OpenDatabase {
  const adapter = new PrismaPg(url);
  const prisma = new PrismaClient({ adapter });
  return { kind: "postgresql", url, prisma, adapter, close: () => prisma.$disconnect() };
}

/**
 * pglite-prisma-adapter starts a script without waiting for it, so that a broken migration would count as applied.
 * This one waits, and fails with the script. Its shadow database is itself: only a scratch database is ever asked for one.
 */
function awaitingScripts(
  factory: SqlMigrationAwareDriverAdapterFactory,
  client: PGlite,
): SqlMigrationAwareDriverAdapterFactory {
  const connect = async (): ReturnType<SqlMigrationAwareDriverAdapterFactory["connect"]> => {
    const adapter = await factory.connect();
    adapter.executeScript = async (script) => {
      await client.exec(script);
    };
    return adapter;
  };
  return { provider: factory.provider, adapterName: factory.adapterName, connect, connectToShadowDb: connect };
}
