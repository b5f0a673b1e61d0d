/** Damaged files from a whole one, the same ones each time. */

declare module "vitest" {
  interface ProvidedContext {
    /** How many damaged files are made of each fixture: CLEAN_MUTATIONS. */
    readonly cleanMutations: number;
  }
}

export interface Mutation {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The file cut off at about `count` places spread over it. */
export function* truncationsOf(bytes: Uint8Array, count: number): Generator<Mutation> {
  const stride = Math.max(1, Math.floor(bytes.length / count));
  for (let length = 1; length < bytes.length; length += stride) yield { name: `cut off at ${length}`, bytes: bytes.slice(0, length) };
}

/** A copy of a range that is moved elsewhere must not bring its canaries into what is picture or sound there. */
function hushed(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1").replaceAll(/c(?=\0?a)/gi, "k");
  return Buffer.from(text, "latin1");
}

type Mutate = (bytes: Uint8Array, random: (below: number) => number) => Uint8Array;

const KINDS: Readonly<Record<string, Mutate>> = {
  "flipped bit": (bytes, random) => {
    const copy = bytes.slice();
    for (let times = 1 + random(4); times > 0; times--) {
      const at = random(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
    }
    return copy;
  },
  "other bytes": (bytes, random) => {
    const copy = bytes.slice();
    const extremes = [0, 0xff, 0x7f, 0x80, random(256)];
    for (let at = random(copy.length), left = 1 + random(8); left > 0 && at < copy.length; at++, left--) copy[at] = extremes[random(5)] ?? 0;
    return copy;
  },
  "range cut out": (bytes, random) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(64))]);
  },
  "range repeated": (bytes, random) => {
    const at = random(bytes.length);
    const range = hushed(bytes.subarray(at, at + 1 + random(200)));
    return Buffer.concat([bytes.subarray(0, at), range, bytes.subarray(at)]);
  },
  "ranges swapped": (bytes, random) => {
    const size = 1 + random(Math.min(100, bytes.length >> 2));
    const first = random((bytes.length >> 1) - size);
    const second = (bytes.length >> 1) + random((bytes.length >> 1) - size);
    const copy = bytes.slice();
    copy.set(hushed(bytes.subarray(second, second + size)), first);
    copy.set(hushed(bytes.subarray(first, first + size)), second);
    return copy;
  },
};

/** `count` damaged files: flipped bits, other bytes, ranges cut out, repeated or swapped. Half of them near the beginning, where the structure is. */
export function* mutationsOf(bytes: Uint8Array, count: number, seed = 1): Generator<Mutation> {
  const next = seededRandom(seed);
  const kinds = Object.entries(KINDS);
  for (let i = 0; i < count; i++) {
    const near = i % 2 === 0 ? 1 : 0.15;
    const random = (below: number): number => Math.floor(next() * Math.max(1, below === bytes.length ? below * near : below));
    const [name, mutate] = kinds[i % kinds.length] ?? ["", (same: Uint8Array) => same];
    yield { name: `${name}, number ${i} of seed ${seed}`, bytes: Uint8Array.from(mutate(bytes, random)) };
  }
}
