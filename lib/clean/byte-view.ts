/** Numbers and texts out of bytes; a place beyond the end refuses the file as cut off. */
import type { Bytes } from "../shared/bytes";
import { refuse } from "./refusal";

export class ByteView {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, littleEndian = false) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  #place(at: number, size: number): number {
    return at < 0 || at + size > this.bytes.length ? refuse("truncated") : at;
  }

  u8(at: number): number {
    return this.#view.getUint8(this.#place(at, 1));
  }

  u16(at: number): number {
    return this.#view.getUint16(this.#place(at, 2), this.littleEndian);
  }

  u24(at: number): number {
    const [first, second, third] = [this.u8(at), this.u8(at + 1), this.u8(at + 2)];
    return this.littleEndian ? first | (second << 8) | (third << 16) : (first << 16) | (second << 8) | third;
  }

  u32(at: number): number {
    return this.#view.getUint32(this.#place(at, 4), this.littleEndian);
  }

  /** Refuses what a JavaScript number cannot hold. */
  u64(at: number): number {
    const value = Number(this.#view.getBigUint64(this.#place(at, 8), this.littleEndian));
    return Number.isSafeInteger(value) ? value : refuse("malformed");
  }

  /** Latin-1. */
  text(at: number, length: number): string {
    return latin1(this.sub(at, at + length));
  }

  sub(from: number, to = this.bytes.length): Uint8Array {
    return to < from || to > this.bytes.length || from < 0 ? refuse("truncated") : this.bytes.subarray(from, to);
  }
}

export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** UTF-8, or Latin-1 where it is not; for findings alone. */
export function readable(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

/** One byte for each letter. */
export function fromLatin1(text: string): Bytes {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function u16le(value: number): Bytes {
  return Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
}

export function u32le(value: number): Bytes {
  return Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff);
}

export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
