/**
 * What the page and the preview frame say to each other. The frame is an opaque origin without network (docs: the table of
 * headers); the page hands it one message port, and over that port one file.
 */
import { groupOf, SNIFF_BYTES, sniffKind, type FileKind, type KindGroup } from "@/lib/clean/kinds";

/** decoded-image: HEIC and TIFF, which browsers do not know; office: those that are ZIPs of XML. */
export type PreviewKind = "image" | "decoded-image" | "office" | "pdf" | "text" | "audio" | "video";
export type PreviewFault = "not-previewable" | "too-large" | "damaged" | "locked-pdf" | "unknown-recording" | "no-answer";

export const PREVIEW_LABELS = [
  "imageAlternative",
  "recordingAlternative",
  "page",
  "ofPages",
  "previousPage",
  "nextPage",
  "zoomIn",
  "zoomOut",
  "pageText",
  "noPageText",
  "pageFailed",
  "actualSize",
  "textShortened",
  "textEncoding",
  "officeText",
  "officeNote",
  "officeNotes",
  "slide",
] as const;

/** Words of the frame, from messages/en/preview.json; `{…}` is filled in by the frame. */
export type PreviewLabels = Readonly<Record<(typeof PREVIEW_LABELS)[number], string>>;

/** Page to frame, by window message, once; the only transferred object is the port. */
export const HELLO = "sealpost-preview";

/** Page to frame, over the port, once. */
export interface ShowMessage {
  /** The whole file, or nothing where it is read by ranges. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For ranges.ts. */
  readonly ranges: { readonly port: MessagePort; readonly size: number } | null;
  /** A file of this device, which the browser reads as it needs; then there are neither bytes nor ranges. */
  readonly local: Blob | null;
  readonly kind: PreviewKind;
  /** The pack of the picture decoder, where the kind needs it: the frame cannot fetch it. */
  readonly decoder: Uint8Array<ArrayBuffer> | null;
  readonly labels: PreviewLabels;
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly theme: "light" | "dark" | "system";
  /** Pixels of the longer side of a small copy that is wanted as well, or null. */
  readonly snapshot: number | null;
}

/** `rgba`: four bytes for each pixel, line by line. */
export interface Snapshot {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** Frame to page, over the port. */
export type FrameMessage = { readonly type: "ready" } | { readonly type: "shown"; readonly snapshot: Snapshot | null } | { readonly type: "failed"; readonly code: PreviewFault };

/** Of what is shown whole; what is read by ranges has no limit. */
export const MAX_PREVIEW_BYTES = 128 * 1024 * 1024;

const IMAGE_TYPES: Readonly<Partial<Record<FileKind, string>>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  bmp: "image/bmp",
  avif: "image/avif",
};
const DECODED: ReadonlySet<FileKind> = new Set(["heic", "tiff"]);
const OFFICE: ReadonlySet<FileKind> = new Set(["ooxml", "odf"]);

/** The media type of a picture that the browser shows, judged by its bytes; null for anything else. */
export function imageType(bytes: Uint8Array): string | null {
  return IMAGE_TYPES[sniffKind(bytes.subarray(0, SNIFF_BYTES))] ?? null;
}

/** Text of an encoding before UTF-8: no byte that such text would not hold. */
function isOldText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 ? byte !== 127 : byte >= 9 && byte <= 13);
}

const SHOWN_AS: Readonly<Partial<Record<KindGroup, PreviewKind>>> = { text: "text", sound: "audio", video: "video" };

/** Kinds that the frame can read by ranges, so that a long recording or document need not be fetched whole. */
export const RANGED_KINDS: ReadonlySet<PreviewKind> = new Set(["pdf", "audio", "video"]);

/** How the frame would show these bytes; null means download only. The media type that came with them is not trusted. */
export function previewKind(bytes: Uint8Array): PreviewKind | null {
  const head = bytes.subarray(0, SNIFF_BYTES);
  const kind = sniffKind(head);
  if (kind in IMAGE_TYPES) return "image";
  if (DECODED.has(kind)) return "decoded-image";
  if (OFFICE.has(kind)) return "office";
  if (kind === "pdf") return "pdf";
  if (kind === "svg" || (kind === "unknown" && isOldText(head))) return "text";
  return SHOWN_AS[groupOf(kind)] ?? null;
}
