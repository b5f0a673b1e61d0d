import "server-only";

/** The largest piece. An append holds two of them at most, a read one. */
export const MAX_PIECE_BYTES = 2 ** 23;

/** A run of a blob's bytes, up to before `end`, that is one object. */
export type Piece = { readonly start: number; readonly end: number };

/** `<blob id>/<place>`: places count down by the position of the first byte, so that a list begins with what was written last. */
export function keyOf(blobId: string, start: number): string {
  return `${blobId}/${(Number.MAX_SAFE_INTEGER - start).toString(16).padStart(14, "0")}`;
}

const LISTED = /<Contents>.*?<Key>[0-9a-f]{32}\/([0-9a-f]{14})<\/Key>.*?<Size>(\d+)<\/Size>.*?<\/Contents>/gs;

/** The pieces of a ListObjectsV2 answer for one blob. */
export function readList(xml: string): readonly Piece[] {
  return [...xml.matchAll(LISTED)].map(([, place, size]) => {
    const start = Number.MAX_SAFE_INTEGER - Number.parseInt(place ?? "", 16);
    return { start, end: start + Number(size) };
  });
}

type Write = (start: number, parts: readonly Uint8Array[]) => Promise<void>;

/** Gathers bytes into pieces and writes them one after the other, each while the next one is gathered. */
export class PieceWriter {
  readonly #write: Write;
  #parts: Uint8Array[] = [];
  #gathered = 0;
  #start: number;
  #writing: Promise<void> = Promise.resolve();

  constructor(start: number, write: Write) {
    this.#start = start;
    this.#write = write;
  }

  /** Where the next piece begins. */
  get position(): number {
    return this.#start;
  }

  async add(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0; ) {
      const taken = rest.subarray(0, MAX_PIECE_BYTES - this.#gathered);
      this.#parts.push(taken);
      this.#gathered += taken.length;
      rest = rest.subarray(taken.length);
      if (this.#gathered === MAX_PIECE_BYTES) await this.#endPiece();
    }
  }

  /** Writes what has been gathered, and waits for all of it. After a piece that failed none is written. */
  async end(): Promise<void> {
    if (this.#gathered > 0) await this.#endPiece();
    await this.#writing;
  }

  async #endPiece(): Promise<void> {
    await this.#writing;
    this.#writing = this.#write(this.#start, this.#parts);
    this.#writing.catch(() => undefined); // told by the next wait for it
    this.#start += this.#gathered;
    [this.#parts, this.#gathered] = [[], 0];
  }
}
