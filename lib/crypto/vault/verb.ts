import { readySodium } from "../sodium";

/** A verb of the vault: waits for the library to be ready, and rejects where the work refuses. */
export function verb<Args extends unknown[], Value>(work: (...args: Args) => Value | Promise<Value>): (...args: Args) => Promise<Value> {
  return async (...args) => {
    await readySodium();
    return work(...args);
  };
}
