/**
 * Any part of a stored file without the rest: only the chunks that hold it are fetched, and each is checked before a byte of it is
 * given. The hashes of the whole file are not: saving the file does that.
 */
import { CHUNK_BYTES, SEALED_CHUNK_BYTES } from "@/lib/format/chunks";
import type { FileCipherApi, PublicFile } from "@/lib/crypto/api";
import type { Client } from "./client";
import { demandRecorded, EvidenceError, fetchSealed } from "./download-evidence";
import type { RangeReader } from "./preview/ranges";

/** Opened chunks that are kept. */
const KEPT_CHUNKS = 12;
/** Chunks that one request brings, at most, when the file is read on from where it was. */
const MOST_AT_ONCE = 2;

export type EvidenceRanges = RangeReader & { close(): void };

export async function openEvidenceRanges(client: Client, dossierId: string, file: PublicFile): Promise<EvidenceRanges> {
  if (file.blob === null || file.sha256 === null) throw new EvidenceError("unreachable");
  await demandRecorded(client, dossierId, file, "viewed");
  const cipher = await client.fileCipher(file.fid);
  const chunks = new ChunkStore(cipher, file, (start, end) => fetchSealed(client, dossierId, file.blob ?? "", { start, end }));
  return {
    size: file.sizeBytes,
    async read(start, end) {
      if (!(0 <= start && start <= end && end <= file.sizeBytes)) throw new RangeError("outside the file");
      const out = new Uint8Array(end - start);
      for (let index = Math.floor(start / CHUNK_BYTES); index * CHUNK_BYTES < end; index++) {
        const offset = index * CHUNK_BYTES;
        const chunk = await chunks.get(index);
        out.set(chunk.subarray(Math.max(0, start - offset), end - offset), Math.max(0, offset - start));
      }
      return out;
    },
    close: () => cipher.close(),
  };
}

type FetchRange = (start: number, end: number) => Promise<ReadableStreamDefaultReader<Uint8Array>>;

class ChunkStore {
  readonly #cipher: FileCipherApi;
  readonly #file: PublicFile;
  readonly #fetch: FetchRange;
  readonly #count: number;
  /** In the order of their last use. */
  readonly #kept = new Map<number, Promise<Uint8Array>>();
  #next = 0;
  #atOnce = 1;

  constructor(cipher: FileCipherApi, file: PublicFile, fetch: FetchRange) {
    this.#cipher = cipher;
    this.#file = file;
    this.#fetch = fetch;
    this.#count = Math.ceil(file.sealedBytes / SEALED_CHUNK_BYTES);
  }

  get(index: number): Promise<Uint8Array> {
    if (!this.#kept.has(index)) this.#request(index);
    const chunk = this.#kept.get(index) ?? Promise.reject(new EvidenceError("unreachable"));
    this.#kept.delete(index);
    this.#kept.set(index, chunk);
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT_CHUNKS)) this.#kept.delete(oldest);
    return chunk;
  }

  /** Asks for more at a time while the file is read in order, and for one chunk after a leap. */
  #request(first: number): void {
    this.#atOnce = first === this.#next ? Math.min(MOST_AT_ONCE, this.#atOnce * 2) : 1;
    let end = first + 1;
    while (end < Math.min(this.#count, first + this.#atOnce) && !this.#kept.has(end)) end++;
    this.#next = end;
    const stream = new SealedStream(this.#fetch(first * SEALED_CHUNK_BYTES, Math.min(end * SEALED_CHUNK_BYTES, this.#file.sealedBytes)));
    let before: Promise<unknown> = Promise.resolve();
    for (let index = first; index < end; index++) {
      const opened = before.then(() => this.#open(index, stream));
      opened.catch(() => this.#kept.delete(index)); // so that the next reader tries again
      this.#kept.set(index, opened);
      before = opened;
    }
    before.then(() => stream.close(), () => stream.close());
  }

  async #open(index: number, stream: SealedStream): Promise<Uint8Array> {
    const sealed = await stream.take(Math.min(SEALED_CHUNK_BYTES, this.#file.sealedBytes - index * SEALED_CHUNK_BYTES));
    return this.#cipher.openAnyChunk({ index, sealed }).catch(() => {
      throw new EvidenceError("tampered");
    });
  }
}

/** A response, taken in pieces of known length. */
class SealedStream {
  readonly #reader: Promise<ReadableStreamDefaultReader<Uint8Array>>;
  #rest: Uint8Array = new Uint8Array();

  constructor(reader: Promise<ReadableStreamDefaultReader<Uint8Array>>) {
    this.#reader = reader;
    reader.catch(() => undefined); // told to whoever takes
  }

  async take(length: number): Promise<Uint8Array> {
    const reader = await this.#reader;
    const piece = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.length === 0) {
        const { done, value } = await reader.read().catch(() => {
          throw new EvidenceError("unreachable");
        });
        if (done) throw new EvidenceError("tampered");
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, length - filled);
      piece.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return piece;
  }

  async close(): Promise<void> {
    await (await this.#reader.catch(() => null))?.cancel().catch(() => undefined);
  }
}
