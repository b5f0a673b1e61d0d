/** What happens to a chosen file before it is sealed: looked at, cleaned if wanted, and matched with one that was begun before. */
import type { Compartment, PublicFile } from "@/lib/crypto/api";
import { toHex } from "@/lib/shared/bytes";
import { ok, type Result } from "@/lib/shared/result";
import { cleanFile, inspectFile, type CleanFault, type Inspection } from "../scrub/scrub-file";
import type { NewUpload } from "./upload-queue";

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
  return { file, inspection, goesOn: await findBegun(file, inspection, unfinished) };
}

/** By size, and a name that is the same goes first; a picture may have been begun without its metadata. */
async function findBegun(file: File, inspection: Inspection, unfinished: readonly PublicFile[]): Promise<PublicFile | null> {
  if (unfinished.length === 0) return null;
  const cleaned = inspection.cleanable ? await cleanFile(file) : null;
  const sizes = cleaned?.ok === true ? [file.size, cleaned.value.size] : [file.size];
  const fitting = unfinished.filter((begun) => sizes.includes(begun.sizeBytes));
  return fitting.find((begun) => begun.name === file.name) ?? fitting[0] ?? null;
}

/** The bytes with which a file that was begun goes on, or null when this is another file. */
export async function bytesToGoOn(begun: PublicFile, file: File): Promise<File | null> {
  if (begun.derivedFrom === null) return file.size === begun.sizeBytes ? file : null;
  const cleaned = await cleanFile(file);
  if (cleaned.ok && cleaned.value.size === begun.sizeBytes) return asFile(cleaned.value, begun.name);
  return file.size === begun.sizeBytes ? file : null;
}

/** The uploads that follow from what was wished: one, or two when the original is kept back. */
export async function prepareUploads(dossierId: string, file: File, wishes: Wishes): Promise<Result<NewUpload[], CleanFault>> {
  const { name, compartment } = wishes;
  if (!wishes.clean) return ok([{ dossierId, file, name, compartment, derivedFrom: null }]);
  const cleaned = await cleanFile(file);
  if (!cleaned.ok) return cleaned;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const derivedFrom = { sha256: toHex(new Uint8Array(digest)), action: "metadata-removed" };
  const clean: NewUpload = { dossierId, file: asFile(cleaned.value, name), name, compartment, derivedFrom };
  const original: NewUpload = { dossierId, file, name: file.name, compartment: "n", derivedFrom: null };
  return ok(wishes.keepOriginal ? [clean, original] : [clean]);
}

function asFile(blob: Blob, name: string): File {
  return new File([blob], name, { type: blob.type });
}
