/**
 * Buffers of one chunk each that are used again and again: touching fresh memory costs more than the copy. Whoever takes one waits
 * until there is one, so that nobody runs far ahead of the slowest.
 */
import { CHUNK_BYTES } from "../format/chunks";

const BUFFERS = 4;

export class ChunkBuffers {
  readonly #spare = Array.from({ length: BUFFERS }, () => new ArrayBuffer(CHUNK_BYTES));
  readonly #waiting: ((buffer: ArrayBuffer) => void)[] = [];

  take(): Promise<ArrayBuffer> {
    const spare = this.#spare.pop();
    return spare === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(spare);
  }

  giveBack(buffer: ArrayBuffer): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#spare.push(buffer);
    else next(buffer);
  }
}
