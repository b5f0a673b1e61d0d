/**
 * ZIP (APPNOTE 6.3.10) as members in and members out. What is written holds their names and bytes and nothing else: no
 * times, owners, notes or bytes in between.
 */
import { BlobReader, BlobWriter, ZipReader, ZipWriter, type Entry, type FileEntry } from "@zip.js/zip.js/lib/zip-core-native.js";
import type { Telling } from "../parts-format";
import { demand, refuse } from "../refusal";

export interface Member {
  readonly name: string;
  /** Null for a folder. */
  readonly data: Blob | null;
  readonly isStored: boolean;
}

const MOST_MEMBERS = 10_000;
const MOST_INFLATED = 1024 ** 3;
const MOST_RATIO = 500;
const RATIO_FREE_BYTES = 16 * 1024 * 1024;
/** The first moment that ZIP can name, in the local time that it is written in. */
const NO_DATE = new Date(1980, 0, 1);
const NO_DATE_RAW = 0x0021_0000;

const READING = { useWebWorkers: false, checkSignature: true, checkOverlappingEntry: true, strictness: "strict", maxAppendedDataLength: 65_535 } as const;

function checkName(name: string): void {
  const parts = name.replace(/\/$/, "").split("/");
  const isSafe = name !== "" && !/[\\\p{Cc}]|^[A-Za-z]:/u.test(name) && parts.every((part) => part !== "" && part !== "." && part !== "..");
  demand(isSafe);
}

function checkSizes(entries: readonly Entry[]): void {
  if (entries.length > MOST_MEMBERS) refuse("too-large");
  let total = 0;
  for (const { uncompressedSize, compressedSize } of entries) {
    total += uncompressedSize;
    if (total > MOST_INFLATED) refuse("too-large");
    if (uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > compressedSize * MOST_RATIO) refuse("too-large");
  }
}

function describeEntries(entries: readonly Entry[], comment: Uint8Array, telling: Telling): void {
  const dates = entries.filter(({ rawLastModDate }) => rawLastModDate !== NO_DATE_RAW).map(({ lastModDate }) => lastModDate.getTime()).filter(Number.isFinite);
  if (dates.length > 0) telling.tell("date", new Date(Math.max(...dates)).toISOString().slice(0, 10));
  if (comment.length > 0) telling.tell("comment", new TextDecoder().decode(comment));
  for (const entry of entries) {
    if (entry.comment !== "") telling.tell("comment", entry.comment, entry.filename);
  }
  const owned = entries.find(({ extraField }) => (extraField?.size ?? 0) > 0);
  if (owned !== undefined) telling.tell("member-name", owned.uid === undefined ? "" : `owner ${owned.uid}`);
  const system = entries.find(({ versionMadeBy }) => versionMadeBy >> 8 !== 0);
  if (system !== undefined) telling.tell("software", system.versionMadeBy >> 8 === 3 ? "Unix" : `system ${system.versionMadeBy >> 8}`);
}

/** The bytes of a member, which must be as many as its head says. */
async function unpack(entry: FileEntry): Promise<Blob> {
  const parts: BlobPart[] = [];
  let size = 0;
  const collect = new WritableStream<Uint8Array>({
    write: (part) => {
      size += part.length;
      demand(size <= entry.uncompressedSize);
      parts.push(part as BlobPart);
    },
  });
  await entry.getData(collect, READING);
  demand(size === entry.uncompressedSize, "truncated");
  return new Blob(parts);
}

/** The members, in the order of the archive. Refuses an archive that is locked, too large unpacked, or means to write outside its folder. */
export async function readZip(file: Blob, telling: Telling): Promise<Member[]> {
  const reader = new ZipReader(new BlobReader(file), READING);
  const entries = await reader.getEntries();
  if (entries.some(({ encrypted }) => encrypted)) refuse("locked");
  checkSizes(entries);
  describeEntries(entries, reader.comment, telling);
  const members: Member[] = [];
  for (const entry of entries) {
    checkName(entry.filename);
    if ((entry.externalFileAttributes >>> 28) === 0xa) refuse("unsupported"); // a link to another file
    const data = entry.directory ? null : await unpack(entry);
    members.push({ name: entry.filename, data, isStored: entry.compressionMethod === 0 });
  }
  await reader.close();
  return members;
}

/** The archive of these members, in this order; the same members give the same bytes. */
export async function writeZip(members: readonly Member[]): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), {
    useWebWorkers: false, extendedTimestamp: false, dataDescriptor: false, msDosCompatible: true, lastModDate: NO_DATE, keepOrder: true,
  });
  for (const { name, data, isStored } of members) {
    const options = { level: isStored ? 0 : 6, directory: data === null, externalFileAttributes: data === null ? 0x10 : 0 };
    await writer.add(name, data === null ? undefined : new BlobReader(data), options);
  }
  return writer.close();
}
