import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { equalBytes } from "@/lib/shared/bytes";
import { today } from "../clock";
import { db } from "../db";
import { processState } from "../process-state";
import { reportBug } from "../report-bug";
import { storeErrorCode } from "../uploads/evidence-store";
import { evidenceStore, hashStoredBlob } from "../uploads/evidence";

const HOUR_MS = 3_600_000;
/** The hour of the machine's clock in which the night's scrub begins. */
const NIGHT_HOUR = 3;
/** Between two mebibytes, so that it leaves the disk to those who work. */
const BREATH_MS = 5;

/** Reads all stored evidence again, and answers the ids of what is no longer what was stored, or cannot be read. */
export async function scrub(): Promise<string[]> {
  const damaged: string[] = [];
  for (let after = ""; ; ) {
    const blob = await db().blob.findFirst({
      where: { complete: true, cth: { not: null }, blobId: { gt: after } },
      orderBy: { blobId: "asc" },
      select: { blobId: true, cth: true, length: true },
    });
    if (blob === null) return damaged;
    const found = await hashStoredBlob(blob.blobId, Number(blob.length), () => pause(BREATH_MS)).catch(asUnreadable);
    const isWhole = equalBytes(found, blob.cth ?? new Uint8Array());
    if (!isWhole && (await isStillThere(blob.blobId))) damaged.push(blob.blobId);
    after = blob.blobId;
  }
}

/** A store that does not answer says nothing about what it keeps. */
function asUnreadable(error: unknown): Uint8Array {
  if (storeErrorCode(error) === "unavailable") throw error;
  return new Uint8Array();
}

/** It may have been deleted while it was read. */
async function isStillThere(blobId: string): Promise<boolean> {
  return (await db().blob.count({ where: { blobId } })) > 0;
}

/** One line for each, for the operator. Whatever the store says, readers' browsers refuse what was changed. */
export function describeDamage(blobId: string): string {
  return `Evidence is damaged: ${evidenceStore().locate(blobId)} is not what was stored. Bring it back from a backup, and look at the storage.`;
}

/** Scrubs every night, once for a process; `tell` gets a line for each damaged file. */
export function startScrubbing(tell: (line: string) => void): void {
  processState("scrubbing", () => {
    let lastDay = "";
    const run = async (): Promise<void> => {
      if (new Date().getHours() !== NIGHT_HOUR || lastDay === today()) return;
      lastDay = today();
      for (const blobId of await scrub()) tell(describeDamage(blobId));
    };
    return setInterval(() => void run().catch((error: unknown) => reportBug("scrub", error)), HOUR_MS / 2).unref();
  });
}
