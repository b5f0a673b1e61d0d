/**
 * The parts of an office file: a ZIP of unknown origin, of which only what is asked for is inflated, within bounds. Package archives have
 * a stricter reader of their own (lib/client/package/zip).
 */

const END_SIGN = 0x06054b50;
const ENTRY_SIGN = 0x02014b50;
const HEAD_SIGN = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;

export const ZIP_LIMITS = {
  entries: 10_000,
  /** Inflated, of one part and of all that were read. */
  partBytes: 32 * 2 ** 20,
  totalBytes: 64 * 2 ** 20,
  /** Inflated to stored, of a part above `freeBytes`. */
  ratio: 200,
  freeBytes: 2 ** 20,
} as const;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Every failure throws: the frame says that the file is damaged. */
export class ZipParts {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #entries = new Map<string, Entry>();
  #read = 0;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#readDirectory();
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The inflated bytes of one part. */
  async read(name: string): Promise<Uint8Array> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error("no such part");
    const most = Math.min(ZIP_LIMITS.partBytes, ZIP_LIMITS.totalBytes - this.#read, Math.max(ZIP_LIMITS.freeBytes, entry.packed * ZIP_LIMITS.ratio));
    if (entry.size > most) throw new Error("too large");
    const packed = this.#packedBytes(entry);
    const bytes = entry.method === 0 ? packed : await inflateRaw(packed, Math.min(most, entry.size));
    if (bytes.length !== entry.size) throw new Error("not its length");
    this.#read += bytes.length;
    return bytes;
  }

  #packedBytes({ method, offset, packed, size }: Entry): Uint8Array<ArrayBuffer> {
    if (this.#view.getUint32(offset, true) !== HEAD_SIGN) throw new Error("no head");
    if (method !== 8 && (method !== 0 || packed !== size)) throw new Error("unknown packing");
    const start = offset + 30 + this.#view.getUint16(offset + 26, true) + this.#view.getUint16(offset + 28, true);
    if (start + packed > this.#bytes.length) throw new Error("cut short");
    return this.#bytes.subarray(start, start + packed);
  }

  #readDirectory(): void {
    const end = this.#findEnd();
    const count = this.#view.getUint16(end + 10, true);
    let at = this.#view.getUint32(end + 16, true);
    if (count > ZIP_LIMITS.entries) throw new Error("too many parts");
    for (let i = 0; i < count; i++) {
      if (this.#view.getUint32(at, true) !== ENTRY_SIGN) throw new Error("no entry");
      const isEncrypted = (this.#view.getUint16(at + 8, true) & 1) === 1;
      const nameEnd = at + 46 + this.#view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(this.#bytes.subarray(at + 46, nameEnd));
      if (isEncrypted || this.#entries.has(name)) throw new Error("encrypted, or two parts of one name");
      const entry = { method: this.#view.getUint16(at + 10, true), packed: this.#view.getUint32(at + 20, true), size: this.#view.getUint32(at + 24, true) };
      this.#entries.set(name, { ...entry, offset: this.#view.getUint32(at + 42, true) });
      at = nameEnd + this.#view.getUint16(at + 30, true) + this.#view.getUint16(at + 32, true);
    }
  }

  #findEnd(): number {
    const last = this.#bytes.length - END_BYTES;
    for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
      if (this.#view.getUint32(at, true) === END_SIGN) return at;
    }
    throw new Error("no directory");
  }
}

/** Stops at the first byte beyond `most`. */
async function inflateRaw(packed: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const bytes = new Uint8Array(most);
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, filled);
    if (filled + value.length > most) {
      await reader.cancel();
      throw new Error("too large");
    }
    bytes.set(value, filled);
    filled += value.length;
  }
}
