/**
 * WebM and Matroska (RFC 9559): a new segment of tracks of pictures and sound, their blocks as slices of the file.
 *
 * [Note: What stays in a WebM] Blocks of pictures and sound with their times, how their decoders are set up, and the table
 * for seeking, written anew. Title, programs, dates, names, languages, tags, chapters, attachments, subtitles with their
 * blocks, numbers by which a file is known again, and empty space go.
 */
import { concatBytes, utf8 } from "../../shared/bytes";
import { isZero, latin1, readable } from "../byte-view";
import { FileWindow } from "../file-window";
import { finding, type Finding } from "../finding";
import { demand } from "../refusal";
import { rewritingFormat, type Rewritten } from "../rewriting-format";
import { elementHead, elementsOf, numberOf, readPlace, writeElement, writeNumber, type Place } from "./ebml";
import { isTopLevel, readCluster, type Cluster } from "./webm-clusters";
import { describeAttachments, describeChapters, describeTags, readWebmTrack, type WebmTrack } from "./webm-tracks";

const HEADER = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const CUES = 0x1c53bb6b;
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const MUXING_APP = 0x4d80;
const WRITING_APP = 0x5741;
const SEEK_HEAD = 0x114d9b74;
const CHECKSUM = 0xbf;
const VOID = 0xec;
const MOST_PART_BYTES = 64 * 1024 * 1024;

interface Segment {
  info: Uint8Array | null;
  tracks: WebmTrack[] | null;
  cues: Uint8Array | null;
  readonly clusters: Cluster[];
  isSpoken: boolean;
}

async function readPart(file: FileWindow, { from, to }: Place): Promise<Uint8Array> {
  demand(to !== null, "unsupported");
  demand(to - from <= MOST_PART_BYTES, "too-large");
  return (await file.read(from, to - from)).slice();
}

function cleanHeader(data: Uint8Array): Uint8Array {
  const parts = elementsOf(data);
  const type = latin1(parts.find(({ id }) => id === 0x4282)?.data ?? new Uint8Array());
  demand(type === "webm" || type === "matroska", "unsupported");
  const version = (id: number, otherwise: number): number => {
    const part = parts.find((each) => each.id === id);
    return part === undefined ? otherwise : Math.min(numberOf(part), 255);
  };
  return writeElement(HEADER, ...[[0x4286, 1], [0x42f7, 1], [0x42f2, 4], [0x42f3, 8]].map(([id = 0, value = 0]) => writeElement(id, Uint8Array.of(value))), writeElement(0x4282, utf8(type)),
    ...[0x4287, 0x4285].map((id) => writeElement(id, Uint8Array.of(version(id, 2)))));
}

function describeInfo(id: number, data: Uint8Array): Finding[] {
  if (id === VOID || id === CHECKSUM || data.length === 0) return [];
  if (id === MUXING_APP || id === WRITING_APP) return [finding("software", readable(data))];
  if (id === 0x7ba9) return [finding("description", readable(data))];
  if (id === 0x4461 && data.length === 8) {
    const nanoseconds = new DataView(data.buffer, data.byteOffset, 8).getBigInt64(0);
    const date = new Date(Date.UTC(2001, 0, 1) + Number(nanoseconds / 1_000_000n));
    return [finding("date", Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(/\.\d+Z$/, " UTC").replace("T", " "))];
  }
  return [0x73a4, 0x3cb923, 0x3eb923, 0x4444].includes(id) ? [finding("identifier", "Segment")] : [finding("private-data", readable(data))];
}

function cleanInfo(data: Uint8Array, findings: Finding[]): Uint8Array {
  const kept: Uint8Array[] = [];
  for (const part of elementsOf(data)) {
    if (part.id === TIMESTAMP_SCALE || part.id === DURATION) {
      demand(part.data.length <= 8);
      kept.push(writeElement(part.id, part.data));
    } else findings.push(...describeInfo(part.id, part.data));
  }
  return writeElement(INFO, ...kept, writeElement(MUXING_APP), writeElement(WRITING_APP));
}

async function describeOther(file: FileWindow, place: Place): Promise<Finding[]> {
  if (place.id === SEEK_HEAD || place.id === CHECKSUM) return [];
  const data = await readPart(file, place);
  if (place.id === VOID) return isZero(data) ? [] : [finding("private-data", `Void: ${readable(data.subarray(0, 100))}`)];
  if (place.id === 0x1254c367) return describeTags(data);
  if (place.id === 0x1941a469) return describeAttachments(data);
  if (place.id === 0x1043a770) return describeChapters(data);
  return [finding("private-data", place.id.toString(16))];
}

async function readSegment(file: FileWindow, start: number, end: number, findings: Finding[]): Promise<{ segment: Segment; at: number }> {
  const segment: Segment = { info: null, tracks: null, cues: null, clusters: [], isSpoken: false };
  let at = start;
  while (at < end) {
    const place = await readPlace(file, at, end);
    if (place.id === CLUSTER) {
      demand(segment.tracks !== null, "unsupported");
      const { cluster, next, isSpoken } = await readCluster(file, place, end, segment.tracks, findings);
      segment.clusters.push(cluster);
      segment.isSpoken ||= isSpoken;
      at = next;
      continue;
    }
    if (!isTopLevel(place.id)) break;
    if (place.id === INFO) {
      demand(segment.info === null);
      segment.info = cleanInfo(await readPart(file, place), findings);
    } else if (place.id === TRACKS) {
      demand(segment.tracks === null);
      segment.tracks = elementsOf(await readPart(file, place)).filter(({ id }) => id === 0xae).map(({ data }) => readWebmTrack(data, findings));
    } else if (place.id === CUES) segment.cues = await readPart(file, place);
    else findings.push(...(await describeOther(file, place)));
    at = place.to ?? end;
  }
  return { segment, at };
}

interface Cue {
  readonly time: number;
  readonly track: number;
  /** Which of the clusters. */
  readonly cluster: number;
}

function readCues(data: Uint8Array, { clusters, tracks }: Segment, start: number): Cue[] {
  const places = new Map(clusters.map(({ at }, i) => [at - start, i]));
  return elementsOf(data).filter(({ id }) => id === 0xbb).flatMap((point) => {
    const parts = elementsOf(point.data);
    const time = parts.find(({ id }) => id === 0xb3);
    return parts.filter(({ id }) => id === 0xb7).flatMap((positions) => {
      const inner = elementsOf(positions.data);
      const [track, position] = [0xf7, 0xf1].map((id) => inner.find((part) => part.id === id));
      const cluster = position === undefined ? undefined : places.get(numberOf(position));
      if (time === undefined || track === undefined || cluster === undefined) return [];
      return tracks?.some(({ number, clean }) => clean !== null && number === numberOf(track)) ? [{ time: numberOf(time), track: numberOf(track), cluster }] : [];
    });
  });
}

const writeCues = (cues: readonly Cue[], places: readonly number[]): Uint8Array =>
  writeElement(CUES, ...cues.map(({ time, track, cluster }) =>
    writeElement(0xbb, writeNumber(0xb3, time), writeElement(0xb7, writeNumber(0xf7, track), writeNumber(0xf1, places[cluster] ?? 0)))));

function writeSegment(segment: Segment, start: number): BlobPart[] {
  const { info, tracks, cues, clusters } = segment;
  demand(info !== null && tracks !== null && clusters.length > 0, "truncated");
  const kept = tracks.flatMap(({ clean }) => (clean === null ? [] : [clean]));
  demand(kept.length > 0, "unsupported");
  const head = concatBytes(info, writeElement(TRACKS, ...kept));
  const known = cues === null ? [] : readCues(cues, segment, start);
  const cueBytes = known.length === 0 ? 0 : writeCues(known, []).length;
  const places: number[] = [];
  let at = head.length + cueBytes;
  for (const { size } of clusters) {
    places.push(at);
    at += size;
  }
  const begin = concatBytes(elementHead(SEGMENT, at), head, known.length === 0 ? new Uint8Array() : writeCues(known, places));
  return [begin, ...clusters.flatMap(({ parts }) => parts)];
}

async function rewriteWebm(blob: Blob): Promise<Rewritten> {
  const file = new FileWindow(blob);
  const findings: Finding[] = [];
  const header = await readPlace(file, 0, file.size);
  demand(header.id === HEADER && header.to !== null);
  const clean = cleanHeader(await readPart(file, header));
  let place = await readPlace(file, header.to, file.size);
  for (let count = 0; place.id === VOID && place.to !== null && count < 100; count++) {
    findings.push(...(await describeOther(file, place)));
    place = await readPlace(file, place.to, file.size);
  }
  demand(place.id === SEGMENT);
  const end = place.to ?? file.size;
  const { segment, at } = await readSegment(file, place.from, end, findings);
  demand(at === end || place.to === null, "malformed");
  if (at < file.size) {
    demand(latin1(await file.readUpTo(at, 4)) !== "\x1a\x45\xdf\xa3", "unsupported"); // another recording follows
    findings.push(finding("trailing-data", `${file.size - at} B`));
  }
  return { findings, remains: segment.isSpoken ? ["stream-text"] : [], copy: [clean.slice(), ...writeSegment(segment, place.from)] };
}

export const webm = rewritingFormat("video/webm", rewriteWebm);
