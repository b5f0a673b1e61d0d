/**
 * BMP (Windows bitmap, headers of 12 to 124 bytes): header, palette and pixels stay, and a colour profile's numbers. What lies
 * between and behind them, and in the bytes that fill each row up, goes.
 */
import { concatBytes, type Bytes } from "../../shared/bytes";
import { ByteView, fromLatin1, isZero, u32le } from "../byte-view";
import { finding, type Finding } from "../finding";
import { isNeutralProfile, neutraliseProfile, profileName } from "../metadata/colour-profile";
import { demand } from "../refusal";
import { rewritingFormatInMemory, type Rewritten } from "../rewriting-format";

const FILE_HEADER = 14;
const CORE = 12;
const SIZES = new Set([CORE, 40, 52, 56, 108, 124]);
const PROFILE_INSIDE = 0x4d42_4544; // "MBED"
const PROFILE_OUTSIDE = 0x4c49_4e4b; // "LINK": the path of a file
const SRGB = 0x7352_4742;
const MOST_PIXELS = 2 ** 31;

interface Shape {
  readonly headerBytes: number;
  readonly rowBytes: number;
  readonly usedBytes: number;
  readonly rows: number;
  readonly compression: number;
  readonly tableBytes: number;
}

function readShape(view: ByteView): Shape {
  const headerBytes = view.u32(FILE_HEADER);
  demand(SIZES.has(headerBytes), "unsupported");
  const isCore = headerBytes === CORE;
  const width = isCore ? view.u16(18) : view.u32(18);
  const rows = isCore ? view.u16(20) : Math.abs(view.u32(22) | 0);
  const bits = isCore ? view.u16(24) : view.u16(28);
  const compression = isCore ? 0 : view.u32(30);
  demand([1, 2, 4, 8, 16, 24, 32].includes(bits) && width > 0 && rows > 0 && width * rows <= MOST_PIXELS);
  demand(compression <= 3 || compression === 6, "unsupported"); // JPEG or PNG inside
  const colours = isCore ? 0 : view.u32(46);
  const masks = headerBytes === 40 ? (compression === 3 ? 12 : compression === 6 ? 16 : 0) : 0;
  const palette = bits <= 8 ? colours || 2 ** bits : colours;
  demand(palette <= 65_536);
  return { headerBytes, rows, compression, rowBytes: Math.ceil((width * bits) / 32) * 4, usedBytes: Math.ceil((width * bits) / 8), tableBytes: masks + palette * (isCore ? 3 : 4) };
}

/** Rows with zeros in the bytes that fill them up. */
function cleanRows(pixels: Uint8Array, { rowBytes, usedBytes, rows }: Shape, findings: Finding[]): Uint8Array {
  const clean = pixels.slice();
  for (let row = 0; row < rows; row++) clean.fill(0, row * rowBytes + usedBytes, (row + 1) * rowBytes);
  if (clean.some((byte, i) => byte !== pixels[i])) findings.push(finding("private-data", "BMP"));
  return clean;
}

function readProfile(view: ByteView, { headerBytes }: Shape, findings: Finding[]): Bytes | null {
  const space = headerBytes === 124 ? view.u32(FILE_HEADER + 56) : SRGB;
  if (space !== PROFILE_INSIDE && space !== PROFILE_OUTSIDE) return null;
  const at = FILE_HEADER + view.u32(FILE_HEADER + 112);
  const data = view.sub(at, at + view.u32(FILE_HEADER + 116));
  if (space === PROFILE_OUTSIDE) findings.push(finding("link", new TextDecoder("latin1").decode(data)));
  else if (!isNeutralProfile(data)) findings.push(finding("colour-profile", profileName(data)));
  return space === PROFILE_OUTSIDE ? null : neutraliseProfile(data)?.slice() ?? null;
}

function cleanHeader(view: ByteView, shape: Shape, profileAt: number, profileBytes: number, findings: Finding[]): Bytes {
  const header = view.sub(FILE_HEADER, FILE_HEADER + shape.headerBytes).slice();
  if (shape.headerBytes === CORE) return header;
  const resolution = header.subarray(24, 32);
  if (!isZero(resolution)) findings.push(finding("private-data", "resolution"));
  resolution.fill(0);
  if (shape.headerBytes < 124) return header;
  const had = view.u32(FILE_HEADER + 56);
  if (profileBytes === 0 && (had === PROFILE_INSIDE || had === PROFILE_OUTSIDE)) header.set(u32le(SRGB), 56);
  header.set(concatBytes(u32le(profileBytes === 0 ? 0 : profileAt), u32le(profileBytes), u32le(0)), 112);
  return header;
}

function rewriteBmp(bytes: Uint8Array): Rewritten {
  const view = new ByteView(bytes, true);
  demand(view.text(0, 2) === "BM");
  const findings: Finding[] = [];
  const shape = readShape(view);
  const tableEnd = FILE_HEADER + shape.headerBytes + shape.tableBytes;
  const from = view.u32(10);
  demand(from >= tableEnd);
  const isPacked = shape.compression === 1 || shape.compression === 2;
  const size = isPacked ? view.u32(34) : shape.rowBytes * shape.rows;
  demand(size > 0);
  const raw = view.sub(from, from + size);
  const pixels = isPacked ? raw : cleanRows(raw, shape, findings);
  const profile = readProfile(view, shape, findings);
  const header = cleanHeader(view, shape, shape.headerBytes + shape.tableBytes + size, profile?.length ?? 0, findings);
  if (!isZero(view.sub(6, 10))) findings.push(finding("private-data", "BMP"));
  if (!isZero(view.sub(tableEnd, from))) findings.push(finding("private-data", `${from - tableEnd} B`));
  const claimed = shape.headerBytes === 124 ? view.u32(FILE_HEADER + 116) : 0;
  const trailing = bytes.length - from - size - claimed;
  if (trailing > 0 && !isZero(bytes.subarray(from + size + claimed))) findings.push(finding("trailing-data", `${trailing} B`));
  const table = view.sub(FILE_HEADER + shape.headerBytes, tableEnd);
  const body = concatBytes(header, table, pixels, profile ?? new Uint8Array());
  const start = concatBytes(fromLatin1("BM"), u32le(FILE_HEADER + body.length), u32le(0), u32le(tableEnd));
  return { findings, copy: [start, body] };
}

export const bmp = rewritingFormatInMemory("image/bmp", rewriteBmp);
