/** What tus sends: sealed ranges of a file, the body of the next request made while the one before it travels. */
import type { FileCipherApi } from "@/lib/crypto/api";
import { SEALED_CHUNK_BYTES } from "@/lib/format/chunks";

/** A PATCH should take about this long: much longer hides for how long a line has been dead, shorter pays for each round trip. */
const PATCH_SECONDS = 4;
/** Two ranges are in memory at once. */
const MOST_CHUNKS = 16;
const FIRST_CHUNKS = 4;

/** How many chunks the next PATCH takes, from how long the last ones took. */
export class PatchSize {
  #chunks = FIRST_CHUNKS;

  get chunks(): number {
    return this.#chunks;
  }

  /** `bytes` went in `ms`. Grows to twice at most, since one quick PATCH says little of the next. */
  observe(bytes: number, ms: number): void {
    const wanted = Math.floor((bytes / Math.max(ms, 1)) * 1000 * PATCH_SECONDS / SEALED_CHUNK_BYTES);
    this.#chunks = Math.min(Math.max(wanted, 1), this.#chunks * 2, MOST_CHUNKS);
  }
}

/** tus's FileSource. */
export type SealedSource = {
  readonly size: number;
  slice(start: number, limit: number): Promise<{ value: unknown; done: boolean }>;
  close(): void;
};

type Range = { readonly start: number; readonly end: number };
type Made = Range & { readonly body: Promise<unknown> };

/**
 * `size` is that of the whole ciphertext, `toBody` makes a request's body of bytes. Ranges end where chunks end, so that no chunk is
 * sealed twice. Rejects as the cipher does: E_CHANGED for another file.
 */
export function sealedSource(
  cipher: Pick<FileCipherApi, "sealRange">,
  file: Blob,
  size: number,
  toBody: (bytes: Uint8Array) => unknown,
  now: () => number = () => performance.now(),
): SealedSource {
  const patchSize = new PatchSize();
  let ahead: Made | null = null;
  let sending: (Range & { readonly since: number }) | null = null;

  const make = (start: number, limit: number): Made => {
    const chunksEnd = (Math.floor(start / SEALED_CHUNK_BYTES) + patchSize.chunks) * SEALED_CHUNK_BYTES;
    const end = Math.min(chunksEnd, limit, size);
    const body = cipher.sealRange({ file, start, end }).then(toBody);
    body.catch(() => undefined); // told when it is asked for
    return { start, end, body };
  };
  return {
    size,
    async slice(start, limit) {
      if (sending?.end === start) patchSize.observe(start - sending.start, now() - sending.since);
      const made: Made = ahead?.start === start && ahead.end <= limit ? ahead : make(start, limit);
      const value = await made.body;
      ahead = made.end < size ? make(made.end, size) : null;
      sending = { start, end: made.end, since: now() };
      return { value, done: made.end >= size };
    },
    close() {
      ahead = null; // the cipher is closed with the upload, after its digests were read
    },
  };
}
