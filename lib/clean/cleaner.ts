/** The three questions that are asked of a file before it is sealed, wherever they are answered: in a worker or in this process. */
import { sha256 } from "@noble/hashes/sha2.js";
import { toHex } from "../shared/bytes";
import type { Result } from "../shared/result";
import { cleanFile, inspectFile } from "./clean-file";
import type { CleanFault } from "./format";
import type { Inspection } from "./inspection";

export interface Cleaner {
  /** `name` is only compared with the bytes. */
  inspect(file: Blob, name: string): Promise<Inspection>;
  clean(file: Blob): Promise<Result<Blob, CleanFault>>;
  /** SHA-256 in lower-case hex, of a file that may be larger than memory. */
  digest(file: Blob): Promise<string>;
}

/** One of them, as it goes to the worker. */
export type CleanQuestion = { readonly [Verb in keyof Cleaner]: { readonly verb: Verb; readonly args: Parameters<Cleaner[Verb]> } }[keyof Cleaner];

/** Looks and cleans in this process. */
export const localCleaner: Cleaner = { inspect: inspectFile, clean: cleanFile, digest };

async function digest(file: Blob): Promise<string> {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) hash.update(part.value);
  return toHex(hash.digest());
}
