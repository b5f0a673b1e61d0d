/** What a file is, judged by its bytes and never by its name. */

export type PictureKind = "jpeg" | "png" | "gif" | "webp" | "heic" | "avif" | "tiff" | "bmp" | "svg";
export type OfficeKind = "ooxml" | "odf" | "old-office" | "rtf";
export type RecordingKind = "mp4" | "m4a" | "mp3" | "flac" | "wav" | "ogg" | "webm" | "other-video" | "other-sound";
export type ArchiveKind = "zip" | "epub" | "other-archive";
export type TextKind = "text" | "html" | "email";
export type FileKind = PictureKind | OfficeKind | RecordingKind | ArchiveKind | TextKind | "pdf" | "empty" | "unknown";
export type KindGroup = "picture" | "document" | "video" | "sound" | "archive" | "text" | "other";

/** As many leading bytes as `sniffKind` looks at. */
export const SNIFF_BYTES = 4096;

const GROUP_OF: Readonly<Record<FileKind, KindGroup>> = {
  jpeg: "picture", png: "picture", gif: "picture", webp: "picture", heic: "picture", avif: "picture", tiff: "picture", bmp: "picture", svg: "picture",
  pdf: "document", ooxml: "document", odf: "document", "old-office": "document", rtf: "document", epub: "document",
  mp4: "video", webm: "video", "other-video": "video",
  m4a: "sound", mp3: "sound", flac: "sound", wav: "sound", ogg: "sound", "other-sound": "sound",
  zip: "archive", "other-archive": "archive",
  text: "text", html: "text", email: "text",
  empty: "other", unknown: "other",
};

export function groupOf(kind: FileKind): KindGroup {
  return GROUP_OF[kind];
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

const OOXML_PARTS = ["[Content_Types].xml", "_rels/.rels", "docProps/", "word/", "xl/", "ppt/"];

function sniffZip(head: Uint8Array): FileKind {
  const text = latin1(head, 0, head.length);
  if (text.includes("application/vnd.oasis.opendocument")) return "odf";
  if (text.includes("application/epub+zip")) return "epub";
  return OOXML_PARTS.some((part) => text.includes(part)) ? "ooxml" : "zip";
}

const HEIC_BRANDS: ReadonlySet<string> = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]);
const AVIF_BRANDS: ReadonlySet<string> = new Set(["avif", "avis"]);

function sniffIsoMedia(head: Uint8Array): FileKind {
  const brand = latin1(head, 8, 12);
  const length = Math.min(((head[2] ?? 0) << 8) | (head[3] ?? 0), head.length);
  const compatible = latin1(head, 16, length);
  if (AVIF_BRANDS.has(brand) || (HEIC_BRANDS.has(brand) && compatible.includes("avif"))) return "avif";
  if (HEIC_BRANDS.has(brand)) return "heic";
  return ["M4A ", "M4B ", "M4P "].includes(brand) ? "m4a" : "mp4";
}

function sniffRiff(head: Uint8Array): FileKind {
  const form = latin1(head, 8, 12);
  if (form === "WEBP") return "webp";
  return form === "WAVE" ? "wav" : "other-video";
}

/** ID3 tags stand before MP3 files, and now and then before FLAC files. */
function sniffTagged(head: Uint8Array): FileKind {
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 127), 0);
  return latin1(head, 10 + size, 14 + size) === "fLaC" ? "flac" : "mp3";
}

const SIGNS: readonly (readonly [sign: string, kind: FileKind | ((head: Uint8Array) => FileKind)])[] = [
  ["\xff\xd8\xff", "jpeg"],
  ["\x89PNG\r\n\x1a\n", "png"],
  ["GIF87a", "gif"],
  ["GIF89a", "gif"],
  ["RIFF", sniffRiff],
  ["%PDF-", "pdf"],
  ["PK\x03\x04", sniffZip],
  ["PK\x05\x06", "zip"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"],
  ["{\\rtf", "rtf"],
  ["II*\0", "tiff"],
  ["MM\0*", "tiff"],
  ["BM", "bmp"],
  ["\x1a\x45\xdf\xa3", "webm"],
  ["\0\0\x01\xba", "other-video"],
  ["ID3", sniffTagged],
  ...["\xfb", "\xfa", "\xf3", "\xf2", "\xe3", "\xe2", "\xfd", "\xfc", "\xf5", "\xf4"].map((second) => [`\xff${second}`, "mp3"] as const),
  ["\xff\xf1", "other-sound"], // AAC
  ["\xff\xf9", "other-sound"],
  ["#!AMR", "other-sound"],
  ["RF64", "other-sound"],
  ["FLV\x01", "other-video"],
  ["\x30\x26\xb2\x75\x8e\x66\xcf\x11", "other-video"], // Windows Media
  ["fLaC", "flac"],
  ["OggS", "ogg"],
  ["7z\xbc\xaf\x27\x1c", "other-archive"],
  ["Rar!", "other-archive"],
  ["\x1f\x8b", "other-archive"],
];

function isText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function sniffText(head: Uint8Array): FileKind {
  const text = new TextDecoder().decode(head).trimStart();
  if (/^(?:<\?[^]*?\?>\s*|<!-{2}[^]*?-{2}>\s*|<!DOCTYPE svg[^>[]*(?:\[[^\]]*\]\s*)?>\s*)*<svg[\s>]/i.test(text)) return "svg";
  if (/^(?:<!-{2}[^]*?-{2}>\s*)*<(?:!doctype html|html|head|body)[\s>]/i.test(text)) return "html";
  return /^(?:[A-Za-z-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){2,}/.test(text) && /^(?:from|received|return-path|message-id|date|subject|delivered-to): /im.test(text)
    ? "email"
    : "text";
}

/** The kind of a file whose first `SNIFF_BYTES` bytes (or fewer, if it is shorter) are `head`. */
export function sniffKind(head: Uint8Array): FileKind {
  if (head.length === 0) return "empty";
  if (latin1(head, 4, 8) === "ftyp") return sniffIsoMedia(head);
  if (["moov", "mdat", "wide", "free", "skip"].includes(latin1(head, 4, 8))) return "mp4"; // QuickTime before it had "ftyp"
  const start = latin1(head, 0, 8);
  for (const [sign, kind] of SIGNS) {
    if (start.startsWith(sign)) return typeof kind === "string" ? kind : kind(head);
  }
  return isText(head) ? sniffText(head) : "unknown";
}
