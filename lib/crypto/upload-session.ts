/**
 * The upload worker's state: ciphertext for any byte range of one upload, and the hashes of the whole, rebuilt from byte 0
 * whenever an upload resumes (protocol 3.10, 3.17).
 */
import type { Bytes } from "../shared/bytes";
import { cthOf, SEALED_CHUNK_BYTES, sealedSize } from "../format/chunks";
import { ChunkBuffers } from "./chunk-buffers";
import { ChunkReader, type ReadableFile } from "./chunk-reader";
import { demand } from "./crypto-error";
import { fileKeys, hashSealed, sealChunk, wipeKeys, type FileKeys } from "./file-cipher";
import { hashHere, type OriginalHash, type StartHash } from "./original-hash";
import { memcmp, sha256 } from "./sodium";

export interface UploadKey {
  /** 32 bytes */
  readonly fk: Bytes;
  /** 16 bytes */
  readonly fid: Bytes;
  /** the size that was announced; another one is a changed file */
  readonly size: number;
}

export interface UploadDigest {
  /** SHA-256 of the original: the evidential hash */
  readonly sha256: Bytes;
  /** the tree hash of the ciphertext that the server's receipt must equal */
  readonly cth: Bytes;
  /** bytes of ciphertext */
  readonly length: number;
}

export class UploadSession {
  readonly #keys: FileKeys;
  readonly #original: OriginalHash;
  readonly #chunkHashes: Promise<Bytes>[] = [];
  readonly #buffers = new ChunkBuffers();
  #queue: Promise<unknown> = Promise.resolve();
  #result: UploadDigest | null = null;

  constructor(key: UploadKey, startHash: StartHash = hashHere) {
    this.#keys = fileKeys(key.fk, key.fid, key.size);
    this.#original = startHash();
  }

  /** Bytes of ciphertext of the whole upload. */
  get length(): number {
    return sealedSize(this.#keys.size);
  }

  /** Ciphertext bytes [start, end). E_RANGE outside the upload, E_CHANGED when the file is not what it was. */
  range(file: ReadableFile, start: number, end: number): Promise<Bytes> {
    return this.#inTurn(async () => {
      const inside = Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end && end <= this.length;
      demand(inside, "E_RANGE");
      const out = new Uint8Array(end - start);
      const first = Math.floor(start / SEALED_CHUNK_BYTES);
      await this.#hashUpTo(file, first);
      await this.#sealChunks(file, first, Math.ceil(end / SEALED_CHUNK_BYTES), (sealed, index) => {
        const offset = index * SEALED_CHUNK_BYTES;
        const part = sealed.subarray(Math.max(0, start - offset), end - offset);
        out.set(part, Math.max(0, offset - start));
      });
      return out;
    });
  }

  /** Reads from byte 0 as far as ciphertext byte `end`, for the hashes alone. */
  catchUp(file: ReadableFile, end: number): Promise<void> {
    return this.#inTurn(async () => {
      demand(Number.isSafeInteger(end) && 0 <= end && end <= this.length, "E_RANGE");
      await this.#hashUpTo(file, Math.ceil(end / SEALED_CHUNK_BYTES));
    });
  }

  /** Hashes of the whole, once every chunk has been sealed; E_RANGE before. E_CHANGED if `file` was touched since. */
  finish(file: ReadableFile): Promise<UploadDigest> {
    return this.#inTurn(async () => {
      demand(this.#chunkHashes.length === this.#keys.count, "E_RANGE");
      await this.#readChunks(file, 0, 1, (data) => this.#buffers.giveBack(data.buffer));
      const cth = cthOf(await Promise.all(this.#chunkHashes));
      this.#result ??= { sha256: await this.#original.finish(), cth, length: this.length };
      return this.#result;
    });
  }

  wipe(): void {
    wipeKeys(this.#keys);
  }

  #inTurn<V>(work: () => Promise<V>): Promise<V> {
    const next = this.#queue.then(work, work);
    this.#queue = next.catch(() => undefined);
    return next;
  }

  async #hashUpTo(file: ReadableFile, end: number): Promise<void> {
    await this.#sealChunks(file, this.#chunkHashes.length, end, () => undefined);
  }

  /** Seals chunks [first, end) in order, each a view until the next; one that was sealed before must come out the same. */
  async #sealChunks(file: ReadableFile, first: number, end: number, take: (sealed: Bytes, index: number) => void): Promise<void> {
    await this.#readChunks(file, first, end, async (data, index) => {
      const before = await this.#chunkHashes[index];
      const sealed = sealChunk(this.#keys, index, data);
      if (before === undefined) {
        this.#chunkHashes.push(hashSealed(sealed));
        void this.#original.update(data).then((buffer) => this.#buffers.giveBack(buffer));
      } else {
        this.#buffers.giveBack(data.buffer);
        demand(memcmp(before, sha256(sealed)), "E_CHANGED");
      }
      take(sealed, index);
    });
  }

  /** `take` sees to it that the buffer of its data is given back. */
  async #readChunks(file: ReadableFile, first: number, end: number, take: (data: Bytes, index: number) => unknown): Promise<void> {
    if (first >= end) return;
    demand(file.size === this.#keys.size, "E_CHANGED");
    const reader = new ChunkReader(file, this.#buffers, first, end);
    try {
      for (let index = first; index < end; index++) await take(await reader.next(), index);
    } finally {
      await reader.close();
    }
  }
}
