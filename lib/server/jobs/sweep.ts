import "server-only";
import { rm } from "node:fs/promises";
import { dayFromNow, today } from "../clock";
import { db } from "../db";
import { UPLOAD_EXPIRY_DAYS } from "../limits/shown-limits";
import { processState } from "../process-state";
import { reportBug } from "../report-bug";
import { blobPath } from "../uploads/evidence-folder";

const HOUR_MS = 3_600_000;

/** Deletes what is over: sessions, and uploads that no keep names and that got no byte for two weeks. */
export async function sweep(): Promise<void> {
  await db().session.deleteMany({ where: { expiresDay: { lt: today() } } });
  const before = dayFromNow(-UPLOAD_EXPIRY_DAYS);
  const expired = await db().blob.findMany({ where: { keep: null, lastByteDay: { lt: before } }, select: { blobId: true } });
  for (const { blobId } of expired) {
    const gone = await db().blob.deleteMany({ where: { blobId, keep: null, lastByteDay: { lt: before } } });
    if (gone.count === 1) await rm(blobPath(blobId), { force: true });
  }
}

/** Sweeps now and every hour, once for a process. */
export function startSweeping(): void {
  processState("sweeping", () => {
    const run = (): void => void sweep().catch((error: unknown) => reportBug("sweep", error));
    run();
    return setInterval(run, HOUR_MS).unref();
  });
}
