/** The real routes of app/api over a real database and evidence folder, behind Node's own HTTP server: no build is needed. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { serveRoutes } from "./serve-routes";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export type ApiServer = {
  /** Without a trailing slash. */
  readonly url: string;
  readonly dataFolder: string;
  readonly setupLink: string;
  close(): Promise<void>;
};

/** One per process: the server's database and memory are the process's own. */
export async function startApiServer(): Promise<ApiServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), "sealpost-api-"));
  const { server, port } = await serveRoutes();
  const url = `http://localhost:${port}`;
  for (const [name, value] of Object.entries({ SEALPOST_DATA: dataFolder, SEALPOST_URL: url, NEXTAUTH_URL: url })) vi.stubEnv(name, value);
  const setupLink = await prepare();
  return {
    url,
    dataFolder,
    setupLink,
    close: async () => {
      server.closeAllConnections();
      server.close();
      const { closeDatabase } = await import("@/lib/server/db");
      await closeDatabase();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

async function prepare(): Promise<string> {
  const { applyMigrations } = await import("@/prisma/migrate");
  const { database } = await import("@/lib/server/db");
  const { makeSetupLink } = await import("@/lib/server/accounts/setup-link");
  await applyMigrations(database().adapter, join(root, "prisma"));
  const link = await makeSetupLink();
  if (link === null) throw new Error("the database is not empty");
  return link;
}
