/** Tracks of an MP4 or QuickTime movie: read, judged, and written without what gives something away. */
import { concatBytes, equalBytes, u32, type Bytes } from "../../shared/bytes";
import { describeLeftOut, only, readBoxes, writeBox, type Box } from "../boxes";
import { ByteView, fromLatin1, latin1 } from "../byte-view";
import { finding, type Finding } from "../finding";
import { demand } from "../refusal";
import { describeMeta, describeUserData } from "./movie-metadata";
import { cleanSampleEntry, type SampleEntry } from "./sample-entries";
import { cleanGroups, readChunks, readSizes, trimTable, writeOffsets, type Chunk } from "./sample-tables";

export interface Track {
  readonly isPicture: boolean;
  readonly entry: SampleEntry;
  readonly chunks: readonly Chunk[];
  readonly firstSample: Chunk | null;
  /** Writes the "trak" box with its chunks at new places. */
  readonly write: (offsets: readonly number[], isWide: boolean) => Bytes;
}

export interface LeftOutTrack {
  readonly handler: string;
  readonly format: string;
}

const TABLES = new Set(["stts", "ctts", "cslg", "stsc", "stsz", "stss", "stps", "sdtp"]);
const SECONDS_FROM_1904_TO_1970 = 2_082_844_800;
const UNDETERMINED = 0x55c4; // "und"
const UNSPECIFIED = 0x7fff;

function describeTime(seconds: number): Finding[] {
  if (seconds === 0) return [];
  const date = new Date((seconds - SECONDS_FROM_1904_TO_1970) * 1000);
  return [finding("date", Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(".000Z", " UTC").replace("T", " "))];
}

/** "mvhd", "tkhd" and "mdhd" begin alike: without the times; `bytes` long in version 0. */
export function cleanHeader({ data }: Box, bytes: number, findings: Finding[]): Bytes {
  const view = new ByteView(data);
  const isLong = view.u8(0) === 1;
  const header = view.sub(0, bytes + (isLong ? 12 : 0)).slice();
  const times = isLong ? [view.u64(4), view.u64(12)] : [view.u32(4), view.u32(8)];
  findings.push(...times.flatMap(describeTime));
  if (data.length > header.length) findings.push(finding("private-data", `${data.length - header.length} B`));
  header.fill(0, 4, isLong ? 20 : 12);
  return header;
}

function cleanMediaHeader(box: Box, findings: Finding[]): Bytes {
  const header = cleanHeader(box, 24, findings);
  const at = header.length - 4;
  const language = ((header[at] ?? 0) << 8) | (header[at + 1] ?? 0);
  const letters = String.fromCharCode(...[10, 5, 0].map((shift) => 0x60 + ((language >> shift) & 31)));
  if (language !== UNDETERMINED && language !== UNSPECIFIED) findings.push(finding("tag", `language: ${language < 0x400 ? language : letters}`));
  header.set([UNDETERMINED >> 8, UNDETERMINED & 0xff, 0, 0], at);
  return header;
}

function cleanHandler({ data }: Box, findings: Finding[]): Bytes {
  const view = new ByteView(data);
  const clean = concatBytes(u32(0), ["mhlr", "dhlr"].includes(view.text(4, 4)) ? view.sub(4, 8) : u32(0), view.sub(8, 12), new Uint8Array(13));
  const isCounted = data[24] === data.length - 25; // QuickTime's names begin with their length
  const name = latin1(data.subarray(isCounted ? 25 : 24)).replaceAll("\0", "");
  if (name.trim() !== "") findings.push(finding("track-name", name));
  const maker = latin1(data.subarray(12, 16)).replaceAll("\0", "");
  if (maker !== "") findings.push(finding("software", maker));
  return clean;
}

function cleanEdits(edts: Box): Bytes {
  const data = new ByteView(only(readBoxes(edts.data), "elst").data);
  return writeBox("edts", writeBox("elst", data.sub(0, 8 + (data.u8(0) === 1 ? 20 : 12) * data.u32(4))));
}

/** Every data reference must be to the file itself. */
function demandOwnData(dinf: Box): void {
  const dref = only(readBoxes(dinf.data), "dref");
  demand(readBoxes(dref.data.subarray(8)).every(({ data }) => ((data[3] ?? 0) & 1) === 1), "unsupported");
}

/** What a box that is not copied gives away. */
export function describeDropped(box: Box): Finding[] {
  if (box.type === "udta") return describeUserData(box.data);
  return box.type === "meta" ? describeMeta(box.data) : describeLeftOut(box);
}

function takeOut(boxes: readonly Box[], known: readonly string[], findings: Finding[]): void {
  findings.push(...boxes.filter(({ type }) => !known.includes(type)).flatMap(describeDropped));
}

function cleanTables(boxes: readonly Box[], samples: number, findings: Finding[]): Uint8Array[] {
  return boxes.flatMap((box) => {
    const clean = TABLES.has(box.type) ? trimTable(box, samples) : ["sgpd", "sbgp"].includes(box.type) ? cleanGroups(box) : null;
    if (clean !== null && clean.length < box.data.length) findings.push(finding("private-data", box.type));
    if (clean === null && !["stsd", "stco", "co64"].includes(box.type)) findings.push(...describeDropped(box));
    return clean === null ? [] : [writeBox(box.type, clean)];
  });
}

const mediaOf = (trak: Box): Box[] => readBoxes(only(readBoxes(trak.data), "mdia").data);
const tablesOf = (media: readonly Box[]): Box[] => readBoxes(only(readBoxes(only(media, "minf").data), "stbl").data);
export const handlerOf = (trak: Box): string => latin1(only(mediaOf(trak), "hdlr").data.subarray(8, 12));
export const trackIdOf = (trak: Box): number => {
  const header = new ByteView(only(readBoxes(trak.data), "tkhd").data);
  return header.u32(header.u8(0) === 1 ? 20 : 12);
};

/** The tracks that others name as their chapters. */
export function chapterIdsOf(trak: Box): number[] {
  const references = readBoxes(trak.data).filter(({ type }) => type === "tref").flatMap(({ data }) => readBoxes(data));
  return references.filter(({ type }) => type === "chap").flatMap(({ data }) => {
    const view = new ByteView(data);
    return Array.from({ length: Math.floor(data.length / 4) }, (_, i) => view.u32(4 * i));
  });
}

export function readLeftOut(trak: Box): LeftOutTrack {
  const stsd = tablesOf(mediaOf(trak)).find(({ type }) => type === "stsd");
  return { handler: handlerOf(trak), format: stsd === undefined ? "" : latin1(stsd.data.subarray(12, 16)) };
}

function readEntries(stsd: Box, isPicture: boolean, isQuickTime: boolean, findings: Finding[]): SampleEntry[] {
  const view = new ByteView(stsd.data);
  const entries = readBoxes(view.sub(8)).map((box) => cleanSampleEntry(box, isPicture, isQuickTime && view.u8(0) === 0, findings));
  demand(entries.length === view.u32(4) && entries.length > 0);
  return entries;
}

/** The parts of "trak" besides "mdia". */
function cleanPlace(boxes: readonly Box[], findings: Finding[]): Uint8Array[] {
  takeOut(boxes, ["tkhd", "edts", "mdia", "tref", "tapt"], findings);
  const aperture = boxes.find(({ type }) => type === "tapt");
  const edits = boxes.find(({ type }) => type === "edts");
  return [
    writeBox("tkhd", cleanHeader(only(boxes, "tkhd"), 84, findings)),
    ...(aperture === undefined ? [] : [writeBox("tapt", ...readBoxes(aperture.data).filter(({ type }) => ["clef", "prof", "enof"].includes(type)).map(({ type, data }) => writeBox(type, new ByteView(data).sub(0, 12))))]),
    ...(edits === undefined ? [] : [cleanEdits(edits)]),
  ];
}

export function readTrack(trak: Box, isQuickTime: boolean, findings: Finding[]): Track {
  const boxes = readBoxes(trak.data);
  const media = mediaOf(trak);
  const info = readBoxes(only(media, "minf").data);
  const tables = readBoxes(only(info, "stbl").data);
  const isPicture = handlerOf(trak) === "vide";
  const place = cleanPlace(boxes, findings);
  takeOut(media, ["mdhd", "hdlr", "minf"], findings);
  takeOut(info, ["vmhd", "smhd", "hdlr", "dinf", "stbl"], findings);
  demandOwnData(only(info, "dinf"));
  const entries = readEntries(only(tables, "stsd"), isPicture, isQuickTime, findings);
  const [entry] = entries;
  demand(entry !== undefined);
  const offsets = tables.filter(({ type }) => type === "stco" || type === "co64");
  demand(offsets[0] !== undefined && offsets.length === 1);
  const sizes = readSizes(only(tables, "stsz"));
  const chunks = readChunks(only(tables, "stsc"), sizes, offsets[0], entries);
  const samples = cleanTables(tables, sizes.count, findings);
  const head = [writeBox("mdhd", cleanMediaHeader(only(media, "mdhd"), findings)), writeBox("hdlr", cleanHandler(only(media, "hdlr"), findings))];
  const kind = info.filter(({ type }) => type === (isPicture ? "vmhd" : "smhd")).map(({ type, data }) => writeBox(type, new ByteView(data).sub(0, isPicture ? 12 : 8)));
  const isApple = info.some(({ type }) => type === "hdlr");
  const dataHandler = isApple ? [writeBox("hdlr", u32(0), fromLatin1("dhlrurl "), new Uint8Array(13))] : [];
  const ownHandler = info.find(({ type }) => type === "hdlr");
  if (ownHandler !== undefined && !equalBytes(ownHandler.data.subarray(12), new Uint8Array(13))) cleanHandler(ownHandler, findings);
  const own = writeBox("dinf", writeBox("dref", u32(0), u32(1), writeBox("url ", u32(1))));
  const description = writeBox("stsd", only(tables, "stsd").data.subarray(0, 8), ...entries.map(({ clean }) => clean));
  return {
    isPicture, entry, chunks,
    firstSample: chunks[0] === undefined || sizes.count === 0 ? null : { at: chunks[0].at, length: Math.min(chunks[0].length, isPicture ? sizes.of(0) : chunks[0].length) },
    write: (places, isWide) => writeBox("trak", ...place, writeBox("mdia", ...head, writeBox("minf", ...kind, ...dataHandler, own, writeBox("stbl", description, ...samples, writeOffsets(places, isWide))))),
  };
}
