/** Reads a file by windows: small pieces one after the other cost one read together, and little of it is in memory at once. */
import { refuse } from "./refusal";

const WINDOW_BYTES = 1024 * 1024;

export class FileWindow {
  readonly #file: Blob;
  #start = 0;
  #bytes = new Uint8Array();

  constructor(file: Blob) {
    this.#file = file;
  }

  get size(): number {
    return this.#file.size;
  }

  slice(from: number, to: number): Blob {
    return this.#file.slice(from, to);
  }

  /** Exactly `length` bytes from `at` on; a place beyond the end refuses the file as cut off. */
  async read(at: number, length: number): Promise<Uint8Array> {
    if (at < 0 || at + length > this.#file.size) refuse("truncated");
    return this.readUpTo(at, length);
  }

  /** As many bytes as there are, up to `length`. */
  async readUpTo(at: number, length: number): Promise<Uint8Array> {
    const end = Math.min(at + length, this.#file.size);
    if (at < this.#start || end > this.#start + this.#bytes.length) {
      this.#bytes = new Uint8Array(await this.#file.slice(at, at + Math.max(length, WINDOW_BYTES)).arrayBuffer());
      this.#start = at;
    }
    return this.#bytes.subarray(at - this.#start, Math.max(at, end) - this.#start);
  }
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The slices of a file for ranges in the order of the file; neighbours become one. */
export function slicesOf(file: FileWindow, ranges: Iterable<Range>): Blob[] {
  const slices: Blob[] = [];
  let open: Range | null = null;
  for (const range of ranges) {
    if (open !== null && open.to === range.from) open = { from: open.from, to: range.to };
    else {
      if (open !== null && open.to > open.from) slices.push(file.slice(open.from, open.to));
      open = range;
    }
  }
  if (open !== null && open.to > open.from) slices.push(file.slice(open.from, open.to));
  return slices;
}
