/** What happens to a chosen file before it is sealed: looked at, cleaned if wanted, and matched with one that was begun before. */
import type { Compartment, PublicFile } from "@/lib/crypto/api";
import { ok, type Result } from "@/lib/shared/result";
import type { Cleaner } from "@/lib/clean/cleaner";
import type { CleanFault } from "@/lib/clean/format";
import type { Inspection } from "@/lib/clean/inspection";
import { contentMark } from "./content-mark";
import type { NewEvidence } from "../upload-evidence";

const METADATA_REMOVED = "metadata-removed";
/** Metadata may hold a second picture, or what a camera measured all along; a document may grow when it is written anew. */
const mostMetadata = (bytes: number): number => 32 * 1024 * 1024 + bytes / 10;

export type ChosenFile = { readonly file: File; readonly inspection: Inspection; readonly goesOn: PublicFile | null };

export type Wishes = {
  readonly clean: boolean;
  /** The untouched original goes into the organisation's own part as well. */
  readonly keepOriginal: boolean;
  /** Why metadata stays in it, or "". */
  readonly reason: string;
  readonly name: string;
  readonly compartment: Compartment;
};

/** Files whose upload did not reach its receipt: the same file can be given again. */
export function unfinishedFiles(files: readonly PublicFile[], underWay: ReadonlySet<string>): readonly PublicFile[] {
  return files.filter((file) => file.cth === null && !underWay.has(file.fid));
}

export async function lookAtFile(cleaner: Cleaner, file: File, unfinished: readonly PublicFile[]): Promise<ChosenFile> {
  const inspection = await cleaner.inspect(file, file.name);
  return { file, inspection, goesOn: (await findBegun(cleaner, file, unfinished))?.begun ?? null };
}

/** A file that was begun before, and the bytes with which it goes on. */
export type Begun = { readonly begun: PublicFile; readonly bytes: File };

/** What of `files` goes on with one of `unfinished`, each with one. Files that cannot be read match nothing. */
export async function findAllBegun(cleaner: Cleaner, files: readonly File[], unfinished: readonly PublicFile[]): Promise<readonly Begun[]> {
  const found: Begun[] = [];
  for (const file of files) {
    const open = unfinished.filter((begun) => found.every((other) => other.begun !== begun));
    const begun = await findBegun(cleaner, file, open).catch(() => null);
    if (begun !== null) found.push(begun);
  }
  return found;
}

/** By size and content, whatever it is called; a picture that was begun without its metadata by its untouched original as well. */
async function findBegun(cleaner: Cleaner, file: File, unfinished: readonly PublicFile[]): Promise<Begun | null> {
  const same = unfinished.filter((begun) => begun.sizeBytes === file.size);
  const mark = same.length === 0 ? null : await contentMark(file);
  const begun = same.find((other) => other.mark === mark) ?? same.find((other) => other.mark === undefined);
  return begun === undefined ? findCleaned(cleaner, file, unfinished) : { begun, bytes: file };
}

async function findCleaned(cleaner: Cleaner, file: File, unfinished: readonly PublicFile[]): Promise<Begun | null> {
  const cleaned = unfinished.filter((begun) => begun.derivedFrom?.action === METADATA_REMOVED && mayBeOriginal(file, begun));
  if (cleaned.length === 0) return null;
  const digest = await cleaner.digest(file);
  const begun = cleaned.find((other) => other.derivedFrom?.sha256 === digest);
  const bytes = begun === undefined ? null : await cleaner.clean(file);
  return begun === undefined || bytes?.ok !== true || bytes.value.size !== begun.sizeBytes ? null : { begun, bytes: asFile(bytes.value, begun.name, file.type) };
}

/** Spares reading every file of a folder. */
function mayBeOriginal(file: File, begun: PublicFile): boolean {
  return Math.abs(file.size - begun.sizeBytes) <= mostMetadata(file.size);
}

/** The bytes with which a file that was begun goes on, or null when this is another file. */
export async function bytesToGoOn(cleaner: Cleaner, begun: PublicFile, file: File): Promise<File | null> {
  return (await findBegun(cleaner, file, [begun]))?.bytes ?? null;
}

/** The uploads that follow from what was wished: one, or two when the original is kept back. */
export async function prepareUploads(cleaner: Cleaner, dossierId: string, file: File, wishes: Wishes): Promise<Result<NewEvidence[], CleanFault>> {
  const { name, compartment } = wishes;
  if (!wishes.clean) return ok([{ dossierId, file, name, compartment, derivedFrom: null }]);
  const cleaned = await cleaner.clean(file);
  if (!cleaned.ok) return cleaned;
  const derivedFrom = { sha256: await cleaner.digest(file), action: METADATA_REMOVED };
  const clean: NewEvidence = { dossierId, file: asFile(cleaned.value, name, file.type), name, compartment, derivedFrom };
  const original: NewEvidence = { dossierId, file, name: file.name, compartment: "n", derivedFrom: null };
  return ok(wishes.keepOriginal ? [clean, original] : [clean]);
}

/** A copy is of the kind that its original says it is. */
function asFile(blob: Blob, name: string, type: string): File {
  return new File([blob], name, { type: type === "" ? blob.type : type });
}
