/**
 * MP3 (ISO/IEC 11172-3, 13818-3, layers I to III): frames in, frames out. What stands before, between and behind them goes.
 *
 * [Note: What stays in an MP3] Every frame of sound, byte for byte. Of the first frame, which an encoder fills with notes
 * (Xing, LAME), stays what players need to seek and to play without gaps; the encoder's version and settings go.
 */
import { ByteView, latin1 } from "../byte-view";
import { FileWindow, slicesOf, type Range } from "../file-window";
import { finding, type Finding } from "../finding";
import { demand } from "../refusal";
import { rewritingFormat, type Rewritten } from "../rewriting-format";
import { rewriteFlac } from "./flac";
import { skipTagsBefore, skipTagsBehind } from "./sound-tags";
import { holdsStreamText } from "./stream-text";

interface Frame {
  readonly size: number;
  /** Version, layer and rate: the same in every frame of a file. */
  readonly kind: number;
  readonly sideBytes: number;
}

const V1 = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];
const V2_LOW = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const V2 = [[0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256], V2_LOW, V2_LOW];
const RATES = [44_100, 48_000, 32_000];
const MOST_JUNK = 1024 * 1024;

/** The frame that a header announces; null for what is none, or has a free bit rate. */
export function readFrame(header: Uint8Array): Frame | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = header;
  if (header.length < 4 || first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const [version, layer] = [(second >> 3) & 3, 4 - ((second >> 1) & 3)];
  const rate = (RATES[(third >> 2) & 3] ?? 0) >> (version === 3 ? 0 : version === 2 ? 1 : 2);
  const bits = ((version === 3 ? V1 : V2)[layer - 1]?.[third >> 4] ?? 0) * 1000;
  if (version === 1 || layer === 4 || rate === 0 || bits === 0) return null;
  const padding = (third >> 1) & 1;
  const size = layer === 1 ? (Math.floor((12 * bits) / rate) + padding) * 4 : Math.floor(((layer === 3 && version !== 3 ? 72 : 144) * bits) / rate) + padding;
  const isMono = fourth >> 6 === 3;
  return { size, kind: ((second & 0xfe) << 8) | (third & 0x0c), sideBytes: version === 3 ? (isMono ? 17 : 32) : isMono ? 9 : 17 };
}

async function frameAt(file: FileWindow, at: number, end: number): Promise<Frame | null> {
  const frame = readFrame(await file.readUpTo(at, 4));
  return frame !== null && frame.size > 4 && at + frame.size <= end ? frame : null;
}

/** The next place at which a frame begins that another of its kind or the end follows. */
async function findFrame(file: FileWindow, from: number, end: number, kind: number | null): Promise<number | null> {
  for (let at = from; at + 4 <= end && at < from + MOST_JUNK; at++) {
    const frame = await frameAt(file, at, end);
    if (frame === null || (kind !== null && frame.kind !== kind)) continue;
    if (at + frame.size === end || (await frameAt(file, at + frame.size, end))?.kind === frame.kind) return at;
  }
  return null;
}

async function readFrames(file: FileWindow, start: number, end: number, findings: Finding[]): Promise<Range[]> {
  const ranges: Range[] = [];
  let kind: number | null = null;
  for (let at = start; at < end; ) {
    const frame = await frameAt(file, at, end);
    if (frame !== null && frame.kind === kind) {
      const last = ranges.at(-1);
      if (last?.to === at) ranges[ranges.length - 1] = { from: last.from, to: at + frame.size };
      else ranges.push({ from: at, to: at + frame.size });
      at += frame.size;
      continue;
    }
    const next = await findFrame(file, at, end, kind);
    const junk = (next ?? end) - at;
    if (junk > 0) findings.push(finding("private-data", `${junk} B: ${latin1(await file.readUpTo(at, Math.min(junk, 60)))}`));
    if (next === null) break;
    kind = (await frameAt(file, next, end))?.kind ?? null;
    at = next;
  }
  demand(ranges.length > 0, "truncated");
  return ranges;
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** An encoder's own frame of notes without what names it; null where the first frame is none. */
function cleanNotes(frame: Uint8Array, sideBytes: number, findings: Finding[]): Uint8Array<ArrayBuffer> | null {
  const clean = frame.slice();
  const view = new ByteView(frame);
  const start = 4 + sideBytes;
  if (frame.length < start + 8) return null;
  const mark = view.text(start, 4);
  if (mark !== "Xing" && mark !== "Info") return null;
  const flags = view.u32(start + 4);
  const notes = start + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  if (notes + 36 > frame.length) clean.fill(0, Math.min(notes, frame.length));
  else {
    // Players know by these four letters that the numbers for playing without gaps follow.
    const isGapless = ["LAME", "Lavf", "Lavc", "GOGO", "L3.9"].includes(view.text(notes, 4));
    const [delays, lengths] = [frame.slice(notes + 21, notes + 24), frame.slice(notes + 28, notes + 34)];
    clean.fill(0, notes);
    if (isGapless) {
      clean.set([0x4c, 0x41, 0x4d, 0x45], notes);
      clean.set(delays, notes + 21);
      clean.set(lengths, notes + 28);
      const crc = crc16(clean.subarray(0, notes + 34));
      clean.set([crc >> 8, crc & 0xff], notes + 34);
    }
  }
  clean.fill(0, 4, start);
  if (clean.some((byte, i) => byte !== frame[i])) findings.push(finding("software", latin1(frame.subarray(notes, notes + 9)).replaceAll("\0", "")));
  return clean;
}

async function rewriteMp3(blob: Blob): Promise<Rewritten> {
  const file = new FileWindow(blob);
  const findings: Finding[] = [];
  const start = await skipTagsBefore(file, findings);
  if (latin1(await file.readUpTo(start, 4)) === "fLaC") return rewriteFlac(blob); // tags before a FLAC file are longer than what its kind was judged by
  const end = await skipTagsBehind(file, findings);
  demand(start < end, "truncated");
  const ranges = await readFrames(file, start, end, findings);
  const from = ranges[0]?.from ?? 0;
  const first = readFrame(await file.read(from, 4));
  demand(first !== null);
  const bytes = (await file.read(from, first.size)).slice();
  const notes = cleanNotes(bytes, first.sideBytes, findings);
  const sound = notes === null ? ranges : [{ from: from + first.size, to: ranges[0]?.to ?? 0 }, ...ranges.slice(1)];
  demand(sound.some((range) => range.to > range.from), "truncated");
  const isSpoken = holdsStreamText(await file.readUpTo(sound[0]?.from ?? 0, Math.min(64 * 1024, end - (sound[0]?.from ?? 0))), "other", 0);
  return { findings, remains: isSpoken ? ["stream-text"] : [], copy: [...(notes === null ? [] : [notes]), ...slicesOf(file, sound)] };
}

export const mp3 = rewritingFormat("audio/mpeg", rewriteMp3);
