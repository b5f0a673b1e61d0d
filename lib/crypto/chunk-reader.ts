/** Reads chunks of a file one after the other, each while the one before it is worked on. */
import type { Bytes } from "../shared/bytes";
import { CHUNK_BYTES } from "../format/chunks";
import type { ChunkBuffers } from "./chunk-buffers";
import { CryptoError, demand } from "./crypto-error";

/** The part of a browser's File that is read. */
export interface ReadableFile {
  readonly size: number;
  slice(start: number): { stream(): ReadableStream<Bytes> };
}

/** Chromium collects a stream to which nothing but its own pending read leads, and that read then never ends. */
const open = new Set<ChunkReader>();

/** Has to be closed, however reading ends. */
export class ChunkReader {
  readonly #size: number;
  readonly #buffers: ChunkBuffers;
  readonly #reader: ReadableStreamBYOBReader;
  readonly #end: number;
  #index: number;
  #ahead: Promise<Bytes> | null = null;

  /** Reads chunks [first, end). Each opening asks the browser anew whether the file is what it was. */
  constructor(file: ReadableFile, buffers: ChunkBuffers, first: number, end: number) {
    this.#size = file.size;
    this.#buffers = buffers;
    this.#index = first;
    this.#end = end;
    this.#reader = file.slice(Math.min(first * CHUNK_BYTES, file.size)).stream().getReader({ mode: "byob" });
    open.add(this);
  }

  /**
   * The file's bytes of the next chunk, none past the file's end, in a buffer that whoever gets it gives back. E_CHANGED when the file
   * cannot be read as it was.
   */
  async next(): Promise<Bytes> {
    const data = await (this.#ahead ?? this.#fill());
    this.#ahead = this.#index < this.#end ? this.#fill() : null;
    this.#ahead?.catch(() => undefined); // told when it is taken
    return data;
  }

  async close(): Promise<void> {
    const unused = await this.#ahead?.catch(() => null);
    if (unused !== undefined && unused !== null) this.#buffers.giveBack(unused.buffer);
    await this.#reader.cancel().catch(() => undefined);
    open.delete(this);
  }

  async #fill(): Promise<Bytes> {
    const wanted = Math.min(CHUNK_BYTES, Math.max(0, this.#size - this.#index++ * CHUNK_BYTES));
    let buffer = await this.#buffers.take();
    let filled = 0;
    try {
      while (filled < wanted) {
        const { done, value } = await this.#reader.read(new Uint8Array(buffer, filled, wanted - filled));
        if (value !== undefined) buffer = value.buffer;
        demand(!done, "E_CHANGED");
        filled += value.length;
      }
    } catch {
      // The buffer may be lost in the browser's hands.
      this.#buffers.giveBack(buffer.byteLength === CHUNK_BYTES ? buffer : new ArrayBuffer(CHUNK_BYTES));
      throw new CryptoError("E_CHANGED"); // browsers refuse to read a File whose file on disk was touched
    }
    return new Uint8Array(buffer, 0, wanted);
  }
}
