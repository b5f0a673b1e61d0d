import "server-only";
import type { Bytes } from "@/lib/shared/bytes";
import { env } from "../env";
import { processState } from "../process-state";
import { BucketStore } from "./bucket-store";
import { StoreError, type EvidenceStore } from "./evidence-store";
import { FolderStore } from "./folder-store";
import { TreeHash } from "./tree-hash";

/** Left free where the evidence lies, whatever is asked for. */
const RESERVE_BYTES = 2 ** 30;
const MEBIBYTE = 2 ** 20;

/** The store that the configuration names. */
export function evidenceStore(): EvidenceStore {
  const { bucket, evidenceFolder } = env();
  if (bucket !== undefined) return processState(`evidence ${bucket.url}`, () => new BucketStore(bucket));
  return processState(`evidence ${evidenceFolder}`, () => new FolderStore(evidenceFolder));
}

export async function hasRoomFor(bytes: number): Promise<boolean> {
  const free = await evidenceStore().freeBytes();
  return free === null || free - bytes >= RESERVE_BYTES;
}

/** cth of what is stored of a blob of `length` bytes; `breathe` comes after each mebibyte. Throws when that is not all there. */
export async function hashStoredBlob(blobId: string, length: number, breathe?: () => Promise<void>): Promise<Bytes> {
  if ((await evidenceStore().offset(blobId)) !== length) throw new StoreError("damaged");
  const hash = new TreeHash();
  for await (const part of await evidenceStore().read(blobId, 0, length)) {
    const before = Math.floor(hash.length / MEBIBYTE);
    hash.update(part as Buffer);
    if (Math.floor(hash.length / MEBIBYTE) > before) await breathe?.();
  }
  return hash.finish();
}
