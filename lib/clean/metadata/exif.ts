/** A small reader of EXIF (TIFF 6.0 directories, CIPA DC-008) and the writer of an EXIF that holds the orientation alone. */
import { finding, type Finding, type FindingId } from "../finding";

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Offset of the value from the start of the TIFF header. */
  readonly at: number;
}

type Directory = ReadonlyMap<number, Entry>;

interface Tiff {
  readonly view: DataView;
  readonly littleEndian: boolean;
}

const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const ORIENTATION = 0x0112;
const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
const MAX_ENTRIES = 1000;

/** Tags of the main and the EXIF directory that are worth a line of their own, in the order they are told. */
const TOLD: readonly (readonly [tag: number, what: FindingId])[] = [
  [0xa430, "owner"], [0xa431, "serial"], [0xa435, "serial"], [0xa420, "serial"], [0xfde8, "owner"],
  [0x013b, "author"], [0x9c9d, "author"], [0x8298, "copyright"], [0x013c, "device"], [0xa434, "device"],
  [0x9003, "date"], [0x9004, "date"], [0x0132, "date"], [0x0131, "software"], [0x000b, "software"],
  [0x010e, "description"], [0x9c9b, "description"], [0x9c9f, "description"], [0x010d, "description"],
  [0x9286, "comment"], [0x9c9c, "comment"], [0x9c9e, "comment"],
];

function openTiff(bytes: Uint8Array): Tiff | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const littleEndian = order === 0x4949;
  return view.getUint16(2, littleEndian) === 42 ? { view, littleEndian } : null;
}

function readDirectory({ view, littleEndian }: Tiff, offset: number): { entries: Directory; next: number } {
  const entries = new Map<number, Entry>();
  if (offset < 8 || offset + 2 > view.byteLength) return { entries, next: 0 };
  const count = Math.min(view.getUint16(offset, littleEndian), MAX_ENTRIES);
  for (let i = 0; i < count; i++) {
    const at = offset + 2 + 12 * i;
    if (at + 12 > view.byteLength) return { entries, next: 0 };
    const type = view.getUint16(at + 2, littleEndian);
    const values = view.getUint32(at + 4, littleEndian);
    const size = (TYPE_BYTES[type] ?? 0) * values;
    const where = size <= 4 ? at + 8 : view.getUint32(at + 8, littleEndian);
    if (size > 0 && where + size <= view.byteLength) entries.set(view.getUint16(at, littleEndian), { type, count: values, at: where });
  }
  const tail = offset + 2 + 12 * count;
  return { entries, next: tail + 4 <= view.byteLength ? view.getUint32(tail, littleEndian) : 0 };
}

function readNumber({ view, littleEndian }: Tiff, entry: Entry | undefined): number | null {
  if (entry?.type === 3) return view.getUint16(entry.at, littleEndian);
  return entry?.type === 4 || entry?.type === 13 ? view.getUint32(entry.at, littleEndian) : null;
}

function readText({ view }: Tiff, entry: Entry, tag: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + entry.at, (TYPE_BYTES[entry.type] ?? 1) * entry.count);
  // Windows' XP* tags hold UTF-16LE; UserComment begins with an eight-byte name of its encoding.
  if (tag >= 0x9c9b && tag <= 0x9c9f) return new TextDecoder("utf-16le").decode(bytes).replaceAll("\0", "");
  const body = tag === 0x9286 ? bytes.subarray(8) : bytes;
  return new TextDecoder().decode(body).replaceAll("\0", " ").trim();
}

function readDegrees({ view, littleEndian }: Tiff, entry: Entry | undefined): number | null {
  if (entry?.type !== 5 || entry.count !== 3) return null;
  let degrees = 0;
  for (let i = 0; i < 3; i++) {
    const bottom = view.getUint32(entry.at + 8 * i + 4, littleEndian);
    if (bottom === 0) return null;
    degrees += view.getUint32(entry.at + 8 * i, littleEndian) / bottom / 60 ** i;
  }
  return degrees;
}

function describePosition(tiff: Tiff, gps: Directory): Finding[] {
  const latitude = readDegrees(tiff, gps.get(2));
  const longitude = readDegrees(tiff, gps.get(4));
  if (latitude === null || longitude === null) return gps.size > 0 ? [finding("gps")] : [];
  const letter = (tag: number): string => {
    const entry = gps.get(tag);
    return entry === undefined ? "" : readText(tiff, entry, tag);
  };
  const signed = (value: number, negative: boolean): string => (negative ? -value : value).toFixed(5);
  return [finding("gps", `${signed(latitude, letter(1) === "S")}, ${signed(longitude, letter(3) === "W")}`)];
}

function describeDevice(tiff: Tiff, main: Directory): Finding[] {
  const words = [0x010f, 0x0110].flatMap((tag) => {
    const entry = main.get(tag);
    return entry === undefined ? [] : [readText(tiff, entry, tag)];
  });
  return words.length > 0 ? [finding("device", words.join(" "))] : [];
}

function describeTold(tiff: Tiff, all: Directory): Finding[] {
  return TOLD.flatMap(([tag, what]) => {
    const entry = all.get(tag);
    const text = entry === undefined ? "" : readText(tiff, entry, tag);
    return text === "" ? [] : [finding(what, text)];
  });
}

/** What the EXIF block that begins at the TIFF header `bytes` gives away. Never throws: what cannot be read is told as `exif`. */
export function describeExif(bytes: Uint8Array): Finding[] {
  const tiff = openTiff(bytes);
  if (tiff === null) return [finding("exif")];
  const main = readDirectory(tiff, tiff.view.getUint32(4, tiff.littleEndian));
  const detail = readDirectory(tiff, readNumber(tiff, main.entries.get(EXIF_DIRECTORY)) ?? 0).entries;
  const gps = readDirectory(tiff, readNumber(tiff, main.entries.get(GPS_DIRECTORY)) ?? 0).entries;
  const thumbnail = readDirectory(tiff, main.next).entries;
  return [
    ...describePosition(tiff, gps),
    ...describeDevice(tiff, main.entries),
    ...describeTold(tiff, new Map([...main.entries, ...detail])),
    ...(detail.has(0x927c) ? [finding("maker-note")] : []),
    ...(thumbnail.has(0x0201) || thumbnail.has(0x0111) ? [finding("thumbnail")] : []),
    finding("exif"),
  ];
}

/** The orientation (1 to 8) that a viewer applies to the picture; 1, upright, where there is none. */
export function readOrientation(bytes: Uint8Array): number {
  const tiff = openTiff(bytes);
  if (tiff === null) return 1;
  const main = readDirectory(tiff, tiff.view.getUint32(4, tiff.littleEndian)).entries;
  const value = readNumber(tiff, main.get(ORIENTATION));
  return value !== null && value >= 1 && value <= 8 ? value : 1;
}

/** A TIFF block of 26 bytes with one directory and in it one entry, the orientation. */
export function orientationOnly(orientation: number): Uint8Array {
  return new Uint8Array([
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1,
    ORIENTATION >> 8, ORIENTATION & 0xff, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
    0, 0, 0, 0,
  ]);
}

/** True for a block that `orientationOnly` wrote: it gives nothing away. */
export function isOrientationOnly(bytes: Uint8Array): boolean {
  const expected = orientationOnly(bytes[19] ?? 0);
  return bytes.length === expected.length && expected.every((byte, i) => byte === bytes[i]);
}
