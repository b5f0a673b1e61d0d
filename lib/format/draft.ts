/** A draft as the server keeps it, and what its box holds. */
import { z } from "zod";
import { equalBytes, u64, type Bytes } from "../shared/bytes";
import type { BlobId, DossierId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { chunkCount, CHUNK_BYTES, paddedSize } from "./chunks";
import { COMPARTMENT_MAX_BYTES, isPaddedBoxLength } from "./compartment-names";
import { freeField } from "./compartments";
import { bytesOf, idField, keyField } from "./fields";
import { fileFields, type FileEntry } from "./file-entry";
import { ciphertextHash, dossierIdOf } from "./identifiers";
import type { Part } from "./labels";
import { COMPARTMENT_MIN_BYTES } from "./padding";
import { verifySignature } from "./signature";

/** h: `draftHint`, by which members find the epoch; b: the box; sig by the dossier's key. */
export type SignedDraft = {
  readonly dossierId: DossierId;
  readonly pk: Uint8Array;
  readonly rev: number;
  readonly baseRev: number;
  readonly h: Uint8Array;
  readonly b: Uint8Array;
  readonly sig: Uint8Array;
};

/** Parts of SIG(DSK, "draft", dossier_id, u64(rev), u64(base_rev), H("ct", b)). */
export function draftParts(draft: Pick<SignedDraft, "dossierId" | "rev" | "baseRev" | "b">): readonly Part[] {
  return [draft.dossierId, u64(draft.rev), u64(draft.baseRev), ciphertextHash(draft.b)];
}

/** E_ID, E_SIG, or E_FORMAT where lengths or revisions cannot be. */
export function checkDraft(draft: SignedDraft): Result<null, "E_FORMAT" | "E_ID" | "E_SIG"> {
  if (!equalBytes(dossierIdOf(draft.pk), draft.dossierId)) return err("E_ID");
  if (!verifySignature(draft.pk, "draft", draft.sig, ...draftParts(draft))) return err("E_SIG");
  const isWellFormed = draft.h.length === 16 && isPaddedBoxLength(draft.b.length, COMPARTMENT_MIN_BYTES, COMPARTMENT_MAX_BYTES);
  return isWellFormed && draft.baseRev < draft.rev ? ok(null) : err("E_FORMAT");
}

/** Associated data of a draft's box; e is the organisation's epoch. */
export function draftAd(dossierId: DossierId, rev: number, e: number): readonly Part[] {
  return ["draft", dossierId, u64(rev), u64(e)];
}

/** A file on its way: what is known of its entry, where it will go, what its bytes are known by, and the upload that can be resumed. */
export const draftFileField = z.strictObject({
  compartment: z.enum(["c", "s", "n"]),
  ...fileFields.pick({ fid: true, fk: true, name: true, mime: true, size: true, derived_from: true }).shape,
  sha256: bytesOf(32).optional(),
  cth: bytesOf(32).optional(),
  mark: bytesOf(32).optional(),
  upload: z.strictObject({ blob: idField<BlobId>(), cap: keyField, url: z.string().max(512) }).nullable(),
});
export type DraftFile = z.infer<typeof draftFileField>;

const draftSchema = z.strictObject({
  v: z.literal(1),
  content: freeField,
  identity: freeField,
  sources: freeField,
  notes: freeField,
  files: z.array(draftFileField).max(2048),
});

/** The plaintext of a draft before padding. The four objects are the domain's to check. */
export type DraftPlain = z.infer<typeof draftSchema>;

export function encodeDraft(draft: Omit<DraftPlain, "v">): Bytes {
  return encodeCbor({ v: 1, ...draft });
}

export function decodeDraft(bytes: Uint8Array): Result<DraftPlain, "E_FORMAT"> {
  return decodeCbor(bytes, draftSchema);
}

/** The entry of a file whose upload is complete; null while something is missing. */
export function finishedEntry(file: DraftFile): FileEntry | null {
  if (file.sha256 === undefined || file.cth === undefined || file.upload === null) return null;
  const padded = paddedSize(file.size);
  const { fid, fk, name, mime, size, sha256, cth } = file;
  const entry = { fid, fk, blob: file.upload.blob, name, mime, size, P: padded, N: chunkCount(padded), chunk: CHUNK_BYTES, sha256, cth } as const;
  return file.derived_from === undefined ? entry : { ...entry, derived_from: file.derived_from };
}
