/** CBOR wrappers of the four compartments. What `content`, `identity`, `sources` and `notes` hold is the domain's to check. */
import { z } from "zod";
import type { Bytes } from "../shared/bytes";
import type { LogId, UserId } from "../shared/ids";
import type { Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { idField, keyField, signatureField } from "./fields";
import { fileEntryField } from "./file-entry";

/** Version of the domain's schema. */
export const schemaField = z.int().min(1).max(65535);
/** An object with text keys. */
export const freeField = z.record(z.string(), z.unknown());
const files = z.array(fileEntryField).max(2048);
/** att = SIG(IK_author, "author", …), see `attributionParts`. */
const author = { author: idField<UserId>(), author_ik: keyField, att: signatureField };

const contentSchema = z.strictObject({ schema: schemaField, content: freeField, files });
const identitySchema = z.strictObject({ schema: schemaField, identity: freeField, org_log_id: idField<LogId>(), ...author });
const sourcesSchema = z.strictObject({ schema: schemaField, sources: freeField, files });
const notesSchema = z.strictObject({ schema: schemaField, notes: freeField, ...author, files });

export type ContentCompartment = z.infer<typeof contentSchema>;
export type IdentityCompartment = z.infer<typeof identitySchema>;
export type SourcesCompartment = z.infer<typeof sourcesSchema>;
export type NotesCompartment = z.infer<typeof notesSchema>;

/** Encodes a compartment once, before padding; the hash under `att` is over these bytes of the content. */
export function encodeCompartment(value: ContentCompartment | IdentityCompartment | SourcesCompartment | NotesCompartment): Bytes {
  return encodeCbor(value);
}

export function decodeContent(bytes: Uint8Array): Result<ContentCompartment, "E_FORMAT"> {
  return decodeCbor(bytes, contentSchema);
}

export function decodeIdentity(bytes: Uint8Array): Result<IdentityCompartment, "E_FORMAT"> {
  return decodeCbor(bytes, identitySchema);
}

export function decodeSources(bytes: Uint8Array): Result<SourcesCompartment, "E_FORMAT"> {
  return decodeCbor(bytes, sourcesSchema);
}

export function decodeNotes(bytes: Uint8Array): Result<NotesCompartment, "E_FORMAT"> {
  return decodeCbor(bytes, notesSchema);
}
