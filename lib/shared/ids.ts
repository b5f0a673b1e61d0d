/** Branded ids: sixteen bytes each, told apart by type. */
import type { Bytes } from "./bytes";

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

export type UserId = Branded<Bytes, "user">;
export type LogId = Branded<Bytes, "log">;
export type DossierId = Branded<Bytes, "dossier">;
export type TrackId = Branded<Bytes, "track">;
export type SubjectId = Branded<Bytes, "subject">;
export type BlobId = Branded<Bytes, "blob">;
export type InviteId = Branded<Bytes, "invite">;
export type Pseudonym = Branded<Bytes, "pseudonym">;
export type Hash = Branded<Bytes, "hash">;

export const ID_BYTES = 16;
export const HASH_BYTES = 32;

/** Brands `bytes` as an id. Throws RangeError unless it has 16 bytes. */
export function asId<T extends Bytes>(bytes: Uint8Array): T {
  if (bytes.length !== ID_BYTES) throw new RangeError("an id has 16 bytes");
  return bytes as T;
}

/** Brands `bytes` as a hash. Throws RangeError unless it has 32 bytes. */
export function asHash(bytes: Uint8Array): Hash {
  if (bytes.length !== HASH_BYTES) throw new RangeError("a hash has 32 bytes");
  return bytes as Hash;
}

/** The intake track of every dossier: sixteen zero bytes (protocol 3.15). */
export const INTAKE_TRACK = new Uint8Array(ID_BYTES) as TrackId;
