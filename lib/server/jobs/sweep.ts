import "server-only";
import { readdir, rm } from "node:fs/promises";
import { today } from "../clock";
import { db } from "../db";
import { env } from "../env";
import { processState } from "../process-state";
import { reportBug } from "../report-bug";
import { blobPath } from "../uploads/evidence-folder";
import { firstDayKept } from "../uploads/expiry";

const HOUR_MS = 3_600_000;

/** Deletes what is over: sessions, uploads that no keep names and that got no byte for two weeks, and files without a row. */
export async function sweep(): Promise<void> {
  await db().session.deleteMany({ where: { expiresDay: { lt: today() } } });
  const before = firstDayKept();
  const expired = await db().blob.findMany({ where: { keep: null, lastByteDay: { lt: before } }, select: { blobId: true } });
  for (const { blobId } of expired) {
    const gone = await db().blob.deleteMany({ where: { blobId, keep: null, lastByteDay: { lt: before } } });
    if (gone.count === 1) await rm(blobPath(blobId), { force: true });
  }
  await removeOrphans();
}

/** Rows come before files, so a file without a row was left by an end in between. */
async function removeOrphans(): Promise<void> {
  const names = await readdir(env().evidenceFolder).catch(() => []);
  const files = names.filter((name) => /^[0-9a-f]{32}$/.test(name));
  const rows = await db().blob.findMany({ select: { blobId: true } });
  const known = new Set(rows.map(({ blobId }) => blobId));
  for (const file of files) if (!known.has(file)) await rm(blobPath(file), { force: true });
}

/** Sweeps now and every hour, once for a process. */
export function startSweeping(): void {
  processState("sweeping", () => {
    const run = (): void => void sweep().catch((error: unknown) => reportBug("sweep", error));
    run();
    return setInterval(run, HOUR_MS).unref();
  });
}
