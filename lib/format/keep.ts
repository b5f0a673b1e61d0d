/** A keep: the blobs that a dossier still needs. */
import { z } from "zod";
import { equalBytes, toHex, type Bytes } from "../shared/bytes";
import type { BlobId, DossierId } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { countField, idField } from "./fields";
import { dossierIdOf } from "./identifiers";
import type { KeepRecord } from "./records";
import { verifySignature } from "./signature";

const keepSchema = z.strictObject({
  v: z.literal(1),
  t: z.literal("keep"),
  dossier_id: idField<DossierId>(),
  n: countField,
  blobs: z.array(idField<BlobId>()).max(8192),
});

/** n: number of the keep, from 0 and rising by one; blobs: all that stay. */
export type Keep = z.infer<typeof keepSchema>;

/** Encodes a keep once; SIG(DSK, "keep", keep) is over these bytes. */
export function encodeKeep(keep: Omit<Keep, "v" | "t">): Bytes {
  return encodeCbor({ v: 1, t: "keep", ...keep });
}

/** Reads a keep whose signature somebody else checked; E_FORMAT otherwise. */
export function decodeKeep(body: Uint8Array): Result<Keep, "E_FORMAT"> {
  return decodeCbor(body, keepSchema);
}

/** Checks a keep with the dossier's key: E_FORMAT (also for a blob named twice), E_ID, E_SIG. */
export function checkKeep(pk: Uint8Array, record: KeepRecord): Result<Keep, "E_FORMAT" | "E_ID" | "E_SIG"> {
  if (!verifySignature(pk, "keep", record.sig, record.body)) return err("E_SIG");
  const keep = decodeCbor(record.body, keepSchema);
  if (!keep.ok) return keep;
  if (!equalBytes(keep.value.dossier_id, dossierIdOf(pk))) return err("E_ID");
  const names = new Set(keep.value.blobs.map(toHex));
  return names.size === keep.value.blobs.length ? keep : err("E_FORMAT");
}

/** E_SEQ unless n is the next number; E_SHRINK if a blob is left out where `mayShrink` is false (from the first submission on). */
export function checkNextKeep(last: Keep | null, next: Keep, mayShrink: boolean): Result<null, "E_SEQ" | "E_SHRINK"> {
  if (next.n !== (last === null ? 0 : last.n + 1)) return err("E_SEQ");
  const names = new Set(next.blobs.map(toHex));
  const isWhole = (last?.blobs ?? []).every((blob) => names.has(toHex(blob)));
  return mayShrink || isWhole ? ok(null) : err("E_SHRINK");
}
