import "server-only";
import { createHash } from "node:crypto";
import { cthOf, SEALED_CHUNK_BYTES } from "@/lib/format/chunks";
import type { Bytes } from "@/lib/shared/bytes";
import { processState } from "../process-state";

/** The hash over the hashes of the sealed chunks, as the uploading browser computes it (protocol 3.10), of bytes as they come. */
export class TreeHash {
  readonly #hashes: Bytes[] = [];
  #chunk = createHash("sha256");
  #filled = 0;
  #length = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    for (let rest = bytes; rest.length > 0; ) {
      const taken = rest.subarray(0, SEALED_CHUNK_BYTES - this.#filled);
      this.#chunk.update(taken);
      this.#filled += taken.length;
      rest = rest.subarray(taken.length);
      if (this.#filled === SEALED_CHUNK_BYTES) this.#endChunk();
    }
  }

  /** cth of all of it. */
  finish(): Bytes {
    if (this.#filled > 0) this.#endChunk();
    return cthOf(this.#hashes);
  }

  #endChunk(): void {
    this.#hashes.push(new Uint8Array(this.#chunk.digest()));
    [this.#chunk, this.#filled] = [createHash("sha256"), 0];
  }
}

/** Uploads whose bytes are hashed while they arrive; the oldest is dropped for a new one, and hashed from the disk in the end. */
const MOST_AT_ONCE = 256;
const running = (): Map<string, TreeHash> => processState("tree-hashes", () => new Map<string, TreeHash>());

/**
 * Takes the hash of an upload that has `offset` bytes, if all of them came through this process since it began. Whoever
 * feeds it gives it back with keepHash when what was fed is what is on the disk: another process may write the next bytes.
 */
export function hashAt(blobId: string, offset: number): TreeHash | null {
  const known = offset === 0 ? new TreeHash() : running().get(blobId);
  running().delete(blobId);
  return known?.length === offset ? known : null;
}

export function keepHash(blobId: string, hash: TreeHash): void {
  const [oldest] = running().keys();
  if (oldest !== undefined && running().size >= MOST_AT_ONCE) running().delete(oldest);
  running().set(blobId, hash);
}

/** cth of a finished upload of `length` bytes, or null when it must be read from the disk. */
export function takeHash(blobId: string, length: number): Bytes | null {
  return hashAt(blobId, length)?.finish() ?? null;
}
