/**
 * MP4, QuickTime and M4A (ISO/IEC 14496-12, QuickTime File Format): a new file with the tracks of pictures and sound alone.
 * Only headers and the table of contents are read; samples are slices of the file, however large it is.
 *
 * [Note: What stays in an MP4] The coded samples of pictures and sound, byte for byte; their timing, edits, turning and
 * size; how their decoder is set up. All names, tags, positions, times and languages go; so do tracks of measurements,
 * time codes, chapters and texts with their samples, and every byte of the file that is no sample of a track that stays.
 * Movies in fragments are refused.
 */
import { concatBytes, u32 } from "../../shared/bytes";
import { boxHeader, cleanFileType, only, readBoxHeader, readBoxes, writeBox, type Box } from "../boxes";
import { ByteView, latin1 } from "../byte-view";
import { finding, type Finding } from "../finding";
import { demand, refuse } from "../refusal";
import { rewritingFormat, type Rewritten } from "../rewriting-format";
import { chapterIdsOf, cleanHeader, describeDropped, handlerOf, readLeftOut, readTrack, trackIdOf, type Track } from "./movie-tracks";
import type { Chunk } from "./sample-tables";
import { holdsStreamText } from "./stream-text";

interface MovieFile {
  readonly fileType: Uint8Array | null;
  readonly movie: Uint8Array;
  readonly media: readonly Chunk[];
}

const MOST_MOVIE_BYTES = 128 * 1024 * 1024;
const MOST_TOP_BOXES = 10_000;
const MOST_DESCRIBED = 1024 * 1024;
const MOST_SAMPLE = 1024 * 1024;
const MEASUREMENTS = new Set(["meta", "camm", "data", "tmcd", "gpmd"]);
const WORDS = new Set(["text", "sbtl", "subt", "clcp", "subp"]);

async function readRange(file: Blob, at: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
}

/** The boxes of the file by their headers; only the table of contents is read as a whole. */
async function readFile(file: Blob, findings: Finding[]): Promise<MovieFile> {
  let fileType: Uint8Array | null = null;
  let movie: Uint8Array | null = null;
  const media: Chunk[] = [];
  let at = 0;
  for (let count = 0; at < file.size; count++) {
    demand(count < MOST_TOP_BOXES, "unsupported");
    const head = readBoxHeader(new ByteView(await readRange(file, at, 16)), 0, file.size - at);
    if (head === null) break;
    const [start, length] = [at + head.header, head.size - head.header];
    if (["moof", "mfra", "sidx", "ssix", "styp"].includes(head.type)) refuse("unsupported");
    if (head.type === "mdat") media.push({ at: start, length });
    else if (head.type === "ftyp" && count === 0) fileType = await readRange(file, start, Math.min(length, MOST_DESCRIBED));
    else if (head.type === "moov") {
      demand(movie === null, "malformed");
      demand(length <= MOST_MOVIE_BYTES, "too-large");
      movie = await readRange(file, start, length);
    } else findings.push(...describeDropped({ type: head.type, data: await readRange(file, start, Math.min(length, MOST_DESCRIBED)), at: start }));
    at += head.size;
  }
  demand(movie !== null, "truncated");
  if (at < file.size) findings.push(finding("trailing-data", `${file.size - at} B`));
  return { fileType, movie, media };
}

function cleanMovieHeader(box: Box, findings: Finding[]): Uint8Array {
  const header = cleanHeader(box, 100, findings);
  const preview = header.subarray(header.length - 28, header.length - 4); // times of a preview, poster and selection
  if (preview.some((byte) => byte !== 0)) findings.push(finding("private-data", "mvhd"));
  preview.fill(0);
  return header;
}

function describeTrack(trak: Box, isChapter: boolean): Finding[] {
  const { handler, format } = readLeftOut(trak);
  if (isChapter) return [finding("chapter")];
  if (MEASUREMENTS.has(handler) || ["gpmd", "camm", "mebx", "mett", "rtmd"].includes(format)) return [finding("telemetry", format)];
  return [WORDS.has(handler) ? finding("hidden-content", format) : finding("private-data", `${handler} ${format}`)];
}

/** All chunks of all tracks, in the order of the file; refuses those that overlap or do not lie in its media. */
function placeChunks(tracks: readonly Track[], media: readonly Chunk[]): { track: number; index: number; chunk: Chunk }[] {
  const all = tracks.flatMap(({ chunks }, track) => chunks.map((chunk, index) => ({ track, index, chunk })));
  all.sort((a, b) => a.chunk.at - b.chunk.at || a.track - b.track || a.index - b.index);
  const homes = media.toSorted((a, b) => a.at - b.at);
  let [end, home] = [0, 0];
  for (const { chunk } of all) {
    while (home < homes.length && chunk.at >= (homes[home]?.at ?? 0) + (homes[home]?.length ?? 0) && chunk.length > 0) home++;
    const box = homes[home];
    demand(chunk.length === 0 || (box !== undefined && chunk.at >= box.at && chunk.at + chunk.length <= box.at + box.length), "truncated");
    demand(chunk.length === 0 || chunk.at >= end, "unsupported");
    end = Math.max(end, chunk.at + chunk.length);
  }
  return all;
}

function joined(chunks: readonly Chunk[]): Chunk[] {
  const ranges: Chunk[] = [];
  for (const chunk of chunks) {
    const last = ranges.at(-1);
    if (last !== undefined && last.at + last.length === chunk.at) ranges[ranges.length - 1] = { at: last.at, length: last.length + chunk.length };
    else if (chunk.length > 0) ranges.push(chunk);
  }
  return ranges;
}

function writeMovie(file: Blob, fileType: Uint8Array, header: Uint8Array, tracks: readonly Track[], media: readonly Chunk[]): BlobPart[] {
  const placed = placeChunks(tracks, media);
  const total = placed.reduce((sum, { chunk }) => sum + chunk.length, 0);
  const begin = boxHeader("mdat", total);
  const build = (start: number, isWide: boolean): Uint8Array<ArrayBuffer> => {
    const places = tracks.map(({ chunks }) => new Array<number>(chunks.length).fill(0));
    let at = start;
    for (const { track, index, chunk } of placed) {
      (places[track] ?? [])[index] = at;
      at += chunk.length;
    }
    return writeBox("moov", writeBox("mvhd", header), ...tracks.map((track, i) => track.write(places[i] ?? [], isWide)));
  };
  const size = build(0, false).length;
  const isWide = fileType.length + size + total + 16 >= 2 ** 32;
  const start = fileType.length + (isWide ? build(0, true).length : size) + begin.length;
  return [concatBytes(fileType, build(start, isWide), begin), ...joined(placed.map(({ chunk }) => chunk)).map(({ at, length }) => file.slice(at, at + length))];
}

async function holdsText(file: Blob, { firstSample, entry, isPicture }: Track): Promise<boolean> {
  if (firstSample === null) return false;
  const sample = await readRange(file, firstSample.at, Math.min(firstSample.length, MOST_SAMPLE));
  // Each picture of a track of JPEGs can hold a whole EXIF block.
  demand(!isPicture || entry.codec !== "other" || !/Exif\0\0|ns\.adobe\.com/.test(latin1(sample)), "unsupported");
  return holdsStreamText(sample, entry.codec, entry.lengthBytes);
}

async function rewriteMovie(file: Blob): Promise<Rewritten> {
  const findings: Finding[] = [];
  const { fileType, movie, media } = await readFile(file, findings);
  const boxes = readBoxes(movie);
  demand(!boxes.some(({ type }) => ["mvex", "cmov", "rmra"].includes(type)), "unsupported");
  const brand = fileType === null ? "qt  " : latin1(fileType.subarray(0, 4));
  const isQuickTime = brand === "qt  ";
  const cleanType = fileType === null ? new Uint8Array() : cleanFileType(fileType, "isom", findings);
  const header = cleanMovieHeader(only(boxes, "mvhd"), findings);
  findings.push(...boxes.filter(({ type }) => !["mvhd", "trak"].includes(type)).flatMap(describeDropped));
  const traks = boxes.filter(({ type }) => type === "trak");
  const chapters = new Set(traks.flatMap(chapterIdsOf));
  const stays = (trak: Box): boolean => ["vide", "soun"].includes(handlerOf(trak)) && !chapters.has(trackIdOf(trak));
  findings.push(...traks.filter((trak) => !stays(trak)).flatMap((trak) => describeTrack(trak, chapters.has(trackIdOf(trak)))));
  header.set(u32((Math.max(0, ...traks.filter(stays).map(trackIdOf)) + 1) >>> 0), header.length - 4); // the next track's number would count those that went
  const tracks = traks.filter(stays).map((trak) => readTrack(trak, isQuickTime, findings));
  demand(tracks.some(({ chunks }) => chunks.length > 0), "unsupported");
  const copy = writeMovie(file, cleanType, header, tracks, media);
  const unclaimed = media.reduce((sum, { length }) => sum + length, 0) - tracks.flatMap(({ chunks }) => chunks).reduce((sum, { length }) => sum + length, 0);
  if (unclaimed > 0 && tracks.length === traks.length) findings.push(finding("private-data", `${unclaimed} B`));
  let isSpoken = false;
  for (const track of tracks) isSpoken = (await holdsText(file, track)) || isSpoken;
  return { findings, remains: isSpoken ? ["stream-text"] : [], copy };
}

export const mp4 = rewritingFormat("video/mp4", rewriteMovie);
export const m4a = rewritingFormat("audio/mp4", rewriteMovie);
