/** Writes an archive member by member into a sink, holding no more than a chunk at a time. */
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex, type Bytes } from "../../../shared/bytes";
import { crc32 } from "../../../shared/crc32";
import { centralHeader, dataDescriptor, endRecords, localHeader, type ZipEntry } from "./records";

const NAME = /^[A-Za-z0-9][A-Za-z0-9-]*(?:[./][A-Za-z0-9][A-Za-z0-9-]*)*$/;

export interface WrittenMember {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** The sink took no more: a full disk, a closed window. */
export class SinkError extends Error {
  constructor(cause: unknown) {
    super("the sink failed", { cause });
    this.name = "SinkError";
  }
}

export class ArchiveWriter {
  readonly #sink: WritableStreamDefaultWriter<Uint8Array>;
  readonly #onBytes: (written: number) => void;
  readonly #entries: ZipEntry[] = [];
  #written = 0;

  /** `onBytes` hears the number of bytes written so far. */
  constructor(sink: WritableStreamDefaultWriter<Uint8Array>, onBytes: (written: number) => void = () => undefined) {
    this.#sink = sink;
    this.#onBytes = onBytes;
  }

  get size(): number {
    return this.#written;
  }

  /**
   * Stores a member of exactly `size` bytes. Throws RangeError for a name that is not neutral or not new, and for another
   * number of bytes; the archive must be given up then.
   */
  async add(name: string, size: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<WrittenMember> {
    if (!NAME.test(name) || this.#entries.some((entry) => entry.name === name)) throw new RangeError("not a neutral name");
    const offset = this.#written;
    await this.#write(localHeader({ name, size }));
    const digest = sha256.create();
    let crc = 0;
    let seen = 0;
    for await (const chunk of chunks) {
      digest.update(chunk);
      crc = crc32(chunk, crc);
      seen += chunk.length;
      if (seen > size) throw new RangeError("longer than announced");
      await this.#write(chunk);
    }
    if (seen !== size) throw new RangeError("shorter than announced");
    await this.#write(dataDescriptor({ size, crc }));
    this.#entries.push({ name, size, crc, offset });
    return { name, size, sha256: toHex(digest.digest()) };
  }

  /** Writes the central directory and closes the sink. */
  async finish(): Promise<void> {
    const start = this.#written;
    for (const entry of this.#entries) await this.#write(centralHeader(entry));
    await this.#write(endRecords(this.#entries.length, this.#written - start, start));
    await this.#sink.close().catch((cause: unknown) => {
      throw new SinkError(cause);
    });
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    try {
      await this.#sink.write(bytes);
    } catch (cause) {
      throw new SinkError(cause);
    }
    this.#written += bytes.length;
    this.#onBytes(this.#written);
  }
}

/** The bytes that an archive of these members has, to show progress by. */
export function archiveSize(members: readonly { readonly name: string; readonly size: number }[]): number {
  let offset = 0;
  let directory = 0;
  for (const { name, size } of members) {
    directory += centralHeader({ name, size, crc: 0, offset }).length;
    offset += localHeader({ name, size }).length + size + dataDescriptor({ size, crc: 0 }).length;
  }
  return offset + directory + endRecords(members.length, directory, offset).length;
}

/** Reads a stream as an async iterable, for engines whose streams are not iterable; a broken-off loop cancels the stream. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Bytes> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value as Bytes;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
