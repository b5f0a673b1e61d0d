import "server-only";
import type { Readable } from "node:stream";

/**
 * Where sealed evidence lies: a folder, or a bucket of an object store. It knows blobs by their random ids (32 hex
 * digits) and their bytes by position, nothing else; the blob's row is the only metadata. docs/decisions/011.
 * Every method throws a StoreError for what the store refuses or cannot do now.
 */
export type EvidenceStore = {
  /** Makes it ready, or throws StoreUnusable with words for the operator. */
  prepare(): Promise<void>;
  /** Bytes of the blob that survive an end of this process or machine; 0 when there is nothing of it. */
  offset(blobId: string): Promise<number>;
  /**
   * Adds bytes where the blob ends, which must be at `offset`, and answers where it ends then. What is answered is kept. When
   * `bytes` fails, so does this, and what had come of it before is kept where the store can.
   */
  append(blobId: string, bytes: AsyncIterable<Uint8Array>, offset: number): Promise<number>;
  /** After the last byte. */
  settle(blobId: string): Promise<void>;
  /** The bytes from `start` to before `end`; rejects before the first of them when the blob is not that long. */
  read(blobId: string, start: number, end: number): Promise<Readable>;
  /** Deletes all of a blob, which need not be there. */
  remove(blobId: string): Promise<void>;
  /** The ids of all blobs of which there are bytes. */
  list(): Promise<readonly string[]>;
  /** Bytes that can still be written, or null when the store does not tell. */
  freeBytes(): Promise<number | null>;
  /** Where an operator finds the blob. */
  locate(blobId: string): string;
};

/** `full`: no space is left; `unavailable`: it may go at the next attempt; `conflict`: the blob does not end there; `damaged`: bytes are missing. */
export type StoreErrorCode = "full" | "unavailable" | "conflict" | "damaged";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, options?: { readonly cause: unknown }) {
    super(`evidence store: ${code}`, options);
    this.code = code;
  }
}

/**
 * The code of a StoreError, or null. The store is one for a process, and Next makes several bundles with a class of each
 * their own, so that `instanceof` knows only some.
 */
export function storeErrorCode(error: unknown): StoreErrorCode | null {
  return error instanceof Error && error.name === "StoreError" ? (error as Error & { readonly code: StoreErrorCode }).code : null;
}

/** The server cannot start with this store; its message is meant for the operator. */
export class StoreUnusable extends Error {}
