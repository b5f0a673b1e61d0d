/** Directories of TIFF 6.0: read with their values, and written anew behind each other. */
import { concatBytes, type Bytes } from "../../shared/bytes";
import { ByteView } from "../byte-view";
import { demand } from "../refusal";

export interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** The value's bytes in the file's own order. */
  readonly value: Uint8Array;
  /** Where a longer value lies in the file. */
  readonly from: number | null;
}

export interface Range {
  readonly at: number;
  readonly length: number;
}

export interface Directory {
  readonly entries: readonly Entry[];
  readonly next: number;
  readonly at: number;
}

const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const MOST_PAGES = 10_000;

export function readDirectory(view: ByteView, at: number): Directory {
  const count = view.u16(at);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const place = at + 2 + 12 * i;
    const [tag, type, values] = [view.u16(place), view.u16(place + 2), view.u32(place + 4)];
    const size = (TYPE_BYTES[type] ?? 0) * values;
    const from = size <= 4 ? place + 8 : view.u32(place + 8);
    entries.push({ tag, type, count: values, value: size === 0 ? new Uint8Array() : view.sub(from, from + size), from: size <= 4 ? null : from });
  }
  return { entries, next: view.u32(at + 2 + 12 * count), at };
}

/** The pages of a file, each directory once. */
export function readPages(view: ByteView): Directory[] {
  const pages: Directory[] = [];
  const seen = new Set<number>();
  for (let at = view.u32(4); at !== 0; at = pages.at(-1)?.next ?? 0) {
    demand(!seen.has(at) && seen.size < MOST_PAGES);
    seen.add(at);
    pages.push(readDirectory(view, at));
  }
  demand(pages.length > 0);
  return pages;
}

const INNER_DIRECTORIES = new Set([34_665, 34_853, 40_965]);

/** The ranges that a directory takes up itself, with those of the EXIF and GPS directories inside. */
export function rangesOf(view: ByteView, directory: Directory, isLeftOut: (entry: Entry) => boolean, depth = 0): Range[] {
  const left = directory.entries.filter(isLeftOut);
  const own = { at: directory.at, length: 6 + 12 * directory.entries.length };
  const values = left.flatMap(({ from, value }) => (from === null ? [] : [{ at: from, length: value.length }]));
  const inner = depth > 2 ? [] : left.filter(({ tag, type, count }) => INNER_DIRECTORIES.has(tag) && type === 4 && count === 1).flatMap((entry) => {
    const at = numbersOf(entry, view.littleEndian)[0] ?? 0;
    return rangesOf(view, readDirectory(view, at), () => true, depth + 1);
  });
  return [own, ...values, ...inner];
}

/** Refuses a file in which what stays and what goes lie over each other. */
export function demandSeparate(stays: readonly Range[], goes: readonly Range[]): void {
  const all = [...stays.map((range) => ({ ...range, isKept: true })), ...goes.map((range) => ({ ...range, isKept: false }))].sort((a, b) => a.at - b.at);
  const end = { true: 0, false: 0 };
  for (const { at, length, isKept } of all) {
    demand(length === 0 || at >= end[`${!isKept}`]);
    end[`${isKept}`] = Math.max(end[`${isKept}`], at + length);
  }
}

/** Whole numbers of a SHORT or LONG value. */
export function numbersOf(entry: Entry | undefined, littleEndian: boolean): number[] {
  if (entry === undefined) return [];
  const view = new ByteView(entry.value, littleEndian);
  demand(entry.type === 3 || entry.type === 4);
  return Array.from({ length: entry.count }, (_, i) => (entry.type === 3 ? view.u16(2 * i) : view.u32(4 * i)));
}

/** A directory that begins at `at` and is the last, its longer values behind it; all begin at even places. */
export function writeDirectory(entries: readonly Entry[], at: number, littleEndian: boolean): Bytes {
  const table = new DataView(new ArrayBuffer(2 + 12 * entries.length + 4));
  const values: Uint8Array[] = [];
  let free = at + table.byteLength;
  table.setUint16(0, entries.length, littleEndian);
  entries.forEach(({ tag, type, count, value }, i) => {
    const place = 2 + 12 * i;
    table.setUint16(place, tag, littleEndian);
    table.setUint16(place + 2, type, littleEndian);
    table.setUint32(place + 4, count, littleEndian);
    if (value.length <= 4) value.forEach((byte, j) => table.setUint8(place + 8 + j, byte));
    else {
      table.setUint32(place + 8, free, littleEndian);
      values.push(value, new Uint8Array(value.length % 2));
      free += value.length + (value.length % 2);
    }
  });
  return concatBytes(new Uint8Array(table.buffer), ...values);
}

export function longs(tag: number, numbers: readonly number[], littleEndian: boolean): Entry {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, i) => { view.setUint32(4 * i, number, littleEndian); });
  return { tag, type: 4, count: numbers.length, value: new Uint8Array(view.buffer), from: null };
}
