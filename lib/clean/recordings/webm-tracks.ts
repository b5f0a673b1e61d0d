/** Tracks and other small parts of WebM and Matroska (RFC 9559): cleaned, or told. */
import { concatBytes, toHex, utf8 } from "../../shared/bytes";
import { ByteView, fromLatin1, latin1, readable } from "../byte-view";
import { cleanHevcConfiguration } from "../codec-boxes";
import { finding, type Finding } from "../finding";
import { demand, refuse } from "../refusal";
import { elementsOf, numberOf, writeElement, writeNumber, type Element } from "./ebml";
import { describeComments } from "./flac";
import { describeTag } from "./sound-tags";
import type { StreamCodec } from "./stream-text";

export interface WebmTrack {
  readonly number: number;
  readonly clean: Uint8Array | null;
  readonly codec: StreamCodec;
  readonly lengthBytes: number;
  /** Blocks are packed: what they hold cannot be looked at. */
  readonly isPacked: boolean;
  readonly hasAlpha: boolean;
}

const NUMBER = 0xd7;
const UID = 0x73c5;
const TYPE = 0x83;
const CODEC = 0x86;
const CODEC_PRIVATE = 0x63a2;
const NAME = 0x536e;
const LANGUAGE = 0x22b59c;
const LANGUAGE_TAG = 0x22b59d;
const ENCODINGS = 0x6d80;
const ENCRYPTION = 0x5035;
const VOID = 0xec;
const CHECKSUM = 0xbf;
const PLAIN = new Set([NUMBER, TYPE, CODEC, 0xb9, 0x88, 0x55aa, 0x9c, 0x23e383, 0x23314f, 0x56aa, 0x56bb, 0x55ee]);
/** Masters, and what is copied inside them: pictures, their colours, sound, and how blocks are packed. */
const INNER: Readonly<Record<number, ReadonlySet<number>>> = {
  0xe0: new Set([0x9a, 0x9d, 0x53b8, 0x53c0, 0xb0, 0xba, 0x54aa, 0x54bb, 0x54cc, 0x54dd, 0x54b0, 0x54ba, 0x54b2, 0x54b3, 0x2eb524, 0x55b0]),
  0x55b0: new Set([0x55b1, 0x55b2, 0x55b3, 0x55b4, 0x55b5, 0x55b6, 0x55b7, 0x55b8, 0x55b9, 0x55ba, 0x55bb, 0x55bc, 0x55bd, 0x55d0]),
  0x55d0: new Set([0x55d1, 0x55d2, 0x55d3, 0x55d4, 0x55d5, 0x55d6, 0x55d7, 0x55d8, 0x55d9, 0x55da]),
  0xe1: new Set([0xb5, 0x78b5, 0x9f, 0x6264]),
  [ENCODINGS]: new Set([0x6240]),
  0x6240: new Set([0x5031, 0x5032, 0x5033, 0x5034]),
  0x5034: new Set([0x4254, 0x4255]),
};
const CODECS = /^(V_VP8|V_VP9|V_AV1|V_MPEG4\/ISO\/(AVC|SP|ASP|AP)|V_MPEGH\/ISO\/HEVC|A_OPUS|A_VORBIS|A_FLAC|A_AAC(\/[A-Z0-9/]+)?|A_MPEG\/L[123]|A_AC3|A_EAC3|A_ALAC|A_PCM\/(INT\/LIT|INT\/BIG|FLOAT\/IEEE))$/;
const MOST_NUMBER_BYTES = 8;
const MOST_STRIPPED_BYTES = 32;

function cleanMaster(id: number, data: Uint8Array, findings: Finding[]): Uint8Array {
  const kept = INNER[id] ?? new Set();
  return writeElement(id, ...elementsOf(data).flatMap((element) => {
    if (element.id === ENCRYPTION) refuse("locked");
    if (!kept.has(element.id)) {
      if (element.id !== VOID && element.id !== CHECKSUM) findings.push(finding("private-data", element.id.toString(16)));
      return [];
    }
    if (INNER[element.id] !== undefined) return [cleanMaster(element.id, element.data, findings)];
    demand(element.data.length <= (element.id === 0x4255 ? MOST_STRIPPED_BYTES : MOST_NUMBER_BYTES));
    return [writeElement(element.id, element.data)];
  }));
}

/** Three packets behind their sizes: the middle one holds comments. */
function cleanVorbis(data: Uint8Array, findings: Finding[]): Uint8Array {
  const view = new ByteView(data);
  demand(view.u8(0) === 2);
  let at = 1;
  const [first = 0, second = 0] = [0, 1].map(() => {
    let size = 0;
    for (; view.u8(at) === 255; at++) size += 255;
    return size + view.u8(at++);
  });
  const comments = view.sub(at + first, at + first + second);
  demand(latin1(comments.subarray(0, 7)) === "\x03vorbis");
  findings.push(...describeComments(comments.subarray(7)));
  const empty = concatBytes(fromLatin1("\x03vorbis"), new Uint8Array(8), Uint8Array.of(1));
  demand(first < 255);
  return concatBytes(Uint8Array.of(2, first, empty.length), view.sub(at, at + first), empty, view.sub(at + first + second));
}

function cleanFlac(data: Uint8Array, findings: Finding[]): Uint8Array {
  const view = new ByteView(data);
  demand(view.text(0, 4) === "fLaC" && (view.u8(4) & 127) === 0 && view.u24(5) === 34);
  if (data.length > 42) findings.push(finding("private-data", "fLaC"));
  return concatBytes(fromLatin1("fLaC"), Uint8Array.of(0x80), view.sub(5, 42));
}

function cleanPrivate(codec: string, data: Uint8Array, findings: Finding[]): Uint8Array {
  if (codec === "A_VORBIS") return cleanVorbis(data, findings);
  if (codec === "A_FLAC") return cleanFlac(data, findings);
  if (codec !== "V_MPEGH/ISO/HEVC") return data;
  const { data: clean, isChanged } = cleanHevcConfiguration(data);
  if (isChanged) findings.push(finding("software", "hvcC"));
  return clean;
}

function describeTrackPart({ id, data }: Element): Finding[] {
  if (id === VOID || id === CHECKSUM || id === UID) return [];
  if (id === NAME) return [finding("track-name", readable(data))];
  if (id === LANGUAGE || id === LANGUAGE_TAG) return latin1(data) === "und" ? [] : [finding("tag", `language: ${readable(data)}`)];
  if (id === 0x258688) return [finding("software", readable(data))];
  return [finding("private-data", `${id.toString(16)}: ${readable(data.subarray(0, 60))}`)];
}

function streamOf(codec: string, setup: Uint8Array): Pick<WebmTrack, "codec" | "lengthBytes"> {
  if (codec === "V_MPEG4/ISO/AVC") return { codec: "h264", lengthBytes: ((setup[4] ?? 0) & 3) + 1 };
  if (codec === "V_MPEGH/ISO/HEVC") return { codec: "hevc", lengthBytes: ((setup[21] ?? 0) & 3) + 1 };
  return { codec: codec === "V_AV1" ? "av1" : "other", lengthBytes: 0 };
}

/** One track; `clean` is null for one that goes: subtitles, buttons, measurements. */
export function readWebmTrack(data: Uint8Array, findings: Finding[]): WebmTrack {
  const parts = elementsOf(data);
  const find = (id: number): Element => parts.find((part) => part.id === id) ?? refuse("malformed");
  const [number, type, codec] = [numberOf(find(NUMBER)), numberOf(find(TYPE)), latin1(find(CODEC).data).replace(/\0+$/, "")];
  const setup = parts.find(({ id }) => id === CODEC_PRIVATE)?.data ?? new Uint8Array();
  const isPacked = parts.some(({ id }) => id === ENCODINGS);
  const hasAlpha = parts.filter(({ id }) => id === 0xe0).some((part) => elementsOf(part.data).some((inner) => inner.id === 0x53c0 && numberOf(inner) === 1));
  const track = { number, isPacked, hasAlpha, ...streamOf(codec, setup) };
  if (type !== 1 && type !== 2) {
    findings.push(finding(type === 0x11 ? "hidden-content" : "telemetry", codec));
    return { ...track, clean: null };
  }
  demand(CODECS.test(codec), "unsupported");
  const copied = parts.flatMap((part) => {
    if (part.id === CODEC) return [writeElement(CODEC, utf8(codec))];
    if (PLAIN.has(part.id)) {
      demand(part.data.length <= MOST_NUMBER_BYTES);
      return [writeElement(part.id, part.data)];
    }
    if (part.id === CODEC_PRIVATE) return [writeElement(CODEC_PRIVATE, cleanPrivate(codec, part.data, findings))];
    if (INNER[part.id] !== undefined) return [cleanMaster(part.id, part.data, findings)];
    findings.push(...describeTrackPart(part));
    return [];
  });
  const uid = parts.find(({ id }) => id === UID);
  if (uid !== undefined && toHex(uid.data).replace(/^0+/, "") !== number.toString(16)) findings.push(finding("identifier", "TrackUID"));
  return { ...track, clean: writeElement(0xae, ...copied, writeNumber(UID, number), writeElement(LANGUAGE, utf8("und"))) };
}

/** All elements with one of these ids, however deep inside masters. */
function deepIn(data: Uint8Array, masters: ReadonlySet<number>): Element[] {
  return elementsOf(data).flatMap((element) => (masters.has(element.id) ? [element, ...deepIn(element.data, masters)] : [element]));
}

export function describeTags(data: Uint8Array): Finding[] {
  const all = deepIn(data, new Set([0x7373, 0x67c8])).filter(({ id }) => id === 0x67c8);
  return all.map((tag) => {
    const parts = elementsOf(tag.data);
    const text = (id: number): string => readable(parts.find((part) => part.id === id)?.data ?? new Uint8Array());
    return describeTag(text(0x45a3), text(0x4487));
  });
}

export function describeAttachments(data: Uint8Array): Finding[] {
  return elementsOf(data).filter(({ id }) => id === 0x61a7).map((file) => finding("attachment", readable(elementsOf(file.data).find(({ id }) => id === 0x466e)?.data ?? new Uint8Array())));
}

export function describeChapters(data: Uint8Array): Finding[] {
  const names = deepIn(data, new Set([0x45b9, 0xb6, 0x80])).filter(({ id }) => id === 0x85);
  return names.length > 0 ? names.map((name) => finding("chapter", readable(name.data))) : [finding("chapter")];
}
