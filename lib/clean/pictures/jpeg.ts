/**
 * JPEG as a container (ITU-T T.81 annex B, JFIF 1.02): segments in, segments out, the compressed picture untouched.
 *
 * [Note: What stays in a JPEG] Tables, frame and scans, byte for byte; JFIF without its thumbnail; the Adobe colour
 * transform (12 bytes); the colour profile's numbers where it is not sRGB; the orientation where it is not upright.
 * Everything else goes: the other APP segments, comments, and whatever follows the end of the image.
 */
import { concatBytes, u32, utf8 } from "../../shared/bytes";
import { err, ok, type Result } from "../../shared/result";
import { isNeutralProfile, neutraliseProfile, profileName } from "../metadata/colour-profile";
import { describeExif, isOrientationOnly, orientationOnly, readOrientation } from "../metadata/exif";
import { finding, type Finding } from "../finding";
import type { CleanFault } from "../format";
import { accept } from "../refusal";
import { rewritingFormatInMemory } from "../rewriting-format";
import { describeIptc, describeXmp } from "../metadata/text-metadata";

interface Segment {
  readonly marker: number;
  /** From the marker's 0xFF on; a scan includes its entropy-coded data. */
  readonly whole: Uint8Array;
  readonly payload: Uint8Array;
}

export interface Jpeg {
  readonly segments: readonly Segment[];
  readonly trailing: Uint8Array;
}

const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP13 = 0xed;
const APP14 = 0xee;
const COM = 0xfe;
const EXIF = "Exif\0\0";
const XMP = "http://ns.adobe.com/xap/1.0/\0";
const EXTENDED_XMP = "http://ns.adobe.com/xmp/extension/\0";
const PROFILE = "ICC_PROFILE\0";
const PROFILE_CHUNK_BYTES = 65_519;

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isApp = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
const isTable = (marker: number): boolean => [0xc4, 0xcc, 0xdb, 0xdc, 0xdd, 0xde, 0xdf].includes(marker);

function startsWith(bytes: Uint8Array, sign: string): boolean {
  return utf8(sign).every((byte, i) => bytes[i] === byte);
}

/** Where the entropy-coded data that begins at `at` ends: at the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, at: number): number | null {
  for (let i = at; i + 1 < bytes.length; i++) {
    if (bytes[i] !== 0xff) continue;
    const next = bytes[i + 1] ?? 0;
    if (next === 0x00 || (next >= 0xd0 && next <= 0xd7)) i++;
    else if (next !== 0xff) return i;
  }
  return null;
}

function readSegment(bytes: Uint8Array, at: number): Result<{ segment: Segment; next: number }, CleanFault> {
  const marker = bytes[at + 1] ?? 0;
  if (!isFrame(marker) && !isTable(marker) && !isApp(marker) && marker !== SOS && marker !== COM) return err("unsupported");
  if (at + 4 > bytes.length) return err("truncated");
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  if (length < 2) return err("malformed");
  if (at + 2 + length > bytes.length) return err("truncated");
  const end = marker === SOS ? endOfScan(bytes, at + 2 + length) : at + 2 + length;
  if (end === null) return err("truncated");
  const segment = { marker, whole: bytes.subarray(at, end), payload: bytes.subarray(at + 4, at + 2 + length) };
  return ok({ segment, next: end });
}

/** Splits a JPEG into its segments. Refuses what it cannot follow to the end marker. */
export function parseJpeg(bytes: Uint8Array): Result<Jpeg, CleanFault> {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return err("malformed");
  const segments: Segment[] = [];
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return err("malformed");
    if (bytes[at + 1] === 0xff) {
      at++; // fill byte
      continue;
    }
    if (bytes[at + 1] === EOI) return finishJpeg(segments, bytes.subarray(at + 2));
    const read = readSegment(bytes, at);
    if (!read.ok) return read;
    segments.push(read.value.segment);
    at = read.value.next;
  }
  return err("truncated");
}

function finishJpeg(segments: readonly Segment[], trailing: Uint8Array): Result<Jpeg, CleanFault> {
  const frame = segments.findIndex((segment) => isFrame(segment.marker));
  const scan = segments.findIndex((segment) => segment.marker === SOS);
  return frame >= 0 && scan > frame ? ok({ segments, trailing }) : err("malformed");
}

function writeSegment(marker: number, ...payload: readonly Uint8Array[]): Uint8Array {
  const body = concatBytes(...payload);
  return concatBytes(Uint8Array.of(0xff, marker), u32(body.length + 2).subarray(2), body);
}

const exifOf = (segment: Segment): Uint8Array | null =>
  segment.marker === APP1 && startsWith(segment.payload, EXIF) ? segment.payload.subarray(EXIF.length) : null;

function collectProfile(jpeg: Jpeg): Uint8Array | null {
  const chunks = jpeg.segments
    .filter((segment) => segment.marker === APP2 && startsWith(segment.payload, PROFILE))
    .sort((a, b) => (a.payload[12] ?? 0) - (b.payload[12] ?? 0));
  return chunks.length === 0 ? null : concatBytes(...chunks.map((segment) => segment.payload.subarray(14)));
}

function writeProfile(profile: Uint8Array): Uint8Array[] {
  const count = Math.ceil(profile.length / PROFILE_CHUNK_BYTES);
  return Array.from({ length: count }, (_, i) =>
    writeSegment(APP2, utf8(PROFILE), Uint8Array.of(i + 1, count), profile.subarray(i * PROFILE_CHUNK_BYTES, (i + 1) * PROFILE_CHUNK_BYTES)),
  );
}

/** The application segments that a cleaned file begins with: see [Note: What stays in a JPEG]. */
function neededHeaders(jpeg: Jpeg): Uint8Array[] {
  const jfif = jpeg.segments.find((s) => s.marker === APP0 && startsWith(s.payload, "JFIF\0") && s.payload.length >= 14);
  const adobe = jpeg.segments.find((s) => s.marker === APP14 && startsWith(s.payload, "Adobe") && s.payload.length >= 12);
  const exif = jpeg.segments.map(exifOf).find((block) => block !== null);
  const orientation = exif ? readOrientation(exif) : 1;
  const profile = collectProfile(jpeg);
  const neutral = profile === null ? null : neutraliseProfile(profile);
  return [
    ...(jfif ? [writeSegment(APP0, jfif.payload.subarray(0, 12), Uint8Array.of(0, 0))] : []),
    ...(orientation === 1 ? [] : [writeSegment(APP1, utf8(EXIF), orientationOnly(orientation))]),
    ...(neutral === null ? [] : writeProfile(neutral)),
    ...(adobe ? [writeSegment(APP14, adobe.payload.subarray(0, 12))] : []),
  ];
}

export function cleanJpeg(jpeg: Jpeg): Uint8Array<ArrayBuffer> {
  const picture = jpeg.segments.filter((segment) => !isApp(segment.marker) && segment.marker !== COM);
  return concatBytes(
    Uint8Array.of(0xff, 0xd8),
    ...neededHeaders(jpeg),
    ...picture.map((segment) => segment.whole),
    Uint8Array.of(0xff, EOI),
  );
}

function describeProfile(jpeg: Jpeg): Finding[] {
  const profile = collectProfile(jpeg);
  return profile === null || isNeutralProfile(profile) ? [] : [finding("colour-profile", profileName(profile))];
}

function describeSegment({ marker, payload }: Segment): Finding[] {
  if (marker === COM) return [finding("comment", new TextDecoder().decode(payload))];
  if (!isApp(marker) || (marker === APP2 && startsWith(payload, PROFILE))) return [];
  if (marker === APP0 && startsWith(payload, "JFIF\0")) return payload.length > 14 ? [finding("thumbnail")] : [];
  if (marker === APP0 && startsWith(payload, "JFXX\0")) return [finding("thumbnail")];
  if (marker === APP14 && startsWith(payload, "Adobe")) return payload.length > 12 ? [finding("private-data", "Adobe")] : [];
  if (marker === APP1 && startsWith(payload, XMP)) return describeXmp(payload.subarray(XMP.length));
  if (marker === APP1 && startsWith(payload, EXTENDED_XMP)) return describeXmp(payload.subarray(EXTENDED_XMP.length));
  if (marker === APP13) return describeIptc(payload);
  if (marker === 0xeb) return [finding("provenance")];
  return [finding("private-data", (/^[\x20-\x7e]{3,}/.exec(String.fromCharCode(...payload.subarray(0, 24))) ?? [""])[0])];
}

/** What the file gives away that a cleaned copy of it does not. */
export function describeJpeg(jpeg: Jpeg): Finding[] {
  const told = jpeg.segments.flatMap((segment) => {
    const exif = exifOf(segment);
    if (exif === null) return describeSegment(segment);
    return isOrientationOnly(exif) ? [] : describeExif(exif);
  });
  const trailing = jpeg.trailing.length > 0 ? [finding("trailing-data", `${jpeg.trailing.length} B`)] : [];
  return [...told, ...describeProfile(jpeg), ...trailing];
}

export const jpeg = rewritingFormatInMemory("image/jpeg", (bytes) => {
  const picture = accept(parseJpeg(bytes));
  return { findings: describeJpeg(picture), copy: [cleanJpeg(picture)] };
});
