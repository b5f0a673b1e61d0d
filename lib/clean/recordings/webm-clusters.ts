/** Clusters of WebM and Matroska: blocks of kept tracks as slices of the file, everything else left out. */
import { ByteView, readable } from "../byte-view";
import { slicesOf, type FileWindow, type Range } from "../file-window";
import { finding, type Finding } from "../finding";
import { demand, refuse } from "../refusal";
import { elementHead, numberOf, readPlace, readTrackNumber, writeNumber, type Place } from "./ebml";
import { holdsStreamText } from "./stream-text";
import type { WebmTrack } from "./webm-tracks";

export interface Cluster {
  /** Where it begins in the file. */
  readonly at: number;
  /** As it is written. */
  readonly size: number;
  readonly parts: readonly BlobPart[];
}

const CLUSTER = 0x1f43b675;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
const ADDITIONS = 0x75a1;
const CODEC_STATE = 0xa4;
const ENCRYPTED = 0xaf;
const GROUP_NUMBERS = new Set([0x9b, 0xfb, 0xfa, 0x75a2]);
/** Positions, sizes and checksums, which would no longer be right, and empty space. */
const DROPPED = new Set([0xa7, 0xab, 0xbf, 0x5854]);
const VOID = 0xec;
const TOP_LEVEL = new Set([0x114d9b74, 0x1549a966, 0x1654ae6b, CLUSTER, 0x1c53bb6b, 0x1254c367, 0x1941a469, 0x1043a770, VOID, 0xbf]);
const INSIDE = new Set([TIMESTAMP, SIMPLE_BLOCK, BLOCK_GROUP, ENCRYPTED, VOID, ...DROPPED]);
const MOST_SAMPLE = 1024 * 1024;

export const isTopLevel = (id: number): boolean => TOP_LEVEL.has(id);

interface State {
  readonly file: FileWindow;
  readonly tracks: readonly WebmTrack[];
  readonly findings: Finding[];
  /** Tracks whose first block was looked at. */
  readonly seen: Set<number>;
  isSpoken: boolean;
}

/** The track of a block; null where it goes. */
async function keptTrack({ file, tracks }: State, from: number, to: number): Promise<WebmTrack | null> {
  const { track } = readTrackNumber(await file.read(from, Math.min(12, to - from)));
  const known = tracks.find(({ number }) => number === track) ?? refuse("malformed");
  return known.clean === null ? null : known;
}

async function listen(state: State, track: WebmTrack, from: number, to: number): Promise<void> {
  if (state.seen.has(track.number)) return;
  state.seen.add(track.number);
  const data = await state.file.read(from, Math.min(MOST_SAMPLE, to - from));
  const { length } = readTrackNumber(data);
  const isLaced = ((data[length + 2] ?? 0) & 6) !== 0;
  if (track.isPacked || holdsStreamText(data.subarray(length + 3), isLaced ? "other" : track.codec, track.lengthBytes)) state.isSpoken = true;
}

async function describeDropped(file: FileWindow, { id, from, to }: Place, findings: Finding[]): Promise<void> {
  const data = await file.readUpTo(from, Math.min(100, (to ?? from) - from));
  if (id !== VOID || data.some((byte) => byte !== 0)) findings.push(finding("private-data", readable(data)));
}

/** A group of one block with its duration and references; empty where its track goes. */
async function readGroup(state: State, group: Place): Promise<Range[]> {
  const end = group.to ?? refuse("unsupported");
  const kept: Range[] = [];
  let track: WebmTrack | null | undefined;
  for (let at = group.from; at < end; ) {
    const place = await readPlace(state.file, at, end);
    const to = place.to ?? refuse("malformed");
    if (place.id === CODEC_STATE) refuse("unsupported");
    if (place.id === BLOCK) {
      demand(track === undefined);
      track = await keptTrack(state, place.from, to);
      if (track !== null) await listen(state, track, place.from, to);
      kept.push({ from: at, to });
    } else if (GROUP_NUMBERS.has(place.id)) {
      demand(to - place.from <= 8);
      kept.push({ from: at, to });
    } else if (place.id === ADDITIONS && track?.hasAlpha) kept.push({ from: at, to });
    else if (track !== null && !DROPPED.has(place.id)) await describeDropped(state.file, place, state.findings);
    at = to;
  }
  demand(track !== undefined);
  return track === null ? [] : kept;
}

const sizeOf = (ranges: readonly Range[]): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** The cluster at `place`; one of unknown size ends where something of the segment begins. */
export async function readCluster(file: FileWindow, place: Place, end: number, tracks: readonly WebmTrack[], findings: Finding[]): Promise<{ cluster: Cluster; next: number; isSpoken: boolean }> {
  const state: State = { file, tracks, findings, seen: new Set(), isSpoken: false };
  const parts: BlobPart[] = [];
  let [open, size, time]: [Range[], number, Uint8Array | null] = [[], 0, null];
  const limit = place.to ?? end;
  let at = place.from;
  while (at < limit) {
    const inner = await readPlace(file, at, limit);
    if (place.to === null && isTopLevel(inner.id) && !INSIDE.has(inner.id)) break;
    const to = inner.to ?? refuse("malformed");
    if (inner.id === ENCRYPTED) refuse("locked");
    if (inner.id === TIMESTAMP) {
      demand(time === null);
      time = writeNumber(TIMESTAMP, numberOf({ id: inner.id, data: new ByteView(await file.read(inner.from, to - inner.from)).sub(0) }));
    } else if (inner.id === SIMPLE_BLOCK) {
      const track = await keptTrack(state, inner.from, to);
      if (track !== null) {
        await listen(state, track, inner.from, to);
        open.push({ from: at, to });
      }
    } else if (inner.id === BLOCK_GROUP) {
      const ranges = await readGroup(state, inner);
      if (ranges.length > 0) {
        size += sizeOf(open) + 9 + sizeOf(ranges);
        parts.push(...slicesOf(file, open), elementHead(BLOCK_GROUP, sizeOf(ranges)), ...slicesOf(file, ranges));
        open = [];
      }
    } else if (!DROPPED.has(inner.id)) await describeDropped(file, inner, findings);
    at = to;
  }
  demand(time !== null);
  parts.push(...slicesOf(file, open));
  const total = time.length + size + sizeOf(open);
  const head = elementHead(CLUSTER, total);
  return { cluster: { at: place.at, size: head.length + total, parts: [head, time.slice(), ...parts] }, next: at, isSpoken: state.isSpoken };
}
