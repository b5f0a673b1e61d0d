/** Sample descriptions ("stsd") of picture and sound tracks: what a decoder needs, without the names of who encoded. */
import { concatBytes, u32 } from "../../shared/bytes";
import { readBoxHeader, writeBox, type Box } from "../boxes";
import { ByteView, isZero, latin1 } from "../byte-view";
import { cleanColour, cleanHevcConfiguration } from "../codec-boxes";
import { finding, type Finding } from "../finding";
import { demand, refuse } from "../refusal";
import type { StreamCodec } from "./stream-text";

const PICTURE_FORMATS = new Set([
  "avc1", "avc2", "avc3", "avc4", "hvc1", "hev1", "dvh1", "dvhe", "dva1", "dvav", "vvc1", "vvi1", "av01", "vp08", "vp09", "mp4v", "s263", "h263", "jpeg", "mjpa", "mjpb", "png ",
  "apcn", "apch", "apcs", "apco", "ap4h", "ap4x", "raw ", "2vuy", "yuv2", "v210", "SVQ1", "SVQ3", "dvc ", "dvcp", "dvpp", "cvid", "rle ", "XVID", "DIVX", "FMP4",
]);
const SOUND_FORMATS = new Set([
  "mp4a", "alac", "Opus", "fLaC", "ac-3", "ec-3", "samr", "sawb", "sawp", "sowt", "twos", "lpcm", "ipcm", "fpcm", "in24", "in32", "fl32", "fl64", "ulaw", "alaw", "ima4", "raw ", ".mp3", "mp3 ", "QDM2",
]);
const COPIED = new Set([
  "avcC", "av1C", "vpcC", "vvcC", "d263", "dOps", "alac", "dac3", "dec3", "pasp", "clap", "fiel", "gama", "btrt", "chan", "chnl", "mdcv", "clli", "SmDm", "CoLL", "dvcC", "dvvC", "dvwC", "enda", "frma", "pcmC", "srat",
]);
const PICTURE_FIELDS = 78;
const SOUND_FIELDS = 28;
const SOUND_FIELDS_MORE = [0, 16, 36];

export interface SampleEntry {
  readonly clean: Uint8Array;
  readonly codec: StreamCodec;
  /** How many bytes tell the length of a unit of H.264 or HEVC. */
  readonly lengthBytes: number;
  /** How many samples of the time scale stand in how many bytes, where each has the same size. */
  readonly packet: { readonly samples: number; readonly bytes: number } | null;
}

/** Child boxes up to QuickTime's terminator of zeros. */
function childrenOf(bytes: Uint8Array): Box[] {
  const view = new ByteView(bytes);
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = readBoxHeader(view, at, bytes.length - at);
    if (head === null) {
      demand(isZero(bytes.subarray(at, at + 8).slice(4)) && bytes.length - at <= 8, "unsupported");
      break;
    }
    boxes.push({ type: head.type, data: bytes.subarray(at + head.header, at + head.size), at });
    at += head.size;
  }
  return boxes;
}

/** An elementary stream's descriptor (ISO/IEC 14496-1) without what follows it. */
function cleanDescriptor(data: Uint8Array): Uint8Array {
  const view = new ByteView(data);
  let at = 5;
  let length = 0;
  demand(view.u8(4) === 3, "unsupported");
  for (let more = true; more && at < 9; at++) {
    length = length * 128 + (view.u8(at) & 127);
    more = view.u8(at) > 127;
  }
  demand((view.u8(at + 2) & 0xe0) === 0, "unsupported"); // depends on another stream, or lies at an address
  return view.sub(0, at + length);
}

/** FLAC's stream information alone, marked as the last block. */
function cleanFlac(data: Uint8Array): Uint8Array {
  const view = new ByteView(data);
  demand((view.u8(4) & 127) === 0 && view.u24(5) === 34);
  return concatBytes(new Uint8Array(4), Uint8Array.of(0x80), view.sub(5, 42));
}

function cleanChild(box: Box, findings: Finding[]): Uint8Array[] {
  const { type, data } = box;
  if (COPIED.has(type)) return [writeBox(type, data)];
  if (type === "esds") return [writeBox(type, cleanDescriptor(data))];
  if (type === "dfLa") return [writeBox(type, cleanFlac(data))];
  if (type === "damr") return [writeBox(type, new Uint8Array(4), data.subarray(4, 9))];
  if (type === "wave") {
    const inner = childrenOf(data).flatMap((child) => (child.type === "mp4a" ? [writeBox("mp4a", new Uint8Array(4))] : cleanChild(child, findings)));
    return [writeBox(type, ...inner, u32(8), u32(0))];
  }
  if (type === "colr") {
    const { clean, findings: found } = cleanColour(data);
    findings.push(...found);
    return clean === null ? [] : [clean];
  }
  if (type === "hvcC") {
    const { data: rest, isChanged } = cleanHevcConfiguration(data);
    if (isChanged) findings.push(finding("software", type));
    return [writeBox(type, rest)];
  }
  if (type !== "free" || !isZero(data)) findings.push(finding("private-data", type));
  return [];
}

function codecOf(type: string, children: readonly Box[]): Pick<SampleEntry, "codec" | "lengthBytes"> {
  const h264 = children.find((box) => box.type === "avcC");
  if (h264 !== undefined) return { codec: "h264", lengthBytes: ((h264.data[4] ?? 0) & 3) + 1 };
  const hevc = children.find((box) => box.type === "hvcC");
  if (hevc !== undefined) return { codec: "hevc", lengthBytes: ((hevc.data[21] ?? 0) & 3) + 1 };
  return { codec: type === "av01" ? "av1" : "other", lengthBytes: 0 };
}

function describeFields(fields: ByteView, isPicture: boolean, findings: Finding[]): void {
  const vendor = fields.text(12, 4).replaceAll("\0", "").trim();
  if (vendor !== "") findings.push(finding("software", vendor));
  if (!isPicture) return;
  const name = latin1(fields.sub(43, 74)).replaceAll("\0", "").trim();
  if (name !== "" || fields.u8(42) !== 0) findings.push(finding("software", name));
}

function packetOf(type: string, fields: ByteView, version: number): SampleEntry["packet"] {
  if (version === 1 && fields.u32(28) > 0 && fields.u32(36) > 0) return { samples: fields.u32(28), bytes: fields.u32(36) };
  if (version === 2) return { samples: fields.u32(60) || 1, bytes: fields.u32(56) };
  const isPlain = ["sowt", "twos", "raw ", "in24", "in32", "fl32", "fl64", "ulaw", "alaw"].includes(type);
  return isPlain ? { samples: 1, bytes: (fields.u16(16) * (type === "ulaw" || type === "alaw" ? 8 : fields.u16(18))) / 8 } : null;
}

/** One sample description; `isQuickTime`: sound may have QuickTime's longer fields. */
export function cleanSampleEntry({ type, data }: Box, isPicture: boolean, isQuickTime: boolean, findings: Finding[]): SampleEntry {
  demand((isPicture ? PICTURE_FORMATS : SOUND_FORMATS).has(type), "unsupported");
  const view = new ByteView(data);
  const version = isPicture || !isQuickTime ? 0 : view.u16(8);
  const more = SOUND_FIELDS_MORE[version] ?? refuse("unsupported");
  const length = isPicture ? PICTURE_FIELDS : SOUND_FIELDS + more;
  const fields = view.sub(0, length).slice();
  describeFields(view, isPicture, findings);
  fields.fill(0, 0, 6);
  fields.set([0, 1], 6); // the one data reference: this file
  fields.fill(0, 12, isPicture ? 24 : 16); // vendor, and how a picture was compressed
  if (isPicture) fields.fill(0, 42, 74); // name of the compressor
  const children = childrenOf(view.sub(length));
  const clean = writeBox(type, fields, ...children.flatMap((child) => cleanChild(child, findings)));
  return { clean, ...codecOf(type, children), packet: isPicture ? null : packetOf(type, view, version) };
}
