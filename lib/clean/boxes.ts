/** Boxes of ISO base media files (ISO/IEC 14496-12) that are already in memory: read and written. */
import { concatBytes, u32, u64, type Bytes } from "../shared/bytes";
import { ByteView, fromLatin1, isZero, latin1, readable } from "./byte-view";
import { finding, type Finding } from "./finding";
import { describeXmp } from "./metadata/text-metadata";
import { demand } from "./refusal";

export interface Box {
  readonly type: string;
  readonly data: Uint8Array;
  /** Where `data` begins in the bytes that were read. */
  readonly at: number;
}

export const MOST_BOXES = 100_000;
const EMPTY_SPACE = new Set(["free", "skip", "wide"]);
const XMP_BOX = "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";

/** The size of a box and of its header; null where no box begins. `left`: bytes from the header on. */
export function readBoxHeader(view: ByteView, at: number, left: number): { type: string; size: number; header: number } | null {
  if (left < 8) return null;
  const type = view.text(at + 4, 4);
  const short = view.u32(at);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type) || (short === 1 && left < 16)) return null;
  const size = short === 1 ? view.u64(at + 8) : short === 0 ? left : short;
  const header = short === 1 ? 16 : 8;
  return size < header || size > left ? null : { type, size, header };
}

/** All boxes of `bytes`, which they must fill exactly. */
export function readBoxes(bytes: Uint8Array): Box[] {
  const view = new ByteView(bytes);
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = readBoxHeader(view, at, bytes.length - at);
    demand(head !== null && boxes.length < MOST_BOXES);
    boxes.push({ type: head.type, data: bytes.subarray(at + head.header, at + head.size), at: at + head.header });
    at += head.size;
  }
  return boxes;
}

export function writeBox(type: string, ...parts: readonly Uint8Array[]): Bytes {
  const data = concatBytes(...parts);
  return concatBytes(u32(data.length + 8), fromLatin1(type), data);
}

/** The header of a box whose `size` bytes of data follow elsewhere. */
export function boxHeader(type: string, size: number): Bytes {
  return size + 8 < 2 ** 32 ? concatBytes(u32(size + 8), fromLatin1(type)) : concatBytes(u32(1), fromLatin1(type), u64(size + 16));
}

export function only(boxes: readonly Box[], type: string): Box {
  const [box, second] = boxes.filter((each) => each.type === type);
  demand(box !== undefined && second === undefined);
  return box;
}

/** What a box gives away that is not copied. */
export function describeLeftOut({ type, data }: Box): Finding[] {
  if (EMPTY_SPACE.has(type)) return isZero(data) ? [] : [finding("private-data", `${type}: ${readable(data.subarray(0, 200))}`)];
  if (type !== "uuid") return [finding("private-data", type)];
  return latin1(data.subarray(0, 16)) === XMP_BOX ? describeXmp(data.subarray(16)) : [finding("private-data", `uuid: ${readable(data.subarray(16, 200))}`)];
}

/** The brands of an "ftyp" box that say how to read a file; others could name the device that wrote it. */
const BRANDS = new Set([
  "mif1", "mif2", "msf1", "miaf", "MiHB", "MiHE", "MiHM", "MiHA", "MiAn", "MA1A", "MA1B", "MiPr", "heic", "heix", "heim", "heis", "hevc", "hevx", "avif", "avis", "avio",
  "1pic", "tmap", "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "avc1", "mp41", "mp42", "mp71", "M4V ", "M4VP", "M4A ", "M4B ", "M4P ",
  "qt  ", "3gp4", "3gp5", "3gp6", "3gp7", "3ge6", "3ge7", "3gg6", "3g2a", "3g2b", "3g2c", "dash", "hvc1", "hev1", "av01", "f4v ",
]);

/** "ftyp" with its known brands alone, without a version; `fallback` stands for an unknown major brand. */
export function cleanFileType(data: Uint8Array, fallback: string, findings: Finding[]): Bytes {
  demand(data.length >= 8 && data.length % 4 === 0 && data.length <= 1024);
  const names = Array.from({ length: data.length / 4 }, (_, i) => latin1(data.subarray(4 * i, 4 * i + 4))).filter((_, i) => i !== 1);
  const unknown = names.filter((name) => !BRANDS.has(name) && name !== "\0\0\0\0");
  findings.push(...unknown.map((name) => finding("device", name)));
  const [major = fallback, ...compatible] = names;
  const known = [...new Set(compatible.filter((name) => BRANDS.has(name)))];
  return writeBox("ftyp", fromLatin1(BRANDS.has(major) ? major : fallback), u32(0), ...known.map(fromLatin1));
}
