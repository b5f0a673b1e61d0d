/** What the faults are drawn by. The same seed draws the same faults; FAULTS_SEED and FAULTS_ALL are read here alone. */
import { randomInt } from "node:crypto";

/** `npm run test:faults`: every fault, and not a sample of them. */
export const ALL = process.env["FAULTS_ALL"] === "1";
/** Drawn once, by the process that starts the others, and handed down to them. The sample is the same each time. */
export const SEED = (process.env["FAULTS_SEED"] ??= String(ALL ? randomInt(2 ** 31) : 1));
/** Marks what only `npm run test:faults` runs. */
export const LONG = "@long";

/** Numbers from 0 up to 1, the same for the same seed and name (mulberry32). */
export function chanceOf(name: string): () => number {
  let state = [...`${SEED} ${name}`].reduce((hash, sign) => Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193), 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** In an order that chance gives. */
export function shuffled<V>(values: readonly V[], chance: () => number): V[] {
  return values.map((value) => ({ value, at: chance() })).sort((a, b) => a.at - b.at).map(({ value }) => value);
}
