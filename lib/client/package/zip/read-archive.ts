/**
 * Reads a package's archive and believes nothing in it. The central directory lists the members; each local header, each
 * descriptor and the directory itself must then be, byte for byte, what the writer would have written for that list, so
 * no two readers can see two different archives and no byte hides between members. [Note: One exact form] is in records.ts.
 */
import { equalBytes, fromUtf8 } from "../../../shared/bytes";
import { err, ok, type Result } from "../../../shared/result";
import {
  CENTRAL_FIXED_BYTES, CENTRAL_SIGNATURE, END64_BYTES, END64_SIGNATURE, END_BYTES, END_SIGNATURE, LOCATOR64_BYTES,
  LOCATOR64_SIGNATURE, MAX_U16, MAX_U32, centralHeader, dataDescriptor, endRecords, localHeader, type ZipEntry,
} from "./records";

export type ArchiveFault =
  | { readonly code: "not-a-zip" }
  /** Another tool wrote it, or something was added before, after or between the members. */
  | { readonly code: "other-form" }
  | { readonly code: "unsafe-name" | "duplicate-name" | "header-differs"; readonly member: string };

/** A member whose bytes are `data`. */
export interface ArchiveMember extends ZipEntry {
  readonly data: Blob;
}

const MAX_DIRECTORY_BYTES = 16 * 1024 * 1024;
const MAX_END_SEARCH_BYTES = MAX_U16 + END_BYTES;

async function readView(blob: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

const bytesOf = (view: DataView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

interface Directory {
  readonly entries: number;
  readonly offset: number;
  readonly size: number;
}

function readU64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.NaN : Number(value);
}

/** Whether an end record stands somewhere near the end: then it is an archive, though not in our form. */
async function faultOfEnd(blob: Blob): Promise<ArchiveFault> {
  const tail = await readView(blob, Math.max(0, blob.size - MAX_END_SEARCH_BYTES), blob.size);
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) === END_SIGNATURE) return { code: "other-form" };
  }
  return { code: "not-a-zip" };
}

async function readEnd(blob: Blob): Promise<Result<Directory, "bad-end">> {
  if (blob.size < END_BYTES) return err("bad-end");
  const end = await readView(blob, blob.size - END_BYTES, blob.size);
  if (end.getUint32(0, true) !== END_SIGNATURE) return err("bad-end");
  const short = { entries: end.getUint16(10, true), size: end.getUint32(12, true), offset: end.getUint32(16, true) };
  if (short.entries < MAX_U16 && short.size < MAX_U32 && short.offset < MAX_U32) return ok(short);
  const start = blob.size - END_BYTES - LOCATOR64_BYTES - END64_BYTES;
  if (start < 0) return err("bad-end");
  const pair = await readView(blob, start, blob.size - END_BYTES);
  const isPair = pair.getUint32(0, true) === END64_SIGNATURE && pair.getUint32(END64_BYTES, true) === LOCATOR64_SIGNATURE;
  if (!isPair) return err("bad-end");
  return ok({ entries: readU64(pair, 32), size: readU64(pair, 40), offset: readU64(pair, 48) });
}

/** Name, size, checksum and place of one entry of the directory; null where it is cut short. */
function readEntry(view: DataView, at: number): { entry: ZipEntry; next: number } | null {
  if (at + CENTRAL_FIXED_BYTES > view.byteLength || view.getUint32(at, true) !== CENTRAL_SIGNATURE) return null;
  const nameEnd = at + CENTRAL_FIXED_BYTES + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > view.byteLength) return null;
  let size = view.getUint32(at + 24, true);
  let offset = view.getUint32(at + 42, true);
  let extra = nameEnd + 4;
  if (size === MAX_U32) {
    if (extra + 16 > view.byteLength) return null;
    size = readU64(view, extra);
    extra += 16;
  }
  if (offset === MAX_U32) {
    if (extra + 8 > view.byteLength) return null;
    offset = readU64(view, extra);
  }
  const name = decodeName(bytesOf(view).subarray(at + CENTRAL_FIXED_BYTES, nameEnd));
  return { entry: { name, size, offset, crc: view.getUint32(at + 16, true) }, next };
}

function decodeName(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}

function readEntries(view: DataView, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < view.byteLength) {
    const read = readEntry(view, at);
    if (read === null) return null;
    entries.push(read.entry);
    at = read.next;
  }
  return entries.length === count ? entries : null;
}

/** Names that would leave the folder they are unpacked into, hide, or be another name to another system. */
function isUnsafeName(name: string): boolean {
  if (name === "" || name.length > 255 || /[^\x20-\x7e]|[\\:*?"<>|]/.test(name)) return true;
  return name.split("/").some((part) => part === "" || part.startsWith(".") || part.endsWith(".") || part.trim() !== part);
}

function faultsOfNames(entries: readonly ZipEntry[]): ArchiveFault[] {
  const seen = new Set<string>();
  return entries.flatMap(({ name }): ArchiveFault[] => {
    if (isUnsafeName(name)) return [{ code: "unsafe-name", member: name }];
    const folded = name.toLowerCase();
    if (seen.has(folded)) return [{ code: "duplicate-name", member: name }];
    seen.add(folded);
    return [];
  });
}

async function hasBytes(blob: Blob, at: number, expected: Uint8Array): Promise<boolean> {
  return equalBytes(bytesOf(await readView(blob, at, at + expected.length)), expected);
}

/** Checks the records around one member; `offset` is where it must begin. */
async function readMember(blob: Blob, entry: ZipEntry, offset: number): Promise<{ member: ArchiveMember; next: number; good: boolean }> {
  const header = localHeader(entry);
  const start = offset + header.length;
  const descriptor = dataDescriptor(entry);
  const next = start + entry.size + descriptor.length;
  const good =
    entry.offset === offset && (await hasBytes(blob, offset, header)) && (await hasBytes(blob, start + entry.size, descriptor));
  return { member: { ...entry, data: blob.slice(start, start + entry.size) }, next, good };
}

async function readMembers(blob: Blob, entries: readonly ZipEntry[], directory: Directory): Promise<Archive> {
  const members: ArchiveMember[] = [];
  const faults: ArchiveFault[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { member, next, good } = await readMember(blob, entry, offset);
    members.push(member);
    if (!good) faults.push({ code: "header-differs", member: entry.name });
    offset = next;
  }
  let at = directory.offset;
  for (const entry of entries) {
    const expected = centralHeader(entry);
    if (!(await hasBytes(blob, at, expected))) return { members, faults: [...faults, { code: "header-differs", member: entry.name }] };
    at += expected.length;
  }
  const end = endRecords(entries.length, directory.size, directory.offset);
  const isExact = offset === directory.offset && (await hasBytes(blob, at, end)) && at + end.length === blob.size;
  return { members, faults: isExact || faults.length > 0 ? faults : [{ code: "other-form" }] };
}

export interface Archive {
  readonly members: readonly ArchiveMember[];
  readonly faults: readonly ArchiveFault[];
}

/** The members of an archive and every fault of its form. With a fault, the members are only good for a better message. */
export async function readArchive(blob: Blob): Promise<Archive> {
  const end = await readEnd(blob);
  if (!end.ok) return { members: [], faults: [await faultOfEnd(blob)] };
  const directory = end.value;
  const isPlausible = directory.offset + directory.size <= blob.size && directory.size <= MAX_DIRECTORY_BYTES;
  if (!isPlausible) return { members: [], faults: [{ code: "other-form" }] };
  const entries = readEntries(await readView(blob, directory.offset, directory.offset + directory.size), directory.entries);
  if (entries === null) return { members: [], faults: [{ code: "other-form" }] };
  const names = faultsOfNames(entries);
  if (names.length > 0) return { members: [], faults: names };
  return readMembers(blob, entries, directory);
}
