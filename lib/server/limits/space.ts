import "server-only";
import { thisMonth } from "../clock";
import { inTurn, type Prisma, type Tx } from "../db";
import { env } from "../env";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { processState } from "../process-state";

/** What this process knows of an account in one month: `before` is what the row said when it first looked. */
type Volume = { readonly month: string; readonly before: number; readonly blobs: Set<string> };

const volumes = (): Map<string, Volume> => processState("account-volumes", () => new Map<string, Volume>());

/**
 * Writes the row of a new upload if its whole length fits into what the server and the account may have; of two at once
 * that fit only alone, one is refused. What is gone again, cancelled, expired or deleted, has no row and counts no more.
 * Who sent which upload is in memory alone; after a restart an account has what its power of four says at the least.
 */
export function takeSpace(userId: string, blob: Prisma.BlobCreateInput): Promise<Outcome<null>> {
  const { maxStoredBytes, maxAccountBytes } = env();
  const length = Number(blob.length);
  return inTurn(async (tx): Promise<Outcome<null>> => {
    if ((await bytesOf(tx, {})) + length > maxStoredBytes) return refuse("full");
    const volume = await volumeOf(tx, userId);
    const used = volume.before + (await bytesOf(tx, { blobId: { in: [...volume.blobs] } }));
    if (used + length > maxAccountBytes) return refuse("space-used", { usedBytes: used, limitBytes: maxAccountBytes });
    volume.blobs.add(blob.blobId);
    await tx.blob.create({ data: blob });
    const data = { month: volume.month, power: powerOver(used + length) };
    await tx.volume.upsert({ where: { userId }, create: { userId, ...data }, update: data });
    return { ok: true, value: null };
  });
}

/** Announced lengths: of what is stored, and of what is still to come. */
async function bytesOf(tx: Tx, where: Prisma.BlobWhereInput): Promise<number> {
  const { _sum } = await tx.blob.aggregate({ where, _sum: { length: true } });
  return Number(_sum.length ?? 0);
}

async function volumeOf(tx: Tx, userId: string): Promise<Volume> {
  const month = thisMonth();
  const known = volumes().get(userId);
  if (known?.month === month) return known;
  const row = await tx.volume.findUnique({ where: { userId } });
  const volume = { month, before: row?.month === month ? 4 ** (row.power - 1) : 0, blobs: new Set<string>() };
  volumes().set(userId, volume);
  return volume;
}

/** The smallest power of four that is not less than `bytes`, which are some. */
function powerOver(bytes: number): number {
  return Math.ceil(Math.log2(bytes) / 2);
}
