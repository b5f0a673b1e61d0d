/**
 * FLAC (RFC 9639): how the stream is coded, its seek table and its frames stay. Comments, pictures, cue sheets, other
 * programs' data, padding and tags before and behind the stream go.
 */
import { concatBytes } from "../../shared/bytes";
import { ByteView, fromLatin1, isZero, latin1, readable } from "../byte-view";
import { FileWindow } from "../file-window";
import { finding, type Finding } from "../finding";
import { demand, refuse } from "../refusal";
import { rewritingFormat, type Rewritten } from "../rewriting-format";
import { describeTag, skipTagsBefore, skipTagsBehind } from "./sound-tags";

const STREAM_INFO = 0;
const PADDING = 1;
const APPLICATION = 2;
const SEEK_TABLE = 3;
const COMMENT = 4;
const CUE_SHEET = 5;
const PICTURE = 6;
const MOST_BLOCKS = 1000;
const SYNC = 0xfff8;
const MOST_FRAME_BYTES = 1024 * 1024;

/** A comment header of Vorbis, which Opus and FLAC use as well: the encoder's name and "NAME=value" lines. */
export function describeComments(data: Uint8Array): Finding[] {
  const view = new ByteView(data, true);
  const found: Finding[] = [];
  let at = 4 + view.u32(0);
  const vendor = readable(view.sub(4, at));
  if (vendor !== "") found.push(finding("software", vendor));
  const count = view.u32(at);
  at += 4;
  for (let i = 0; i < count; i++) {
    const length = view.u32(at);
    const [name = "", ...value] = readable(view.sub(at + 4, at + 4 + length)).split("=");
    found.push(describeTag(name, value.join("=")));
    at += 4 + length;
  }
  return found;
}

function describeBlock(type: number, data: Uint8Array): Finding[] {
  if (type === COMMENT) {
    const found = describeComments(data);
    return found.length > 0 ? found : [finding("tag", "VORBIS_COMMENT")];
  }
  if (type === PICTURE) return [finding("cover-picture")];
  if (type === CUE_SHEET) return [finding("chapter", latin1(data.subarray(0, 128)).replaceAll("\0", ""))];
  if (type === APPLICATION) return [finding("private-data", latin1(data.subarray(0, 100)))];
  if (type === PADDING) return isZero(data) ? [] : [finding("private-data", "PADDING")];
  return [finding("private-data", `${type}`)];
}

function crc(bytes: Uint8Array, bits: 8 | 16, polynomial: number): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) value = ((value << 1) ^ ((value >> (bits - 1)) & 1 ? polynomial : 0)) & (2 ** bits - 1);
  }
  return value;
}

/** Does a frame's header begin here? It ends with its own checksum. */
function isFrameHeader(bytes: Uint8Array, at: number): boolean {
  const view = new ByteView(bytes);
  if (at + 16 > bytes.length || view.u16(at) >> 1 !== SYNC >> 1) return false;
  const number = Math.clz32(~(view.u8(at + 4) << 24)); // leading ones of its first byte tell how long it is
  const [blockCode, rateCode] = [view.u8(at + 2) >> 4, view.u8(at + 2) & 15];
  const length = 4 + Math.max(1, number) + (blockCode === 6 ? 1 : blockCode === 7 ? 2 : 0) + (rateCode === 12 ? 1 : rateCode === 13 || rateCode === 14 ? 2 : 0);
  return at + length < bytes.length && crc(bytes.subarray(at, at + length), 8, 0x07) === view.u8(at + length);
}

/** Frames from `start` on, the last of which ends at `end` by its checksum: what is left over would go into the copy unseen. */
async function demandFrames(file: FileWindow, start: number, end: number, longest: number): Promise<void> {
  const first = await file.read(start, Math.min(32, end - start));
  demand(isFrameHeader(first, 0));
  const from = Math.max(start, end - (longest || MOST_FRAME_BYTES));
  const tail = (await file.read(from, end - from)).slice();
  for (let at = tail.length - 1; at >= 0; at--) {
    if (isFrameHeader(tail, at) && crc(tail.subarray(at), 16, 0x8005) === 0) return;
  }
  refuse("unsupported");
}

export async function rewriteFlac(blob: Blob): Promise<Rewritten> {
  const file = new FileWindow(blob);
  const findings: Finding[] = [];
  let at = await skipTagsBefore(file, findings);
  demand(latin1(await file.read(at, 4)) === "fLaC");
  at += 4;
  const kept: { type: number; data: Uint8Array }[] = [];
  for (let isLast = false, count = 0; !isLast; count++) {
    const head = new ByteView(await file.read(at, 4));
    const [type, size] = [head.u8(0) & 127, head.u24(1)];
    isLast = head.u8(0) > 127;
    demand((count === 0) === (type === STREAM_INFO) && type !== 127 && count < MOST_BLOCKS);
    const data = (await file.read(at + 4, size)).slice();
    if (type === STREAM_INFO) demand(size === 34);
    if (type === SEEK_TABLE) demand(size % 18 === 0);
    if (type === STREAM_INFO || type === SEEK_TABLE) kept.push({ type, data });
    else findings.push(...describeBlock(type, data));
    at += 4 + size;
  }
  const end = await skipTagsBehind(file, findings);
  demand(end > at, "truncated");
  await demandFrames(file, at, end, new ByteView(kept[0]?.data ?? new Uint8Array()).u24(7));
  const blocks = kept.map(({ type, data }, i) =>
    concatBytes(Uint8Array.of(i === kept.length - 1 ? 0x80 | type : type, 0, data.length >> 8, data.length & 0xff), data));
  demand(kept.every(({ data }) => data.length < 65_536), "unsupported");
  return { findings, copy: [concatBytes(fromLatin1("fLaC"), ...blocks), file.slice(at, end)] };
}

export const flac = rewritingFormat("audio/flac", rewriteFlac);
