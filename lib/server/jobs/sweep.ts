import "server-only";
import { thisMonth, today } from "../clock";
import { db } from "../db";
import { processState } from "../process-state";
import { reportBug } from "../report-bug";
import { evidenceStore } from "../uploads/evidence";
import { firstDayKept } from "../uploads/expiry";

const HOUR_MS = 3_600_000;

/** Deletes what is over: sessions, volumes of other months, uploads that no keep names and that got no byte for two weeks, and bytes without a row. */
export async function sweep(): Promise<void> {
  await db().session.deleteMany({ where: { expiresDay: { lt: today() } } });
  await db().volume.deleteMany({ where: { month: { not: thisMonth() } } });
  const before = firstDayKept();
  const expired = await db().blob.findMany({ where: { keep: null, lastByteDay: { lt: before } }, select: { blobId: true } });
  for (const { blobId } of expired) {
    const gone = await db().blob.deleteMany({ where: { blobId, keep: null, lastByteDay: { lt: before } } });
    if (gone.count === 1) await evidenceStore().remove(blobId);
  }
  await removeOrphans();
}

/** Rows come before bytes, so bytes without a row were left by an end in between. */
async function removeOrphans(): Promise<void> {
  const stored = await evidenceStore().list();
  const rows = await db().blob.findMany({ select: { blobId: true } });
  const known = new Set(rows.map(({ blobId }) => blobId));
  for (const blobId of stored) if (!known.has(blobId)) await evidenceStore().remove(blobId);
}

/** Sweeps now and every hour, once for a process. */
export function startSweeping(): void {
  processState("sweeping", () => {
    const run = (): void => void sweep().catch((error: unknown) => reportBug("sweep", error));
    run();
    return setInterval(run, HOUR_MS).unref();
  });
}
