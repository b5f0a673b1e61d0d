/** What a package is built from, and what comes out. */
import type { Audience, MemoData, Naming } from "../../domain/package-recipe";
import type { Bytes } from "../../shared/bytes";
import type { Hash } from "../../shared/ids";
import type { Ok, Err } from "../../shared/result";

/** One file of an exhibit: as the dossier's signed entry names it, opened as a stream. */
export interface PackageFile {
  /** The `fid` by which exhibits name it, hex. */
  readonly fid: string;
  readonly mime: string;
  readonly size: number;
  /** SHA-256 of the original, hex, from the signed entry. */
  readonly sha256: string;
  readonly open: () => ReadableStream<Uint8Array>;
}

export interface PackageDossier {
  /** From `selectForAudience`; in a redacted package it holds no identity. */
  readonly memo: MemoData;
  /** 16 random bytes, and H("dv", body) of the admitted version. */
  readonly version: { readonly salt: Bytes; readonly hash: Hash };
  readonly files: readonly PackageFile[];
}

export interface PackageInput {
  /** 16 random bytes, fresh for this package. */
  readonly packageId: Bytes;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly audience: Audience;
  readonly naming: Naming;
  readonly coordinator: { readonly handle: string; readonly ikPublic: Uint8Array };
  readonly dossiers: readonly PackageDossier[];
  /** The bytes of the offline verification page, as the build made it (/verify-package.html). */
  readonly verifyPage: Bytes;
  /** Signs SHA-256 of manifest.json; the package is not complete before. Called once. */
  readonly sign: (manifestSha256: Bytes) => Promise<{ readonly ik: Uint8Array; readonly sig: Uint8Array }>;
}

export type PackageFault =
  /** The recipe of a memo is not the package's, or a redacted package was handed an identity. */
  | "recipe-mismatch"
  /** An exhibit names a file that was not handed in. */
  | "exhibit-missing"
  /** The file's bytes are not those that the dossier's entry names. */
  | "exhibit-changed"
  /** The file could not be read to its end. */
  | "exhibit-unreadable"
  | "signature-refused"
  | "sink-failed";

export interface PackageReceipt {
  readonly manifestSha256: string;
  /** Fingerprint of the key that signed it, hex: what the recipient's verifier shows. */
  readonly signer: string;
  readonly size: number;
  readonly members: number;
}

/** `exhibit`: the number of the exhibit at fault, such as "1-01". */
export type PackageOutcome = Ok<PackageReceipt> | (Err<PackageFault> & { readonly exhibit: string | null });

export interface PackageProgress {
  /** The member being written. */
  readonly member: string;
  readonly writtenBytes: number;
  readonly totalBytes: number;
}
