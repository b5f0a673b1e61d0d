import "server-only";
import { makeSetupLink } from "./accounts/setup-link";
import { DataFolderBusy, DataFolderNotWritable } from "./data-lock";
import { StoreUnusable } from "./uploads/evidence-store";

/** While nobody has founded a coalition: the one-time link to do it, for the operator. Undefined afterwards. */
export async function describeSetup(): Promise<string | undefined> {
  const link = await makeSetupLink();
  if (link === null) return undefined;
  return `Nobody has founded a coalition here yet. Open this link to do it; it works once:\n\n  ${link}\n`;
}

/** Why the server cannot start, for the operator; a stack only where we do not know what went wrong. */
export function explainFailure(error: unknown): string {
  if (error instanceof DataFolderBusy || error instanceof DataFolderNotWritable || error instanceof StoreUnusable) return error.message;
  const detail = error instanceof Error ? (error.stack ?? error.message) : "unknown";
  return `The database could not be opened or migrated.\n${detail}`;
}
