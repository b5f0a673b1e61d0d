/** Neutral names inside a package: numbers and kinds, nothing of what a file was called. */
import type { Exhibit } from "../../domain/package-recipe";
import type { PackageDossier, PackageFile } from "./package-input";

const ENDINGS: Readonly<Record<string, string>> = {
  "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/tiff": "tif",
  "image/heic": "heic", "image/avif": "avif", "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm",
  "video/x-matroska": "mkv", "audio/mpeg": "mp3", "audio/wav": "wav", "audio/x-wav": "wav", "audio/ogg": "ogg", "audio/mp4": "m4a",
  "audio/flac": "flac", "text/plain": "txt", "text/csv": "csv", "text/html": "html.txt", "application/json": "json",
  "application/zip": "zip", "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods", "application/rtf": "rtf",
};

export const MANIFEST = "manifest.json";
export const MANIFEST_SIGNATURE = "manifest.sig";
export const COVER = "00-cover.html";
export const VERIFY_PAGE = "verify.html";
export const README = "README.txt";

const twoDigits = (n: number): string => String(n).padStart(2, "0");

/** "Dossier 1": how a dossier is called in the package. Its id never leaves. */
export function dossierNumber(index: number): number {
  return index + 1;
}

export function memoName(index: number): string {
  return `memos/${twoDigits(dossierNumber(index))}-memo.html`;
}

/** "1-01": first dossier, first exhibit. */
export function exhibitNumber(dossierIndex: number, exhibit: Pick<Exhibit, "number">): string {
  return `${dossierNumber(dossierIndex)}-${twoDigits(exhibit.number)}`;
}

export interface ExhibitFile {
  readonly name: string;
  /** Number of the first exhibit that it belongs to. */
  readonly exhibit: string;
  readonly file: PackageFile;
}

function fileName(number: string, part: number, parts: number, mime: string): string {
  const suffix = parts > 1 ? `-${twoDigits(part + 1)}` : "";
  const plain = mime.split(";")[0]?.trim().toLowerCase() ?? "";
  return `exhibits/Exhibit-${number}${suffix}.${Object.hasOwn(ENDINGS, plain) ? ENDINGS[plain] ?? "bin" : "bin"}`;
}

/**
 * The files of a dossier under their names in the package, by fid, each once, in order of exhibits.
 * Returns the number of the exhibit whose file is missing instead, if one is.
 */
export function nameExhibitFiles(dossier: PackageDossier, index: number): ReadonlyMap<string, ExhibitFile> | string {
  const byFid = new Map(dossier.files.map((file) => [file.fid, file]));
  const named = new Map<string, ExhibitFile>();
  for (const exhibit of dossier.memo.exhibits) {
    const number = exhibitNumber(index, exhibit);
    for (const [part, fid] of exhibit.fileIds.entries()) {
      const file = byFid.get(fid);
      if (file === undefined) return number;
      if (!named.has(fid)) named.set(fid, { name: fileName(number, part, exhibit.fileIds.length, file.mime), exhibit: number, file });
    }
  }
  return named;
}
