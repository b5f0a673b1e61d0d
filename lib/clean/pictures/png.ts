/**
 * PNG as a container (W3C PNG, third edition): chunks in, chunks out, the compressed picture untouched.
 *
 * [Note: What stays in a PNG] Header, palette, image data, animation frames, transparency, background, the plain colour
 * chunks, the colour profile's numbers where it is not sRGB, a pixel shape that is not square, and the orientation where it
 * is not upright. Everything else goes: text, time, EXIF, private chunks, and whatever follows the end of the image.
 */
import { concatBytes, u32, utf8 } from "../../shared/bytes";
import { err, ok, type Result } from "../../shared/result";
import { crc32 } from "../../shared/crc32";
import { isNeutralProfile, neutraliseProfile, profileName } from "../metadata/colour-profile";
import { describeExif, isOrientationOnly, orientationOnly, readOrientation } from "../metadata/exif";
import { finding, type Finding } from "../finding";
import type { CleanFault } from "../format";
import { accept } from "../refusal";
import { rewritingFormatInMemory } from "../rewriting-format";
import { describeXmp } from "../metadata/text-metadata";
import { inflate, deflate } from "../zlib";

interface Chunk {
  readonly type: string;
  readonly whole: Uint8Array;
  readonly data: Uint8Array;
}

export interface Png {
  readonly chunks: readonly Chunk[];
  readonly trailing: Uint8Array;
}

const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CRITICAL = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);
const KEPT = new Set([...CRITICAL, "tRNS", "bKGD", "gAMA", "cHRM", "sRGB", "sBIT", "cICP", "mDCV", "cLLI", "acTL", "fcTL", "fdAT"]);
const PROFILE_NAME = "icc";

function readChunk(bytes: Uint8Array, at: number): Result<Chunk, CleanFault> {
  if (at + 12 > bytes.length) return err("truncated");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(at);
  if (at + 12 + length > bytes.length) return err("truncated");
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  if (!/^[A-Za-z]{4}$/.test(type)) return err("malformed");
  if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) return err("malformed");
  if (/^[A-Z]/.test(type) && !CRITICAL.has(type)) return err("unsupported");
  return ok({ type, whole: bytes.subarray(at, at + 12 + length), data: bytes.subarray(at + 8, at + 8 + length) });
}

/** Splits a PNG into its chunks. Refuses wrong checksums, unknown critical chunks, and files without an end. */
export function parsePng(bytes: Uint8Array): Result<Png, CleanFault> {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) return err("malformed");
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; ; ) {
    const read = readChunk(bytes, at);
    if (!read.ok) return read;
    const chunk = read.value;
    if ((chunks.length === 0) !== (chunk.type === "IHDR")) return err("malformed");
    chunks.push(chunk);
    at += chunk.whole.length;
    if (chunk.type === "IEND") {
      const whole = chunks.some((each) => each.type === "IDAT") && chunk.data.length === 0;
      return whole ? ok({ chunks, trailing: bytes.subarray(at) }) : err("malformed");
    }
  }
}

function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const body = concatBytes(utf8(type), data);
  return concatBytes(u32(data.length), body, u32(crc32(body)));
}

async function readProfile(data: Uint8Array): Promise<Uint8Array | null> {
  const end = data.indexOf(0);
  return end < 0 ? null : inflate(data.subarray(end + 2));
}

async function cleanProfile(chunk: Chunk): Promise<Uint8Array | null> {
  const profile = await readProfile(chunk.data);
  const neutral = profile === null ? null : neutraliseProfile(profile);
  return neutral === null ? null : writeChunk("iCCP", concatBytes(utf8(PROFILE_NAME), Uint8Array.of(0, 0), await deflate(neutral)));
}

const isSquare = ({ data }: Chunk): boolean => data.length === 9 && [0, 1, 2, 3].every((i) => data[i] === data[i + 4]);

async function cleanChunk(chunk: Chunk): Promise<Uint8Array | null> {
  if (KEPT.has(chunk.type)) return chunk.whole;
  if (chunk.type === "iCCP") return cleanProfile(chunk);
  if (chunk.type === "pHYs") return isSquare(chunk) ? null : chunk.whole;
  if (chunk.type !== "eXIf") return null;
  const orientation = readOrientation(chunk.data);
  return orientation === 1 ? null : writeChunk("eXIf", orientationOnly(orientation));
}

export async function cleanPng(png: Png): Promise<Uint8Array<ArrayBuffer>> {
  const kept: Uint8Array[] = [];
  for (const chunk of png.chunks) {
    const clean = await cleanChunk(chunk);
    if (clean !== null) kept.push(clean);
  }
  return concatBytes(SIGNATURE, ...kept);
}

/** Keyword and text of tEXt, zTXt and iTXt chunks; compressed text is opened. */
async function readTextChunk({ type, data }: Chunk): Promise<{ keyword: string; text: string }> {
  const end = Math.max(data.indexOf(0), 0);
  const keyword = new TextDecoder("latin1").decode(data.subarray(0, end));
  if (type === "tEXt") return { keyword, text: new TextDecoder("latin1").decode(data.subarray(end + 1)) };
  if (type === "zTXt") return { keyword, text: new TextDecoder("latin1").decode((await inflate(data.subarray(end + 2))) ?? undefined) };
  const language = data.indexOf(0, end + 3);
  const translated = data.indexOf(0, language + 1);
  const body = data.subarray(translated + 1);
  const bytes = data[end + 1] === 1 ? await inflate(body) : body;
  return { keyword, text: new TextDecoder().decode(bytes ?? undefined) };
}

async function describeText(chunk: Chunk): Promise<Finding[]> {
  const { keyword, text } = await readTextChunk(chunk);
  if (keyword === "XML:com.adobe.xmp") return describeXmp(utf8(text));
  if (/^(author|artist|creator)$/i.test(keyword)) return [finding("author", text)];
  if (/^(software|tool)$/i.test(keyword)) return [finding("software", text)];
  if (/copyright/i.test(keyword)) return [finding("copyright", text)];
  if (/time|date/i.test(keyword)) return [finding("date", text)];
  if (/^(comment)$/i.test(keyword)) return [finding("comment", text)];
  return [finding("text-chunk", `${keyword}: ${text}`)];
}

function describeTime({ data }: Chunk): Finding {
  const [high = 0, low = 0, month = 0, day = 0, hour = 0, minute = 0] = data;
  const two = (n: number): string => String(n).padStart(2, "0");
  return finding("date", `${high * 256 + low}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} UTC`);
}

async function describeChunk(chunk: Chunk): Promise<Finding[]> {
  if (KEPT.has(chunk.type)) return [];
  if (["tEXt", "zTXt", "iTXt"].includes(chunk.type)) return describeText(chunk);
  if (chunk.type === "tIME") return [describeTime(chunk)];
  if (chunk.type === "eXIf") return isOrientationOnly(chunk.data) ? [] : describeExif(chunk.data);
  if (chunk.type === "pHYs") return isSquare(chunk) ? [finding("private-data", "pHYs")] : [];
  if (chunk.type === "caBX") return [finding("provenance")];
  if (chunk.type !== "iCCP") return [finding("private-data", chunk.type)];
  const profile = await readProfile(chunk.data);
  return profile !== null && isNeutralProfile(profile) ? [] : [finding("colour-profile", profile === null ? "" : profileName(profile))];
}

/** What the file gives away that a cleaned copy of it does not. */
export async function describePng(png: Png): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const chunk of png.chunks) found.push(...(await describeChunk(chunk)));
  if (png.trailing.length > 0) found.push(finding("trailing-data", `${png.trailing.length} B`));
  return found;
}

export const png = rewritingFormatInMemory("image/png", async (bytes) => {
  const picture = accept(parsePng(bytes));
  return { findings: await describePng(picture), copy: [await cleanPng(picture)] };
});
