/** PWH: the passphrase stretcher, Argon2id with compiled-in parameters (protocol 3.4, 3.17). */
import type { Bytes } from "../shared/bytes";
import { demand } from "./crypto-error";
import { argon2id, memzero } from "./sodium";

export interface StretchParameters {
  /** passes; 3 */
  readonly o: number;
  /** bytes; 128 MiB or 256 MiB */
  readonly m: number;
}

/** Runs Argon2id somewhere: in a throw-away worker in the browser, in process in Node. `password` may be wiped afterwards. */
export type Stretch = (password: Bytes, salt16: Bytes, parameters: StretchParameters) => Promise<Bytes>;

const PASSES = 3;
export const STRONG_MEMORY_BYTES = 256 * 1024 * 1024;
export const FLOOR_MEMORY_BYTES = 128 * 1024 * 1024;

/** Refuses with E_KDF_PARAMS everything but o = 3 with m = 128 or 256 MiB, before anything is hashed. */
export function demandStretchParameters(parameters: StretchParameters): void {
  const { o, m } = parameters;
  demand(o === PASSES && (m === FLOOR_MEMORY_BYTES || m === STRONG_MEMORY_BYTES), "E_KDF_PARAMS");
}

/** S: 32 bytes. Checks the parameters again, since it is the last place that can; wipes `password`. */
export const stretchHere: Stretch = (password, salt16, parameters) => {
  demandStretchParameters(parameters);
  const out = argon2id(password, salt16, parameters.o, parameters.m);
  memzero(password);
  return Promise.resolve(out);
};
