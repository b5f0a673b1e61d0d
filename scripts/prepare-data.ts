/** Run before the server: migrates the database and writes the set-up link, if there is one, to standard output. */
import { fileURLToPath } from "node:url";
import { makeSetupLink } from "@/lib/server/accounts/setup-link";
import { DataFolderBusy, DataFolderNotWritable } from "@/lib/server/data-lock";
import { closeDatabase, database } from "@/lib/server/db";
import { applyMigrations } from "@/prisma/migrate";

const folder = fileURLToPath(new URL("../prisma", import.meta.url));

async function prepare(): Promise<void> {
  await applyMigrations(database().adapter, folder);
  const link = await makeSetupLink();
  await closeDatabase();
  if (link !== null) process.stdout.write(`${link}\n`);
}

/** The sentence for the operator; a stack only where we do not know what went wrong. */
function explain(error: unknown): string {
  if (error instanceof DataFolderBusy || error instanceof DataFolderNotWritable) return error.message;
  const detail = error instanceof Error ? (error.stack ?? error.message) : "unknown";
  return `The database could not be prepared.\n${detail}`;
}

try {
  await prepare();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
