/** What each format of file can do here; formats.ts lists them. */
import type { Result } from "../shared/result";
import type { Finding } from "./finding";

/** Why there is no cleaned copy. A file that cannot be followed to its end is refused rather than guessed at. */
export type CleanFault =
  | "malformed" | "truncated" | "unsupported" | "locked" | "too-large" | "too-deep" | "not-cleanable"
  /** A layer or part that is not shown, and that cannot be told from what is. */
  | "hidden-content"
  /** The copy was looked at again and still gives something away: it is thrown away. */
  | "still-dirty"
  /** It took too long, or broke the worker that looked at it. */
  | "gave-up";

/** What stays in the cleaned copy, because the picture, sound or text itself holds it; the words are in messages/en/clean.json. */
export type RemainId =
  /** Settings that an encoder wrote into the stream of pictures or sound. */
  | "stream-text"
  /** What is written, shown or said. */
  | "content"
  /** Addresses of web pages and of mail that one can follow from a document. */
  | "links"
  /** What is read out to those who do not see a picture or table. */
  | "descriptions"
  /** Names of the files and folders in an archive. */
  | "member-names";

export interface Told {
  /** What the file gives away and a cleaned copy does not. */
  readonly findings: readonly Finding[];
  readonly remains: readonly RemainId[];
}

/** For what is embedded: pictures in a document, files in an archive. It refuses what lies too deep. */
export interface Inner {
  /** `where`: its path inside, which is told with each finding. */
  inspect(file: Blob, where: string): Promise<Result<Told, CleanFault>>;
  clean(file: Blob, where: string): Promise<Result<Blob, CleanFault>>;
}

/**
 * Bytes are read as they are needed: a file may be larger than memory. A copy is made of slices of the file itself where
 * its bytes do not change. Neither throws on damaged files. Cleaning the copy again gives the same bytes, and `inspect` of
 * it finds nothing.
 */
export interface Format {
  inspect(file: Blob, inner: Inner): Promise<Result<Told, CleanFault>>;
  clean(file: Blob, inner: Inner): Promise<Result<Blob, CleanFault>>;
}
