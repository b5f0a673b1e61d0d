/**
 * The upload worker's state: ciphertext for any byte range of one upload, and the hashes of the whole, rebuilt from byte 0
 * whenever an upload resumes (protocol 3.10, 3.17).
 */
import type { Bytes } from "../shared/bytes";
import { CHUNK_BYTES, cthOf, SEALED_CHUNK_BYTES, sealedSize } from "../format/chunks";
import { wipeChunkMemory } from "./chunk-memory";
import { CryptoError, demand } from "./crypto-error";
import { fileKeys, hashSealed, sealChunk, type FileKeys } from "./file-cipher";
import { memcmp, memzero, sha256, startSha256, type RunningHash } from "./sodium";

/** The part of a browser's File that is read. */
export interface ReadableFile {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

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
  readonly #digest: RunningHash = startSha256();
  readonly #chunkHashes: Promise<Bytes>[] = [];
  #ahead: { readonly index: number; readonly data: Promise<Bytes> } | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #result: UploadDigest | null = null;

  constructor(key: UploadKey) {
    this.#keys = fileKeys(key.fk, key.fid, key.size);
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
      for (let at = start; at < end; ) {
        const index = Math.floor(at / SEALED_CHUNK_BYTES);
        const offset = index * SEALED_CHUNK_BYTES;
        const sealed = await this.#chunk(file, index);
        const part = sealed.subarray(at - offset, Math.min(end - offset, sealed.length));
        out.set(part, at - start);
        at += part.length;
      }
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

  /** Hashes of the whole, once every chunk has been sealed; E_RANGE before. */
  finish(): Promise<UploadDigest> {
    return this.#inTurn(async () => {
      demand(this.#chunkHashes.length === this.#keys.count, "E_RANGE");
      const cth = cthOf(await Promise.all(this.#chunkHashes));
      this.#result ??= { sha256: this.#digest.finish(), cth, length: this.length };
      return this.#result;
    });
  }

  wipe(): void {
    memzero(this.#keys.cipherKey, this.#keys.nonceKey);
    wipeChunkMemory();
  }

  #inTurn<V>(work: () => Promise<V>): Promise<V> {
    const next = this.#queue.then(work, work);
    this.#queue = next.catch(() => undefined);
    return next;
  }

  async #hashUpTo(file: ReadableFile, count: number): Promise<void> {
    while (this.#chunkHashes.length < count) await this.#chunk(file, this.#chunkHashes.length);
  }

  /** Sealed chunk `index`, a view until the next; a chunk that was sealed before must come out the same. */
  async #chunk(file: ReadableFile, index: number): Promise<Bytes> {
    await this.#hashUpTo(file, index);
    const data = await this.#take(file, index);
    const before = await this.#chunkHashes[index];
    const sealed = sealChunk(this.#keys, index, data, before === undefined ? this.#digest : null);
    if (before === undefined) this.#chunkHashes.push(hashSealed(sealed));
    else demand(memcmp(before, sha256(sealed)), "E_CHANGED");
    return sealed;
  }

  /** The file's bytes of chunk `index`, while those of the next are on their way. */
  async #take(file: ReadableFile, index: number): Promise<Bytes> {
    const data = await (this.#ahead?.index === index ? this.#ahead.data : this.#read(file, index));
    const next = index + 1 < this.#keys.count ? this.#read(file, index + 1) : null;
    next?.catch(() => undefined); // told when it is taken
    this.#ahead = next === null ? null : { index: index + 1, data: next };
    return data;
  }

  async #read(file: ReadableFile, index: number): Promise<Bytes> {
    demand(file.size === this.#keys.size, "E_CHANGED");
    const start = Math.min(index * CHUNK_BYTES, this.#keys.size);
    const end = Math.min(start + CHUNK_BYTES, this.#keys.size);
    let data: Bytes;
    try {
      data = new Uint8Array(await file.slice(start, end).arrayBuffer());
    } catch {
      throw new CryptoError("E_CHANGED"); // browsers refuse to read a File whose file on disk was touched
    }
    demand(data.length === end - start, "E_CHANGED");
    return data;
  }
}
