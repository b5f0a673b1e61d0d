/** The tables of a HEIF file's "meta" box (ISO/IEC 23008-12): which items there are, where their bytes lie, how they belong together. */
import { concatBytes, u32, type Bytes } from "../../shared/bytes";
import { readBoxes, writeBox, type Box } from "../boxes";
import { ByteView, fromLatin1, latin1 } from "../byte-view";
import { demand } from "../refusal";

export interface Extent {
  readonly at: number;
  readonly length: number;
}

export interface Item {
  readonly id: number;
  readonly type: string;
  readonly hidden: boolean;
  readonly name: string;
  readonly contentType: string;
}

export interface Location {
  /** The bytes lie in "idat" rather than in the file. */
  readonly inside: boolean;
  readonly extents: readonly Extent[];
}

export interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

export interface Association {
  /** Counted from 1, as in the file. */
  readonly property: number;
  readonly essential: boolean;
}

const MOST_ITEMS = 4096;

const u16 = (value: number): Bytes => u32(value).slice(2);

export function readItems({ data }: Box): Item[] {
  const view = new ByteView(data);
  const isLong = view.u8(0) > 0;
  const boxes = readBoxes(view.sub(isLong ? 8 : 6));
  demand(boxes.length === (isLong ? view.u32(4) : view.u16(4)) && boxes.length <= MOST_ITEMS);
  return boxes.map((box) => {
    const entry = new ByteView(box.data);
    const version = entry.u8(0);
    demand(box.type === "infe" && (version === 2 || version === 3), "unsupported");
    const at = version === 2 ? 6 : 8;
    demand(entry.u16(at) === 0, "locked");
    const [name = "", contentType = ""] = latin1(entry.sub(at + 6)).split("\0");
    return { id: version === 2 ? entry.u16(4) : entry.u32(4), type: entry.text(at + 2, 4), hidden: (entry.u8(3) & 1) === 1, name, contentType };
  });
}

export function writeItems(items: readonly Item[]): Bytes {
  const entries = items.map(({ id, type, hidden }) =>
    writeBox("infe", Uint8Array.of(2, 0, 0, hidden ? 1 : 0), u16(id), u16(0), fromLatin1(type), Uint8Array.of(0)));
  return writeBox("iinf", u32(0), u16(items.length), ...entries);
}

/** Reads numbers of 0, 4 or 8 bytes one after the other. */
function numbersFrom(view: ByteView, start: number): (bytes: number) => number {
  let at = start;
  return (bytes) => {
    demand([0, 2, 4, 8].includes(bytes));
    at += bytes;
    if (bytes === 0) return 0;
    return bytes === 2 ? view.u16(at - 2) : bytes === 4 ? view.u32(at - 4) : view.u64(at - 8);
  };
}

export function readLocations({ data }: Box): Map<number, Location> {
  const view = new ByteView(data);
  const version = view.u8(0);
  demand(version <= 2, "unsupported");
  const [offsetBytes, lengthBytes, baseBytes] = [view.u8(4) >> 4, view.u8(4) & 15, view.u8(5) >> 4];
  const indexBytes = version === 0 ? 0 : view.u8(5) & 15;
  const number = numbersFrom(view, 6);
  const count = number(version === 2 ? 4 : 2);
  demand(count <= MOST_ITEMS);
  const locations = new Map<number, Location>();
  for (let i = 0; i < count; i++) {
    const id = number(version === 2 ? 4 : 2);
    const method = version === 0 ? 0 : number(2) & 15;
    demand(method <= 1 && number(2) === 0, "unsupported");
    const base = number(baseBytes);
    const extents = Array.from({ length: number(2) }, () => {
      number(indexBytes);
      const offset = number(offsetBytes);
      return { at: base + offset, length: number(lengthBytes) };
    });
    demand(!locations.has(id) && extents.every(({ length }) => length > 0), "unsupported"); // no length: up to the end of the file
    locations.set(id, { inside: method === 1, extents });
  }
  return locations;
}

/** One extent for each item, with offsets of four bytes: its size does not depend on where the items lie. */
export function writeLocations(locations: readonly (Extent & { id: number; inside: boolean })[]): Bytes {
  const entries = locations.map(({ id, inside, at, length }) =>
    concatBytes(u16(id), u16(inside ? 1 : 0), u16(0), u16(1), u32(at), u32(length)));
  return writeBox("iloc", u32(0x0100_0000), Uint8Array.of(0x44, 0), u16(locations.length), ...entries);
}

export function readReferences(box: Box | undefined): Reference[] {
  if (box === undefined) return [];
  const isLong = new ByteView(box.data).u8(0) > 0;
  return readBoxes(box.data.subarray(4)).map(({ type, data }) => {
    const view = new ByteView(data);
    const id = (at: number): number => (isLong ? view.u32(4 * at) : view.u16(2 * at));
    const start = isLong ? 4 : 2;
    const count = view.u16(start);
    const first = isLong ? (at: number) => view.u32(start + 2 + 4 * at) : (at: number) => view.u16(start + 2 + 2 * at);
    return { type, from: id(0), to: Array.from({ length: count }, (_, i) => first(i)) };
  });
}

export function writeReferences(references: readonly Reference[]): Bytes[] {
  const boxes = references.map(({ type, from, to }) => writeBox(type, u16(from), u16(to.length), ...to.map(u16)));
  return boxes.length === 0 ? [] : [writeBox("iref", u32(0), ...boxes)];
}

export function readAssociations({ data }: Box, properties: number): Map<number, Association[]> {
  const view = new ByteView(data);
  const [version, isWide] = [view.u8(0), (view.u8(3) & 1) === 1];
  const associations = new Map<number, Association[]>();
  let at = 8;
  for (let left = view.u32(4); left > 0; left--) {
    const id = version === 0 ? view.u16(at) : view.u32(at);
    at += version === 0 ? 2 : 4;
    const list: Association[] = [];
    for (let count = view.u8(at++); count > 0; count--) {
      const value = isWide ? view.u16(at) : view.u8(at);
      at += isWide ? 2 : 1;
      const property = value & (isWide ? 0x7fff : 0x7f);
      demand(property <= properties);
      list.push({ property, essential: value > (isWide ? 0x7fff : 0x7f) });
    }
    demand(!associations.has(id));
    associations.set(id, list);
  }
  return associations;
}

export function writeAssociations(associations: ReadonlyMap<number, readonly Association[]>): Bytes {
  const entries = [...associations].map(([id, list]) =>
    concatBytes(u16(id), Uint8Array.of(list.length), ...list.map(({ property, essential }) => u16(property | (essential ? 0x8000 : 0)))));
  return writeBox("ipma", Uint8Array.of(0, 0, 0, 1), u32(associations.size), ...entries);
}
