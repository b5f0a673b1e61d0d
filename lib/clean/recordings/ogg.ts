/**
 * Ogg (RFC 3533) with one stream of Vorbis or Opus sound: its packets stay, in pages of the same size. The comment header
 * is written anew, empty; the stream's random number becomes a fixed one. Other and further streams are refused.
 */
import { concatBytes } from "../../shared/bytes";
import { ByteView, fromLatin1, latin1, u32le } from "../byte-view";
import { FileWindow } from "../file-window";
import { finding, type Finding } from "../finding";
import { demand, refuse } from "../refusal";
import { rewritingFormat, type Rewritten } from "../rewriting-format";
import { describeComments } from "./flac";

interface Page {
  readonly flags: number;
  readonly position: Uint8Array;
  readonly segments: Uint8Array;
  readonly data: Uint8Array;
  readonly from: number;
  readonly to: number;
}

interface Codec {
  readonly begins: string;
  readonly comments: (packet: Uint8Array) => Uint8Array;
  readonly emptyComments: Uint8Array;
  readonly headers: number;
}

const STREAM_NUMBER = 1;
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;
const NO_POSITION = new Uint8Array(8).fill(0xff);
const MOST_HEADER_BYTES = 64 * 1024 * 1024;
const EMPTY = new Uint8Array(8);

const VORBIS: Codec = {
  begins: "\x01vorbis", headers: 3, emptyComments: concatBytes(fromLatin1("\x03vorbis"), EMPTY, Uint8Array.of(1)),
  comments: (packet) => (latin1(packet.subarray(0, 7)) === "\x03vorbis" ? packet.subarray(7) : refuse("malformed")),
};
const OPUS: Codec = {
  begins: "OpusHead", headers: 2, emptyComments: concatBytes(fromLatin1("OpusTags"), EMPTY),
  comments: (packet) => (latin1(packet.subarray(0, 8)) === "OpusTags" ? packet.subarray(8) : refuse("malformed")),
};

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n << 24;
  for (let k = 0; k < 8; k++) c = c & 0x8000_0000 ? (c << 1) ^ 0x04c1_1db7 : c << 1;
  return c >>> 0;
});

function crcOf(...parts: readonly Uint8Array[]): number {
  let crc = 0;
  for (const part of parts) for (const byte of part) crc = (crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0);
  return crc >>> 0;
}

/** The header of a page; its checksum is over itself and the data. */
function writeHeader(page: Pick<Page, "flags" | "position" | "segments" | "data">, number: number): Uint8Array<ArrayBuffer> {
  const header = concatBytes(fromLatin1("OggS"), Uint8Array.of(0, page.flags), page.position, u32le(STREAM_NUMBER), u32le(number), u32le(0), Uint8Array.of(page.segments.length), page.segments);
  header.set(u32le(crcOf(header, page.data)), 22);
  return header;
}

async function readPage(file: FileWindow, at: number): Promise<Page & { serial: number }> {
  const head = new ByteView((await file.read(at, 27)).slice(), true);
  demand(head.text(0, 4) === "OggS" && head.u8(4) === 0);
  const segments = (await file.read(at + 27, head.u8(26))).slice();
  const size = segments.reduce((sum, length) => sum + length, 0);
  const from = at + 27 + segments.length;
  const data = await file.read(from, size);
  const checked = head.bytes.slice();
  checked.fill(0, 22, 26);
  demand(crcOf(checked, segments, data) === head.u32(22));
  return { flags: head.u8(5), position: head.sub(6, 14), serial: head.u32(14), segments, data, from, to: from + size };
}

/** Packets of header pages as they are completed. */
class Packets {
  readonly whole: Uint8Array[] = [];
  #open: Uint8Array[] = [];
  #bytes = 0;

  add({ segments, data }: Page): void {
    let at = 0;
    for (const length of segments) {
      this.#open.push(data.slice(at, at + length));
      at += length;
      this.#bytes += length;
      if (length < 255) {
        this.whole.push(concatBytes(...this.#open));
        this.#open = [];
      }
    }
    demand(this.#bytes <= MOST_HEADER_BYTES, "too-large");
  }

  get isOpen(): boolean {
    return this.#open.length > 0;
  }
}

const lacing = (length: number): Uint8Array => concatBytes(new Uint8Array(Math.floor(length / 255)).fill(255), Uint8Array.of(length % 255));

/** Pages for header packets: the first alone, as every mapping demands. */
function* headerPages(packets: readonly Uint8Array[]): Generator<Pick<Page, "flags" | "position" | "segments" | "data">> {
  const [first = new Uint8Array(), ...others] = packets;
  yield { flags: FIRST, position: EMPTY, segments: lacing(first.length), data: first };
  const [segments, data] = [concatBytes(...others.map(({ length }) => lacing(length))), concatBytes(...others)];
  for (let at = 0, from = 0; at < segments.length; at += 255) {
    const part = segments.subarray(at, at + 255);
    const to = from + part.reduce((sum, length) => sum + length, 0);
    const isWhole = part.some((length) => length < 255);
    yield { flags: at > 0 && segments[at - 1] === 255 ? CONTINUED : 0, position: isWhole ? EMPTY : NO_POSITION, segments: part, data: data.subarray(from, to) };
    from = to;
  }
}

function codecOf(packet: Uint8Array): Codec {
  const start = latin1(packet.subarray(0, 8));
  return start.startsWith(VORBIS.begins) ? VORBIS : start === OPUS.begins ? OPUS : refuse("unsupported");
}

/** Reads up to the page that completes the header packets. */
async function readHeaders(file: FileWindow): Promise<{ serial: number; packets: Uint8Array[]; codec: Codec; next: number }> {
  const first = await readPage(file, 0);
  demand((first.flags & FIRST) !== 0);
  const packets = new Packets();
  packets.add(first);
  demand(packets.whole.length === 1 && packets.whole[0] !== undefined);
  const codec = codecOf(packets.whole[0]);
  let at = first.to;
  while (packets.whole.length < codec.headers) {
    const page = await readPage(file, at);
    demand(page.serial === first.serial && (page.flags & FIRST) === 0, "unsupported");
    packets.add(page);
    at = page.to;
  }
  demand(packets.whole.length === codec.headers && !packets.isOpen, "unsupported"); // sound begins on a page of its own
  return { serial: first.serial, packets: packets.whole, codec, next: at };
}

async function rewriteOgg(blob: Blob): Promise<Rewritten> {
  const file = new FileWindow(blob);
  const findings: Finding[] = [];
  const { serial, packets, codec, next } = await readHeaders(file);
  const comments = packets[1] ?? refuse("malformed");
  findings.push(...describeComments(codec.comments(comments)));
  if (findings.length === 0 && comments.length !== codec.emptyComments.length) findings.push(finding("private-data", "comments"));
  if (serial !== STREAM_NUMBER) findings.push(finding("identifier", serial.toString(16)));
  const copy: BlobPart[] = [];
  let number = 0;
  for (const page of headerPages([packets[0] ?? EMPTY, codec.emptyComments, ...packets.slice(2)])) copy.push(writeHeader(page, number++), page.data.slice());
  let isEnded = false;
  let at = next;
  while (at < file.size && !isEnded) {
    const page = await readPage(file, at);
    demand(page.serial === serial && (page.flags & FIRST) === 0, "unsupported");
    isEnded = (page.flags & LAST) !== 0;
    copy.push(writeHeader(page, number++), file.slice(page.from, page.to));
    at = page.to;
  }
  demand(at > next, "truncated");
  if (at < file.size) {
    demand(latin1(await file.readUpTo(at, 4)) !== "OggS", "unsupported"); // another stream follows
    findings.push(finding("trailing-data", `${file.size - at} B`));
  }
  return { findings, copy };
}

export const ogg = rewritingFormat("audio/ogg", rewriteOgg);
