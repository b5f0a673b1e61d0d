/**
 * The records of a ZIP archive (APPNOTE 6.3.10) in the one exact form that packages have: entries stored without
 * compression, one fixed time, names in ASCII, checksums in data descriptors, ZIP64 only where sizes ask for it. So an
 * archive is a pure function of its members, and a reader that rebuilds these records sees every changed byte.
 */
import { concatBytes, utf8, type Bytes } from "../../../shared/bytes";

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
}

export const LOCAL_SIGNATURE = 0x04034b50;
export const CENTRAL_SIGNATURE = 0x02014b50;
export const END_SIGNATURE = 0x06054b50;
export const END64_SIGNATURE = 0x06064b50;
export const LOCATOR64_SIGNATURE = 0x07064b50;
export const END_BYTES = 22;
export const END64_BYTES = 56;
export const LOCATOR64_BYTES = 20;
export const CENTRAL_FIXED_BYTES = 46;
export const LOCAL_FIXED_BYTES = 30;
export const MAX_U32 = 0xffffffff;
export const MAX_U16 = 0xffff;

const DESCRIPTOR_SIGNATURE = 0x08074b50;
const DESCRIPTOR_FLAG = 0x0008;
const FIXED_DATE = 0x0021; // 1 January 1980, the earliest that the format knows
const MADE_BY_UNIX = 3 << 8;
const PLAIN_FILE = 0o100644;

/** Little-endian fields one after another: [bytes, value]. */
function fields(...list: readonly (readonly [width: 2 | 4 | 8, value: number])[]): Bytes {
  const view = new DataView(new ArrayBuffer(list.reduce((sum, [width]) => sum + width, 0)));
  let at = 0;
  for (const [width, value] of list) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return new Uint8Array(view.buffer);
}

export const isLarge = (size: number): boolean => size >= MAX_U32;
const version = (large: boolean): number => (large ? 45 : 20);

export function localHeader({ name, size }: Pick<ZipEntry, "name" | "size">): Bytes {
  const bytes = utf8(name);
  const large = isLarge(size);
  const extra = large ? fields([2, 1], [2, 16], [8, 0], [8, 0]) : new Uint8Array(0);
  const known = large ? MAX_U32 : 0;
  return concatBytes(
    fields([4, LOCAL_SIGNATURE], [2, version(large)], [2, DESCRIPTOR_FLAG], [2, 0], [2, 0], [2, FIXED_DATE], [4, 0]),
    fields([4, known], [4, known], [2, bytes.length], [2, extra.length]),
    bytes,
    extra,
  );
}

/** Stands behind the data, since the checksum is not known before. */
export function dataDescriptor({ size, crc }: Pick<ZipEntry, "size" | "crc">): Bytes {
  const width = isLarge(size) ? 8 : 4;
  return fields([4, DESCRIPTOR_SIGNATURE], [4, crc], [width, size], [width, size]);
}

export function centralHeader({ name, size, crc, offset }: ZipEntry): Bytes {
  const bytes = utf8(name);
  const large = isLarge(size);
  const far = isLarge(offset);
  const extraFields = [...(large ? [[8, size] as const, [8, size] as const] : []), ...(far ? [[8, offset] as const] : [])];
  const extra = extraFields.length > 0 ? fields([2, 1], [2, 8 * extraFields.length], ...extraFields) : new Uint8Array(0);
  const shown = large ? MAX_U32 : size;
  const needed = version(large || far);
  return concatBytes(
    fields([4, CENTRAL_SIGNATURE], [2, MADE_BY_UNIX | needed], [2, needed], [2, DESCRIPTOR_FLAG], [2, 0], [2, 0], [2, FIXED_DATE]),
    fields([4, crc], [4, shown], [4, shown], [2, bytes.length], [2, extra.length], [2, 0], [2, 0], [2, 0]),
    fields([4, PLAIN_FILE * 0x10000], [4, far ? MAX_U32 : offset]),
    bytes,
    extra,
  );
}

/** What follows the central directory: the end record, and before it the ZIP64 pair where it is needed. */
export function endRecords(entries: number, directorySize: number, directoryOffset: number): Bytes {
  const large = entries >= MAX_U16 || isLarge(directorySize) || isLarge(directoryOffset);
  const end64 = large
    ? concatBytes(
        fields([4, END64_SIGNATURE], [8, END64_BYTES - 12], [2, MADE_BY_UNIX | 45], [2, 45], [4, 0], [4, 0]),
        fields([8, entries], [8, entries], [8, directorySize], [8, directoryOffset]),
        fields([4, LOCATOR64_SIGNATURE], [4, 0], [8, directoryOffset + directorySize], [4, 1]),
      )
    : new Uint8Array(0);
  const count = Math.min(entries, MAX_U16);
  return concatBytes(
    end64,
    fields([4, END_SIGNATURE], [2, 0], [2, 0], [2, count], [2, count]),
    fields([4, Math.min(directorySize, MAX_U32)], [4, Math.min(directoryOffset, MAX_U32)], [2, 0]),
  );
}
