/** What happens to a chosen file before it is sealed: looked at, cleaned if wanted, and matched with one that was begun before. */
import type { Compartment, PublicFile } from "@/lib/crypto/api";
import { toHex } from "@/lib/shared/bytes";
import { ok, type Result } from "@/lib/shared/result";
import type { CleanFault } from "@/lib/clean/format";
import { cleanFile, inspectFile } from "@/lib/clean/clean-file";
import type { Inspection } from "@/lib/clean/inspection";
import { contentMark } from "./content-mark";
import type { NewEvidence } from "../upload-evidence";

const METADATA_REMOVED = "metadata-removed";
/** A picture's metadata may hold a second picture. */
const MOST_METADATA_BYTES = 32 * 1024 * 1024;

export type ChosenFile = { readonly file: File; readonly inspection: Inspection; readonly goesOn: PublicFile | null };

export type Wishes = {
  readonly clean: boolean;
  /** The untouched original goes into the organisation's own part as well. */
  readonly keepOriginal: boolean;
  readonly name: string;
  readonly compartment: Compartment;
};

/** Files whose upload did not reach its receipt: the same file can be given again. */
export function unfinishedFiles(files: readonly PublicFile[], underWay: ReadonlySet<string>): readonly PublicFile[] {
  return files.filter((file) => file.cth === null && !underWay.has(file.fid));
}

export async function lookAtFile(file: File, unfinished: readonly PublicFile[]): Promise<ChosenFile> {
  const inspection = await inspectFile(file, file.name);
  return { file, inspection, goesOn: (await findBegun(file, unfinished))?.begun ?? null };
}

/** A file that was begun before, and the bytes with which it goes on. */
export type Begun = { readonly begun: PublicFile; readonly bytes: File };

/** What of `files` goes on with one of `unfinished`, each with one. Files that cannot be read match nothing. */
export async function findAllBegun(files: readonly File[], unfinished: readonly PublicFile[]): Promise<readonly Begun[]> {
  const found: Begun[] = [];
  for (const file of files) {
    const open = unfinished.filter((begun) => found.every((other) => other.begun !== begun));
    const begun = await findBegun(file, open).catch(() => null);
    if (begun !== null) found.push(begun);
  }
  return found;
}

/** By size and content, whatever it is called; a picture that was begun without its metadata by its untouched original as well. */
async function findBegun(file: File, unfinished: readonly PublicFile[]): Promise<Begun | null> {
  const same = unfinished.filter((begun) => begun.sizeBytes === file.size);
  const mark = same.length === 0 ? null : await contentMark(file);
  const begun = same.find((other) => other.mark === mark) ?? same.find((other) => other.mark === undefined);
  return begun === undefined ? findCleaned(file, unfinished) : { begun, bytes: file };
}

async function findCleaned(file: File, unfinished: readonly PublicFile[]): Promise<Begun | null> {
  const cleaned = unfinished.filter((begun) => begun.derivedFrom?.action === METADATA_REMOVED && mayBeOriginal(file, begun));
  if (cleaned.length === 0) return null;
  const digest = await sha256Of(file);
  const begun = cleaned.find((other) => other.derivedFrom?.sha256 === digest);
  const bytes = begun === undefined ? null : await cleanFile(file);
  return begun === undefined || bytes?.ok !== true || bytes.value.size !== begun.sizeBytes ? null : { begun, bytes: asFile(bytes.value, begun.name) };
}

/** Spares reading every file of a folder. */
function mayBeOriginal(file: File, begun: PublicFile): boolean {
  return begun.sizeBytes <= file.size && file.size <= begun.sizeBytes + MOST_METADATA_BYTES;
}

/** The bytes with which a file that was begun goes on, or null when this is another file. */
export async function bytesToGoOn(begun: PublicFile, file: File): Promise<File | null> {
  return (await findBegun(file, [begun]))?.bytes ?? null;
}

/** The uploads that follow from what was wished: one, or two when the original is kept back. */
export async function prepareUploads(dossierId: string, file: File, wishes: Wishes): Promise<Result<NewEvidence[], CleanFault>> {
  const { name, compartment } = wishes;
  if (!wishes.clean) return ok([{ dossierId, file, name, compartment, derivedFrom: null }]);
  const cleaned = await cleanFile(file);
  if (!cleaned.ok) return cleaned;
  const derivedFrom = { sha256: await sha256Of(file), action: METADATA_REMOVED };
  const clean: NewEvidence = { dossierId, file: asFile(cleaned.value, name), name, compartment, derivedFrom };
  const original: NewEvidence = { dossierId, file, name: file.name, compartment: "n", derivedFrom: null };
  return ok(wishes.keepOriginal ? [clean, original] : [clean]);
}

async function sha256Of(file: Blob): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}

function asFile(blob: Blob, name: string): File {
  return new File([blob], name, { type: blob.type });
}
