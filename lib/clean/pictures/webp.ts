/**
 * WebP as a container (RFC 9649): chunks in, chunks out, the compressed picture untouched.
 *
 * [Note: What stays in a WebP] The picture or its frames with their alpha, the animation's settings, the colour profile's
 * numbers where it is not sRGB, and the orientation where it is not upright. Everything else goes.
 */
import { concatBytes } from "../../shared/bytes";
import { ByteView, fromLatin1, latin1, u32le } from "../byte-view";
import { finding, type Finding } from "../finding";
import { isNeutralProfile, neutraliseProfile, profileName } from "../metadata/colour-profile";
import { describeExif, isOrientationOnly, orientationOnly, readOrientation } from "../metadata/exif";
import { describeXmp } from "../metadata/text-metadata";
import { demand } from "../refusal";
import { rewritingFormatInMemory, type Rewritten } from "../rewriting-format";

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const PICTURE = new Set(["VP8 ", "VP8L"]);
const FRAME_PARTS = new Set([...PICTURE, "ALPH"]);
const KEPT = new Set([...FRAME_PARTS, "VP8X", "ANIM", "ANMF", "ICCP", "EXIF"]);
const HAS_PROFILE = 0x20;
const HAS_EXIF = 0x08;
const ALPHA_AND_ANIMATION = 0x12;
const FRAME_HEADER_BYTES = 16;

export function readRiffChunks(bytes: Uint8Array): Chunk[] {
  const view = new ByteView(bytes, true);
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = view.text(at, 4);
    demand(/^[\x20-\x7e]{4}$/.test(type));
    const size = view.u32(at + 4);
    chunks.push({ type, data: view.sub(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

export function writeRiffChunk(type: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const data = concatBytes(...parts);
  return concatBytes(fromLatin1(type), u32le(data.length), data, new Uint8Array(data.length % 2));
}

function exifBlock(data: Uint8Array): Uint8Array {
  return latin1(data.subarray(0, 6)) === "Exif\0\0" ? data.subarray(6) : data;
}

function cleanFrame(data: Uint8Array, findings: Finding[]): Uint8Array {
  demand(data.length >= FRAME_HEADER_BYTES, "truncated");
  const header = data.slice(0, FRAME_HEADER_BYTES);
  header[15] = (header[15] ?? 0) & 3; // the rest is reserved
  const parts = readRiffChunks(data.subarray(FRAME_HEADER_BYTES));
  demand(parts.filter(({ type }) => PICTURE.has(type)).length === 1);
  findings.push(...parts.filter(({ type }) => !FRAME_PARTS.has(type)).map(({ type }) => finding("private-data", type)));
  return concatBytes(header, ...parts.filter(({ type }) => FRAME_PARTS.has(type)).map(({ type, data: part }) => writeRiffChunk(type, part)));
}

function cleanHeader(data: Uint8Array, flags: number): Uint8Array {
  demand(data.length >= 10, "truncated");
  return concatBytes(Uint8Array.of((data[0] ?? 0) & ALPHA_AND_ANIMATION | flags, 0, 0, 0), data.subarray(4, 10));
}

function cleanProfile(chunks: readonly Chunk[], findings: Finding[]): Uint8Array | null {
  const profile = chunks.find(({ type }) => type === "ICCP")?.data;
  if (profile === undefined) return null;
  if (!isNeutralProfile(profile)) findings.push(finding("colour-profile", profileName(profile)));
  return neutraliseProfile(profile);
}

/** The orientation, where a viewer would turn the picture by it. */
function cleanExif(chunks: readonly Chunk[], findings: Finding[]): Uint8Array | null {
  const exif = chunks.filter(({ type }) => type === "EXIF").map(({ data }) => exifBlock(data));
  for (const block of exif) findings.push(...(isOrientationOnly(block) ? [] : describeExif(block)));
  const orientation = exif[0] === undefined ? 1 : readOrientation(exif[0]);
  return orientation === 1 ? null : orientationOnly(orientation);
}

function describeOthers(chunks: readonly Chunk[]): Finding[] {
  return chunks.filter(({ type }) => !KEPT.has(type)).flatMap(({ type, data }) =>
    type === "XMP " ? describeXmp(data) : [finding("private-data", type)]);
}

function rewriteWebp(bytes: Uint8Array): Rewritten {
  const view = new ByteView(bytes, true);
  demand(view.text(0, 4) === "RIFF" && view.text(8, 4) === "WEBP");
  const end = 8 + view.u32(4);
  const chunks = readRiffChunks(view.sub(12, end));
  const pictures = chunks.filter(({ type }) => PICTURE.has(type) || type === "ANMF");
  demand(pictures.length > 0, "truncated");
  demand(pictures.length === 1 || pictures.every(({ type }) => type === "ANMF"));
  const findings = describeOthers(chunks);
  const profile = cleanProfile(chunks, findings);
  const exif = cleanExif(chunks, findings);
  const header = chunks[0]?.type === "VP8X" ? chunks[0] : null;
  const body = chunks.flatMap(({ type, data }) => {
    if (type === "ANMF") return [writeRiffChunk(type, cleanFrame(data, findings))];
    return type === "ANIM" ? [writeRiffChunk(type, data.subarray(0, 6))] : FRAME_PARTS.has(type) ? [writeRiffChunk(type, data)] : [];
  });
  const extended = header === null ? [] : [
    writeRiffChunk("VP8X", cleanHeader(header.data, (profile ? HAS_PROFILE : 0) | (exif ? HAS_EXIF : 0))),
    ...(profile ? [writeRiffChunk("ICCP", profile)] : []),
  ];
  const trailing = bytes.length > end + (end % 2) ? [finding("trailing-data", `${bytes.length - end} B`)] : [];
  const copy = writeRiffChunk("RIFF", fromLatin1("WEBP"), ...extended, ...body, ...(header && exif ? [writeRiffChunk("EXIF", exif)] : []));
  return { findings: [...findings, ...trailing], copy: [copy] };
}

export const webp = rewritingFormatInMemory("image/webp", rewriteWebp);
