/** The two questions that a researcher's page asks before a file is sealed: what does it give away, and can that be taken out? */
import { ok, err, type Result } from "../../shared/result";
import { finding, orderFindings, type Finding } from "./findings";
import { cleanJpeg, describeJpeg, parseJpeg, type ImageFault } from "./jpeg";
import { cleanPng, describePng, parsePng } from "./png";
import { SNIFF_BYTES, sniffKind, type FileKind } from "./sniff-kind";

/** What may betray in a file that this module does not open; the words are in messages/en/scrub.json. */
export type WarningId =
  | "pdf" | "office" | "image" | "video" | "audio" | "archive" | "text" | "unknown" | "damaged-image" | "large-image";

export interface Inspection {
  readonly kind: FileKind;
  /** Gravest first. */
  readonly findings: readonly Finding[];
  /** True when `cleanFile` can take the findings out. */
  readonly cleanable: boolean;
  readonly warning?: WarningId;
}

export type CleanFault = ImageFault | "not-cleanable" | "too-large";

/** Pictures beyond this are not read into memory to be cleaned. */
export const MAX_CLEAN_BYTES = 256 * 1024 * 1024;

const WARNINGS: Record<Exclude<FileKind, "jpeg" | "png">, WarningId | null> = {
  gif: "image", webp: "image", "image-other": "image", pdf: "pdf", office: "office", video: "video", audio: "audio",
  archive: "archive", text: "text", empty: null, unknown: "unknown",
};

const ENDINGS: Partial<Record<FileKind, RegExp>> = {
  jpeg: /\.(jpe?g|jpe|jfif)$/i, png: /\.(png|apng)$/i, gif: /\.gif$/i, webp: /\.webp$/i, pdf: /\.pdf$/i,
};

/** A name that promises another kind than the bytes hold: reviewers would open it with the wrong program. */
function describeName(kind: FileKind, name: string): Finding[] {
  const ending = ENDINGS[kind];
  return ending === undefined || ending.test(name) ? [] : [finding("other-name", kind.toUpperCase())];
}

async function readBytes(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

async function describePicture(file: Blob, kind: "jpeg" | "png"): Promise<Result<Finding[], ImageFault>> {
  const bytes = await readBytes(file);
  if (kind === "jpeg") {
    const jpeg = parseJpeg(bytes);
    return jpeg.ok ? ok(describeJpeg(jpeg.value)) : jpeg;
  }
  const png = parsePng(bytes);
  return png.ok ? ok(await describePng(png.value)) : png;
}

/** Looks at a file by its bytes; `name` is only compared with them. Never throws on damaged files. */
export async function inspectFile(file: Blob, name: string): Promise<Inspection> {
  const kind = sniffKind(await readBytes(file.slice(0, SNIFF_BYTES)));
  const named = describeName(kind, name);
  if (kind !== "jpeg" && kind !== "png") {
    const warning = WARNINGS[kind];
    return { kind, findings: named, cleanable: false, ...(warning === null ? {} : { warning }) };
  }
  if (file.size > MAX_CLEAN_BYTES) return { kind, findings: named, cleanable: false, warning: "large-image" };
  const described = await describePicture(file, kind);
  if (!described.ok) return { kind, findings: named, cleanable: false, warning: "damaged-image" };
  return { kind, findings: orderFindings([...described.value, ...named]), cleanable: true };
}

/**
 * A copy without metadata whose compressed picture is the same, byte for byte. JPEG and PNG only; a file that cannot be
 * followed to its end is refused rather than guessed at.
 */
export async function cleanFile(file: Blob): Promise<Result<Blob, CleanFault>> {
  if (file.size > MAX_CLEAN_BYTES) return err("too-large");
  const bytes = await readBytes(file);
  const kind = sniffKind(bytes.subarray(0, SNIFF_BYTES));
  if (kind === "jpeg") {
    const jpeg = parseJpeg(bytes);
    return jpeg.ok ? ok(new Blob([cleanJpeg(jpeg.value)], { type: "image/jpeg" })) : jpeg;
  }
  if (kind !== "png") return err("not-cleanable");
  const png = parsePng(bytes);
  return png.ok ? ok(new Blob([await cleanPng(png.value)], { type: "image/png" })) : png;
}
