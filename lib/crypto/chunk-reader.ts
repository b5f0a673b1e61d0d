/** Reads chunks of a file one after the other, each while the one before it is worked on. */
import type { Bytes } from "../shared/bytes";
import { CHUNK_BYTES } from "../format/chunks";
import { CryptoError, demand } from "./crypto-error";

/** The part of a browser's File that is read. */
export interface ReadableFile {
  readonly size: number;
  slice(start: number): { stream(): ReadableStream<Bytes> };
}

/** Two buffers that are used again and again: touching fresh memory costs more than the copy. */
export type ReadBuffers = ArrayBuffer[];

export function makeReadBuffers(): ReadBuffers {
  return [new ArrayBuffer(CHUNK_BYTES), new ArrayBuffer(CHUNK_BYTES)];
}

export class ChunkReader {
  readonly #size: number;
  readonly #spare: ReadBuffers;
  readonly #reader: ReadableStreamBYOBReader;
  readonly #end: number;
  #index: number;
  #ahead: Promise<Bytes> | null = null;
  #lent: ArrayBuffer | null = null;

  /** Reads chunks [first, end). Each opening asks the browser anew whether the file is what it was. */
  constructor(file: ReadableFile, buffers: ReadBuffers, first: number, end: number) {
    this.#size = file.size;
    this.#spare = buffers;
    this.#index = first;
    this.#end = end;
    this.#reader = file.slice(Math.min(first * CHUNK_BYTES, file.size)).stream().getReader({ mode: "byob" });
  }

  /** The file's bytes of the next chunk, until the call after; none past the file's end. E_CHANGED when it cannot be read as it was. */
  async next(): Promise<Bytes> {
    this.#giveBack();
    const data = await (this.#ahead ?? this.#fill());
    this.#lent = data.buffer;
    this.#ahead = this.#index < this.#end ? this.#fill() : null;
    this.#ahead?.catch(() => undefined); // told when it is taken
    return data;
  }

  async close(): Promise<void> {
    this.#giveBack();
    const unused = await this.#ahead?.catch(() => null);
    if (unused !== undefined && unused !== null) this.#spare.push(unused.buffer);
    await this.#reader.cancel().catch(() => undefined);
  }

  #giveBack(): void {
    if (this.#lent !== null) this.#spare.push(this.#lent);
    this.#lent = null;
  }

  async #fill(): Promise<Bytes> {
    const wanted = Math.min(CHUNK_BYTES, Math.max(0, this.#size - this.#index++ * CHUNK_BYTES));
    let buffer = this.#spare.pop() ?? new ArrayBuffer(CHUNK_BYTES);
    let filled = 0;
    try {
      while (filled < wanted) {
        const { done, value } = await this.#reader.read(new Uint8Array(buffer, filled, wanted - filled));
        demand(!done, "E_CHANGED");
        buffer = value.buffer;
        filled += value.length;
      }
    } catch {
      throw new CryptoError("E_CHANGED"); // browsers refuse to read a File whose file on disk was touched
    }
    return new Uint8Array(buffer, 0, wanted);
  }
}
