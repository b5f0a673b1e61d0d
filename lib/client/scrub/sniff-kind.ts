/** What a file is, judged by its first bytes and never by its name. */

export type FileKind =
  | "jpeg" | "png" | "gif" | "webp" | "image-other" | "pdf" | "office" | "video" | "audio" | "archive" | "text" | "empty" | "unknown";

/** As many leading bytes as `sniffKind` looks at. */
export const SNIFF_BYTES = 4096;

const HEIF_BRANDS = ["heic", "heix", "heim", "heis", "mif1", "msf1", "avif", "avis"];

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function sniffZip(head: Uint8Array): FileKind {
  const text = latin1(head, 0, Math.min(head.length, SNIFF_BYTES));
  const office = ["[Content_Types].xml", "word/", "xl/", "ppt/", "application/vnd.oasis.opendocument"];
  return office.some((sign) => text.includes(sign)) ? "office" : "archive";
}

function sniffIsoMedia(head: Uint8Array): FileKind {
  const brand = latin1(head, 8, 12);
  if (HEIF_BRANDS.includes(brand)) return "image-other";
  return brand.startsWith("M4A") ? "audio" : "video";
}

function sniffRiff(head: Uint8Array): FileKind {
  const form = latin1(head, 8, 12);
  if (form === "WEBP") return "webp";
  return form === "WAVE" ? "audio" : "video";
}

const SIGNS: readonly (readonly [sign: string, kind: FileKind | ((head: Uint8Array) => FileKind)])[] = [
  ["\xff\xd8\xff", "jpeg"],
  ["\x89PNG\r\n\x1a\n", "png"],
  ["GIF87a", "gif"],
  ["GIF89a", "gif"],
  ["RIFF", sniffRiff],
  ["%PDF-", "pdf"],
  ["PK\x03\x04", sniffZip],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"],
  ["{\\rtf", "office"],
  ["II*\0", "image-other"],
  ["MM\0*", "image-other"],
  ["BM", "image-other"],
  ["\x1a\x45\xdf\xa3", "video"],
  ["\0\0\x01\xba", "video"],
  ["ID3", "audio"],
  ["\xff\xfb", "audio"],
  ["fLaC", "audio"],
  ["OggS", "audio"],
  ["7z\xbc\xaf\x27\x1c", "archive"],
  ["Rar!", "archive"],
  ["\x1f\x8b", "archive"],
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

/** The kind of a file whose first `SNIFF_BYTES` bytes (or fewer, if it is shorter) are `head`. */
export function sniffKind(head: Uint8Array): FileKind {
  if (head.length === 0) return "empty";
  if (latin1(head, 4, 8) === "ftyp") return sniffIsoMedia(head);
  const start = latin1(head, 0, 8);
  for (const [sign, kind] of SIGNS) {
    if (start.startsWith(sign)) return typeof kind === "string" ? kind : kind(head);
  }
  return isText(head) ? "text" : "unknown";
}
