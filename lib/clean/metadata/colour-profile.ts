/**
 * ICC colour profiles (ICC.1:2022): without one the colours of a wide-gamut or CMYK picture shift, yet a profile carries
 * a name, a date, and codes of the device that it was measured on. `neutraliseProfile` keeps the numbers alone.
 */
import { concatBytes, equalBytes, utf8 } from "../../shared/bytes";

const HEADER_BYTES = 128;
const TAG_BYTES = 12;
const MAX_TAGS = 100;
const SIGNATURE_AT = 36;

const NEEDED = new Set([
  "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "wtpt", "bkpt", "chad", "cicp",
  "A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2", "D2B0", "D2B1", "D2B2", "D2B3", "B2D0", "B2D1", "B2D2", "B2D3",
]);

interface Tag {
  readonly name: string;
  readonly data: Uint8Array;
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function readTags(profile: Uint8Array): Tag[] | null {
  if (profile.length < HEADER_BYTES + 4 || ascii(profile.subarray(SIGNATURE_AT, SIGNATURE_AT + 4)) !== "acsp") return null;
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const count = view.getUint32(HEADER_BYTES);
  if (count > MAX_TAGS || HEADER_BYTES + 4 + count * TAG_BYTES > profile.length) return null;
  const tags: Tag[] = [];
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + 4 + i * TAG_BYTES;
    const offset = view.getUint32(at + 4);
    const size = view.getUint32(at + 8);
    if (offset + size > profile.length) return null;
    tags.push({ name: ascii(profile.subarray(at, at + 4)), data: profile.subarray(offset, offset + size) });
  }
  return tags;
}

/** The name that a profile gives itself; empty where there is none or the profile cannot be read. */
export function profileName(profile: Uint8Array): string {
  const data = readTags(profile)?.find((tag) => tag.name === "desc")?.data;
  if (data === undefined || data.length < 13) return "";
  if (ascii(data.subarray(0, 4)) === "desc") return ascii(data.subarray(12)).split("\0")[0] ?? "";
  if (ascii(data.subarray(0, 4)) !== "mluc" || data.length < 28) return "";
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return new TextDecoder("utf-16be").decode(data.subarray(view.getUint32(24), view.getUint32(24) + view.getUint32(20)));
}

function neutralHeader(profile: Uint8Array, size: number): Uint8Array {
  const header = profile.slice(0, HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, size);
  header.fill(0, 4, 8); // colour engine
  header.set([0x07, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0], 24); // date: 1 January 2000
  header.fill(0, 40, 56); // platform, flags, manufacturer, model
  header.fill(0, 80); // creator, checksum, reserved
  return header;
}

/** The profile with nothing but what decoding needs; null when it cannot be read. */
export function profileNumbers(profile: Uint8Array): Uint8Array | null {
  const tags = readTags(profile)?.filter((tag) => NEEDED.has(tag.name)) ?? [];
  if (tags.length === 0) return null;
  const table = new DataView(new ArrayBuffer(4 + tags.length * TAG_BYTES));
  table.setUint32(0, tags.length);
  const bodies: Uint8Array[] = [];
  let offset = HEADER_BYTES + table.byteLength;
  tags.forEach((tag, i) => {
    const at = 4 + i * TAG_BYTES;
    utf8(tag.name).forEach((byte, j) => table.setUint8(at + j, byte));
    table.setUint32(at + 4, offset);
    table.setUint32(at + 8, tag.data.length);
    const padded = new Uint8Array(Math.ceil(tag.data.length / 4) * 4);
    padded.set(tag.data);
    bodies.push(padded);
    offset += padded.length;
  });
  return concatBytes(neutralHeader(profile, offset), new Uint8Array(table.buffer), ...bodies);
}

/** Null also when the picture looks the same without its profile: sRGB is what every viewer assumes. */
export function neutraliseProfile(profile: Uint8Array): Uint8Array | null {
  return profileName(profile).includes("sRGB") ? null : profileNumbers(profile);
}

/** True for what `neutraliseProfile` wrote: it gives nothing away. */
export function isNeutralProfile(profile: Uint8Array): boolean {
  const neutral = neutraliseProfile(profile);
  return neutral !== null && equalBytes(neutral, profile);
}
