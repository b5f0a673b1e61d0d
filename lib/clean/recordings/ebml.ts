/** Elements of EBML (RFC 8794), of which WebM and Matroska are made. */
import { concatBytes, u64, type Bytes } from "../../shared/bytes";
import { ByteView } from "../byte-view";
import type { FileWindow } from "../file-window";
import { demand } from "../refusal";

export interface Element {
  readonly id: number;
  readonly data: Uint8Array;
}

/** An element in the file; `to` is null where its size is unknown. */
export interface Place {
  readonly id: number;
  readonly at: number;
  readonly from: number;
  readonly to: number | null;
}

const MOST_ELEMENTS = 200_000;

/** A number whose length is told by its first byte; null for "unknown". */
function readVint(view: ByteView, at: number, mostBytes: number, keepMark: boolean): { value: number | null; length: number } {
  const first = view.u8(at);
  const length = Math.clz32(first) - 23;
  demand(first > 0 && length <= mostBytes);
  let value = keepMark ? first : first & (0xff >> length);
  let isUnknown = (first & (0xff >> length)) === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = view.u8(at + i);
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  demand(Number.isSafeInteger(value) || isUnknown);
  return { value: isUnknown && !keepMark ? null : value, length };
}

function readHead(view: ByteView, at: number): { id: number; size: number | null; length: number } {
  const id = readVint(view, at, 4, true);
  const size = readVint(view, at + id.length, 8, false);
  return { id: id.value ?? 0, size: size.value, length: id.length + size.length };
}

/** A number of the track that a block belongs to, and where its own fields begin. */
export function readTrackNumber(data: Uint8Array): { track: number; length: number } {
  const { value, length } = readVint(new ByteView(data), 0, 8, false);
  return { track: value ?? 0, length };
}

/** The element at `at`, which must end before `end`. */
export async function readPlace(file: FileWindow, at: number, end: number): Promise<Place> {
  const head = readHead(new ByteView(await file.readUpTo(at, Math.min(12, end - at))), 0);
  const from = at + head.length;
  demand(head.size === null || from + head.size <= end, "truncated");
  return { id: head.id, at, from, to: head.size === null ? null : from + head.size };
}

export function elementsOf(data: Uint8Array): Element[] {
  const view = new ByteView(data);
  const elements: Element[] = [];
  for (let at = 0; at < data.length; ) {
    const { id, size, length } = readHead(view, at);
    demand(size !== null && elements.length < MOST_ELEMENTS);
    elements.push({ id, data: view.sub(at + length, at + length + size) });
    at += length + size;
  }
  return elements;
}

export function numberOf({ data }: Element): number {
  demand(data.length <= 8);
  const value = data.reduce((sum, byte) => sum * 256 + byte, 0);
  demand(Number.isSafeInteger(value));
  return value;
}

function idBytes(id: number): Uint8Array {
  const bytes = u64(id);
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0));
}

/** An element's beginning, its size in eight bytes whatever it is. */
export function elementHead(id: number, size: number): Bytes {
  const length = u64(size);
  length[0] = 1;
  return concatBytes(idBytes(id), length);
}

export function writeElement(id: number, ...parts: readonly Uint8Array[]): Bytes {
  const data = concatBytes(...parts);
  return concatBytes(elementHead(id, data.length), data);
}

/** A whole number in eight bytes, so that its size does not depend on it. */
export function writeNumber(id: number, value: number): Bytes {
  return writeElement(id, u64(value));
}
