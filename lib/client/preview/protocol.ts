/**
 * What the page and the preview frame say to each other. The frame is an opaque origin without network (docs: the table of
 * headers); the page hands it one message port, and over that port one file.
 */
import { SNIFF_BYTES, sniffKind } from "../scrub/sniff-kind";

/** decoded-image: HEIC and TIFF, which browsers do not know; office: those that are ZIPs of XML. */
export type PreviewKind = "image" | "decoded-image" | "office" | "pdf" | "text" | "audio" | "video";
export type PreviewFault = "not-previewable" | "too-large" | "damaged" | "locked-pdf" | "unknown-recording" | "no-answer";

/** Words of the frame, from messages/en/preview.json; `{…}` is filled in by the frame. */
export interface PreviewLabels {
  readonly imageAlternative: string;
  readonly recordingAlternative: string;
  readonly page: string;
  readonly ofPages: string;
  readonly previousPage: string;
  readonly nextPage: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly pageText: string;
  readonly noPageText: string;
  readonly pageFailed: string;
  readonly actualSize: string;
  readonly textShortened: string;
  readonly textEncoding: string;
  readonly officeText: string;
  readonly officeNote: string;
  readonly officeNotes: string;
  readonly slide: string;
}

/** Page to frame, by window message, once; the only transferred object is the port. */
export const HELLO = "sealpost-preview";

/** Page to frame, over the port, once. */
export interface ShowMessage {
  /** The whole file, or nothing where it is read by ranges. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For ranges.ts. */
  readonly ranges: { readonly port: MessagePort; readonly size: number } | null;
  readonly kind: PreviewKind;
  /** The pack of the picture decoder, where the kind needs it: the frame cannot fetch it. */
  readonly decoder: Uint8Array<ArrayBuffer> | null;
  readonly labels: PreviewLabels;
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly theme: "light" | "dark" | "system";
}

/** Frame to page, over the port. */
export type FrameMessage = { readonly type: "ready" } | { readonly type: "shown" } | { readonly type: "failed"; readonly code: PreviewFault };

/** Of what is shown whole; what is read by ranges has no limit. */
export const MAX_PREVIEW_BYTES = 128 * 1024 * 1024;

const IMAGE_TYPES = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp", gif: "image/gif" } as const;

/** The media type of a picture that the browser shows, judged by its bytes; null for anything else. */
export function imageType(bytes: Uint8Array): string | null {
  const kind = sniffKind(bytes.subarray(0, SNIFF_BYTES));
  if (kind in IMAGE_TYPES) return IMAGE_TYPES[kind as keyof typeof IMAGE_TYPES];
  if (kind !== "image-other") return null;
  if (hasSign(bytes, 0, "BM")) return "image/bmp";
  return hasSign(bytes, 8, "avif") || hasSign(bytes, 8, "avis") ? "image/avif" : null;
}

function hasSign(bytes: Uint8Array, at: number, sign: string): boolean {
  return [...sign].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

/** Text of an encoding before UTF-8: no byte that such text would not hold. */
function isOldText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 32 ? byte !== 127 : byte >= 9 && byte <= 13);
}

/** Kinds that the frame can read by ranges, so that a long recording or document need not be fetched whole. */
export const RANGED_KINDS: ReadonlySet<PreviewKind> = new Set(["pdf", "audio", "video"]);

/** How the frame would show these bytes; null means download only. The media type that came with them is not trusted. */
export function previewKind(bytes: Uint8Array): PreviewKind | null {
  if (imageType(bytes) !== null) return "image";
  const kind = sniffKind(bytes.subarray(0, SNIFF_BYTES));
  if (kind === "image-other") return "decoded-image";
  if (kind === "office") return hasSign(bytes, 0, "PK") ? "office" : null;
  if (kind === "unknown" && isOldText(bytes.subarray(0, SNIFF_BYTES))) return "text";
  return kind === "pdf" || kind === "text" || kind === "audio" || kind === "video" ? kind : null;
}
