/** Which ranges of the file hold a track's samples (ISO/IEC 14496-12, chapter 8.7). */
import { concatBytes, u32, u64, type Bytes } from "../../shared/bytes";
import { writeBox, type Box } from "../boxes";
import { ByteView } from "../byte-view";
import { demand, refuse } from "../refusal";
import type { SampleEntry } from "./sample-entries";

export interface Chunk {
  readonly at: number;
  readonly length: number;
}

interface Sizes {
  readonly count: number;
  /** The same for all; 0: each has its own. */
  readonly same: number;
  readonly of: (sample: number) => number;
}

export function readSizes({ data }: Box): Sizes {
  const view = new ByteView(data);
  const [same, count] = [view.u32(4), view.u32(8)];
  if (same === 0) view.sub(0, 12 + 4 * count);
  return { count, same, of: (sample) => (same > 0 ? same : view.u32(12 + 4 * sample)) };
}

function readOffsets({ type, data }: Box): number[] {
  const view = new ByteView(data);
  const bytes = type === "co64" ? 8 : 4;
  const count = view.u32(4);
  view.sub(8, 8 + bytes * count);
  return Array.from({ length: count }, (_, i) => (bytes === 8 ? view.u64(8 + 8 * i) : view.u32(8 + 4 * i)));
}

/** How many samples each of `chunks` chunks holds, and by which description. */
function* runs({ data }: Box, chunks: number): Generator<{ samples: number; description: number }> {
  const view = new ByteView(data);
  const count = view.u32(4);
  demand(count > 0 || chunks === 0);
  view.sub(8, 8 + 12 * count);
  for (let i = 0; i < count; i++) {
    const first = view.u32(8 + 12 * i);
    const next = i + 1 < count ? view.u32(20 + 12 * i) : chunks + 1;
    demand((i > 0 || first === 1) && next > first && next <= chunks + 1);
    for (let chunk = first; chunk < next; chunk++) yield { samples: view.u32(12 + 12 * i), description: view.u32(16 + 12 * i) };
  }
}

/** The bytes of `samples` samples that each have the same size; QuickTime counts uncompressed sound in samples of one byte. */
function sameSized(samples: number, size: number, entry: SampleEntry): number {
  return entry.packet !== null && size === 1 ? Math.ceil(samples / entry.packet.samples) * entry.packet.bytes : samples * size;
}

/** The track's chunks in its own order. Every sample must lie in one. */
export function readChunks(stsc: Box, sizes: Sizes, offsets: Box, entries: readonly SampleEntry[]): Chunk[] {
  const places = readOffsets(offsets);
  const chunks: Chunk[] = [];
  let sample = 0;
  for (const { samples, description } of runs(stsc, places.length)) {
    const entry = entries[description - 1] ?? refuse("malformed");
    demand(sample + samples <= sizes.count);
    let length = sizes.same > 0 ? sameSized(samples, sizes.same, entry) : 0;
    if (sizes.same === 0) for (let i = 0; i < samples; i++) length += sizes.of(sample + i);
    sample += samples;
    chunks.push({ at: places[chunks.length] ?? 0, length });
  }
  demand(sample === sizes.count && chunks.length === places.length);
  return chunks;
}

export function writeOffsets(offsets: readonly number[], isWide: boolean): Bytes {
  return isWide
    ? writeBox("co64", u32(0), u32(offsets.length), concatBytes(...offsets.map(u64)))
    : writeBox("stco", u32(0), u32(offsets.length), concatBytes(...offsets.map(u32)));
}

const ENTRY_BYTES: Readonly<Record<string, number>> = { stts: 8, ctts: 8, stss: 4, stps: 4, stsc: 12 };

/** A table without what stands behind its entries. */
export function trimTable({ type, data }: Box, samples: number): Uint8Array {
  const view = new ByteView(data);
  if (type === "sdtp") return view.sub(0, 4 + samples);
  if (type === "stsz") return view.sub(0, view.u32(4) === 0 ? 12 + 4 * view.u32(8) : 12);
  if (type === "cslg") return view.sub(0, view.u8(0) === 0 ? 24 : 44);
  return view.sub(0, 8 + (ENTRY_BYTES[type] ?? refuse("unsupported")) * view.u32(4));
}

/** Where decoding may begin and how much must be decoded before: "roll" and "rap " alone; null for other groups. */
export function cleanGroups({ type, data }: Box): Uint8Array | null {
  const view = new ByteView(data);
  if (!["roll", "prol", "rap "].includes(view.text(4, 4))) return null;
  if (type === "sbgp") return view.u8(0) === 0 ? view.sub(0, 12 + 8 * view.u32(8)) : null;
  const isPlain = view.u8(0) === 1 && view.u32(8) <= 2;
  return isPlain ? view.sub(0, 16 + view.u32(8) * view.u32(12)) : null;
}
