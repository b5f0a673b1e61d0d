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

/** The hash of an upload that has `offset` bytes, if it was fed them all since this process began. */
export function hashAt(blobId: string, offset: number): TreeHash | null {
  const known = offset === 0 ? new TreeHash() : running().get(blobId);
  running().delete(blobId);
  if (known?.length !== offset) return null;
  const [oldest] = running().keys();
  if (oldest !== undefined && running().size >= MOST_AT_ONCE) running().delete(oldest);
  running().set(blobId, known);
  return known;
}

/** cth of a finished upload of `length` bytes, or null when it must be read from the disk. */
export function takeHash(blobId: string, length: number): Bytes | null {
  const known = running().get(blobId);
  running().delete(blobId);
  return known?.length === length ? known.finish() : null;
}
