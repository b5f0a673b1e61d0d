/** PWH: the passphrase stretcher, Argon2id with compiled-in parameters (protocol 3.4, 3.17). */
import type { Bytes } from "../shared/bytes";
import { KDF_MEMORY_BYTES, KDF_PASSES } from "../format/slot";
import { demand } from "./crypto-error";
import { argon2id, memzero } from "./sodium";

export interface StretchJob {
  /** UTF-8 of the NFKC form; wiped after use */
  readonly password: Bytes;
  /** 16 bytes */
  readonly salt: Bytes;
  /** 128 or 256 MiB, in bytes */
  readonly memoryBytes: number;
}

/** Runs Argon2id somewhere: in a throw-away worker in the browser, in process in Node. Answers S, 32 bytes. */
export type Stretch = (job: StretchJob) => Promise<Bytes>;

/** Runs it here. Checks the floor once more, since this is the last place that can: E_KDF_PARAMS before anything is hashed. */
export const stretchHere: Stretch = ({ password, salt, memoryBytes }) => {
  demand(KDF_MEMORY_BYTES.some((allowed) => allowed === memoryBytes), "E_KDF_PARAMS");
  const out = argon2id(password, salt, KDF_PASSES, memoryBytes);
  memzero(password);
  return Promise.resolve(out);
};
