/**
 * TIFF 6.0: a new file with pages of those tags alone that decide the pixels; strips and tiles are copied as they are.
 *
 * [Note: What stays in a TIFF] Every page with its size, sampling, compression, colours, orientation and strips or tiles, and
 * the numbers of its colour profile where it is not sRGB. EXIF, GPS, XMP, IPTC, Photoshop's resources, names, dates, scanner,
 * previews and every byte between goes. Raw files of cameras, which only look like TIFF, and BigTIFF are refused.
 */
import { concatBytes, u32, type Bytes } from "../../shared/bytes";
import { ByteView, fromLatin1, latin1, readable, u32le } from "../byte-view";
import { finding, type Finding, type FindingId } from "../finding";
import { isNeutralProfile, neutraliseProfile, profileName } from "../metadata/colour-profile";
import { describeExif } from "../metadata/exif";
import { describeIptc, describeXmp } from "../metadata/text-metadata";
import { demand } from "../refusal";
import { rewritingFormatInMemory, type Rewritten } from "../rewriting-format";
import { demandSeparate, longs, numbersOf, rangesOf, readPages, writeDirectory, type Directory, type Entry } from "./tiff-directories";

interface Page {
  readonly entries: readonly Entry[];
  readonly strips: readonly Uint8Array[];
  readonly offsetsTag: number;
}

const SUBFILE = 254;
const COMPRESSION = 259;
const X_RESOLUTION = 282;
const Y_RESOLUTION = 283;
const JPEG_TABLES = 347;
const SUB_DIRECTORIES = 330;
const PROFILE = 34_675;
const STRIPS = [273, 279] as const;
const TILES = [324, 325] as const;
const COPIED = new Set([
  SUBFILE, 256, 257, 258, COMPRESSION, 262, 263, 266, 274, 277, 278, 280, 281, 284, 290, 291, 292, 293, 301, 317, 318, 319, 320, 321, 322, 323, 332, 334, 338, 339, 340, 341, 342,
  JPEG_TABLES, 529, 530, 531, 532,
]);
/** Tags with more than a few numbers: curves, colours, tables. */
const LONG = new Set([291, 301, 320, 340, 341, 342, JPEG_TABLES, 532]);
const MOST_SMALL = 64;
const COMPRESSIONS = new Set([1, 2, 3, 4, 5, 7, 8, 32_773, 32_946, 34_925, 50_000, 50_001]);
const TOLD: Readonly<Record<number, FindingId>> = {
  269: "description", 270: "description", 271: "device", 272: "device", 285: "description", 305: "software", 306: "date", 315: "author", 316: "device", 33_432: "copyright",
  40_091: "description", 40_092: "comment", 40_093: "author", 40_094: "comment", 40_095: "description", 42_032: "owner", 42_033: "serial", 36_867: "date",
};

function describeEntry({ tag, value }: Entry): Finding[] {
  if (tag === 700) return describeXmp(value);
  if (tag === 33_723 || tag === 34_377) return describeIptc(value);
  if (tag === 34_665 || tag === 34_853) return []; // told by describeExif
  if (tag === 37_500) return [finding("maker-note")];
  if (tag === PROFILE) return isNeutralProfile(value) ? [] : [finding("colour-profile", profileName(value))];
  if (tag >= 40_091 && tag <= 40_095) return [finding(TOLD[tag] ?? "comment", new TextDecoder("utf-16le").decode(value))];
  const what = TOLD[tag];
  return [what === undefined ? finding("private-data", `${tag}`) : finding(what, readable(value).replaceAll("\0", " "))];
}

/** JPEG pieces inside a TIFF carry tables and pictures alone. */
function demandPlainJpeg(bytes: Uint8Array): void {
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0xda || marker === 0xd9) return;
    demand(marker !== 0xfe && (marker < 0xe0 || marker > 0xef), "unsupported");
    at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
}

/** How finely a picture was scanned says something of the scanner; that pixels are not square decides how it looks. */
function isSquare(entries: readonly Entry[]): boolean {
  const [x, y] = [X_RESOLUTION, Y_RESOLUTION].map((tag) => latin1(entries.find((entry) => entry.tag === tag)?.value ?? new Uint8Array()));
  return x === y;
}

function readPage(view: ByteView, directory: Directory, findings: Finding[]): Page {
  const find = (tag: number): Entry | undefined => directory.entries.find((entry) => entry.tag === tag);
  const [compression = 1] = numbersOf(find(COMPRESSION), view.littleEndian);
  demand(COMPRESSIONS.has(compression), "unsupported");
  demand(!directory.entries.some(({ tag }) => tag >= 50_706 && tag <= 50_741), "unsupported"); // a camera's raw picture (DNG)
  const [offsetsTag, countsTag] = find(TILES[0]) === undefined ? STRIPS : TILES;
  const [offsets, counts] = [offsetsTag, countsTag].map((tag) => numbersOf(find(tag), view.littleEndian));
  demand(offsets !== undefined && counts !== undefined && offsets.length > 0 && offsets.length === counts.length, "unsupported");
  const strips = offsets.map((at, i) => view.sub(at, at + (counts[i] ?? 0)));
  const isCopied = ({ tag, value }: Entry): boolean => (COPIED.has(tag) && (value.length <= MOST_SMALL || LONG.has(tag))) || tag === offsetsTag || tag === countsTag;
  demand(directory.entries.every((entry) => !COPIED.has(entry.tag) || isCopied(entry)), "malformed");
  demandSeparate([
    ...offsets.map((at, i) => ({ at, length: counts[i] ?? 0 })),
    ...directory.entries.filter(isCopied).flatMap(({ from, value }) => (from === null ? [] : [{ at: from, length: value.length }])),
  ], [{ at: 0, length: 8 }, ...rangesOf(view, directory, (entry) => !isCopied(entry))]);
  if (compression === 7) [...strips, find(JPEG_TABLES)?.value ?? new Uint8Array()].forEach(demandPlainJpeg);
  const shape = isSquare(directory.entries) ? [] : [X_RESOLUTION, Y_RESOLUTION];
  const entries = directory.entries.flatMap((entry) => {
    if (entry.tag === offsetsTag || entry.tag === countsTag) return [];
    if (COPIED.has(entry.tag) || shape.includes(entry.tag)) return entry.value.length > 0 ? [entry] : [];
    if (entry.tag === X_RESOLUTION || entry.tag === Y_RESOLUTION || entry.tag === 296) {
      if (entry.tag === X_RESOLUTION) findings.push(finding("private-data", "XResolution"));
      return [];
    }
    findings.push(...describeEntry(entry));
    const neutral = entry.tag === PROFILE ? neutraliseProfile(entry.value) : null;
    return neutral === null ? [] : [{ ...entry, type: 7, count: neutral.length, value: neutral }];
  });
  const counted = longs(countsTag, counts, view.littleEndian);
  return { entries: [...entries, counted], strips, offsetsTag };
}

const isPreview = (directory: Directory, littleEndian: boolean): boolean =>
  ((numbersOf(directory.entries.find(({ tag }) => tag === SUBFILE), littleEndian)[0] ?? 0) & 1) === 1;

function writePages(pages: readonly Page[], littleEndian: boolean): Bytes {
  const parts: Uint8Array[] = [fromLatin1(littleEndian ? "II*\0" : "MM\0*"), (littleEndian ? u32le : u32)(8)];
  let at = 8;
  pages.forEach(({ entries, strips, offsetsTag }, i) => {
    const isLast = i === pages.length - 1;
    const build = (start: number): Bytes => {
      let next = start;
      const offsets = strips.map((strip) => {
        const place = next;
        next += strip.length + (strip.length % 2);
        return place;
      });
      return writeDirectory([...entries, longs(offsetsTag, offsets, littleEndian)].sort((a, b) => a.tag - b.tag), at, littleEndian);
    };
    const size = build(0).length;
    const directory = build(at + size);
    const end = at + size + strips.reduce((sum, { length }) => sum + length + (length % 2), 0);
    const tail = 2 + 12 * (entries.length + 1);
    if (!isLast) new DataView(directory.buffer, directory.byteOffset).setUint32(tail, end, littleEndian);
    parts.push(directory, ...strips.flatMap((strip) => [strip, new Uint8Array(strip.length % 2)]));
    at = end;
  });
  return concatBytes(...parts);
}

/** Bytes that neither pages nor strips nor their values claim. */
function describeGaps(bytes: Uint8Array, copy: Bytes, findings: readonly Finding[]): Finding[] {
  const left = bytes.length - copy.length;
  return left > 0 && findings.length === 0 ? [finding("private-data", `${left} B`)] : [];
}

function rewriteTiff(bytes: Uint8Array): Rewritten {
  const littleEndian = latin1(bytes.subarray(0, 2)) === "II";
  const view = new ByteView(bytes, littleEndian);
  demand(view.u16(2) === 42 && !latin1(bytes.subarray(8, 11)).startsWith("CR"), "unsupported");
  const directories = readPages(view);
  const shown = directories.filter((directory) => !isPreview(directory, littleEndian));
  demand(shown.length > 0 && !shown.some(({ entries }) => entries.some(({ tag }) => tag === SUB_DIRECTORIES)), "unsupported");
  const findings: Finding[] = directories.filter((directory) => !shown.includes(directory)).map(() => finding("thumbnail"));
  const hasExif = directories.some(({ entries }) => entries.some(({ tag }) => tag === 34_665 || tag === 34_853));
  if (hasExif) findings.push(...describeExif(bytes).filter(({ what }) => what !== "thumbnail"));
  const pages = shown.map((directory) => readPage(view, directory, findings));
  const copy = writePages(pages, littleEndian);
  demand(pages.reduce((sum, { strips }) => sum + strips.reduce((all, { length }) => all + length, 0), 0) <= bytes.length, "malformed");
  return { findings: [...findings, ...describeGaps(bytes, copy, findings)], copy: [copy] };
}

export const tiff = rewritingFormatInMemory("image/tiff", rewriteTiff);
