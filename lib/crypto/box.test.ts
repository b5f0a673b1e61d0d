import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { CryptoError } from "./crypto-error";
import { box, openBox } from "./box";
import { openSeal, seal } from "./seal";
import { randomBytes, readySodium, sealingKeyPair } from "./sodium";

beforeAll(readySodium);

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const ad = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 });
const data = fc.uint8Array({ maxLength: 300 });

function codeOf(work: () => unknown): string {
  try {
    work();
    return "opened";
  } catch (cause) {
    return (cause as CryptoError).code;
  }
}

function flip(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  return bytes.map((byte, i) => (i === at % bytes.length ? byte ^ (1 << bit) : byte));
}

describe("box", () => {
  test("open(box(x)) = x with 73 bytes of overhead", () => {
    fc.assert(fc.property(key, ad, data, (k, a, x) => {
      const boxed = box(k, a, x);
      expect(boxed.length).toBe(x.length + 73);
      expect(openBox(k, a, boxed)).toEqual(new Uint8Array(x));
    }), { numRuns: 50 });
  });

  test("any flipped bit is refused", () => {
    fc.assert(fc.property(key, ad, data, fc.nat(), fc.nat(7), (k, a, x, at, bit) => {
      expect(codeOf(() => openBox(k, a, flip(box(k, a, x), at, bit)))).toMatch(/^E_(FORMAT|COMMIT|AEAD)$/);
    }), { numRuns: 100 });
  });

  test("another key or other associated data is refused by the commitment, before decryption", () => {
    fc.assert(fc.property(key, key, data, (k, other, x) => {
      fc.pre(k.some((byte, i) => byte !== other[i]));
      expect(codeOf(() => openBox(other, ["box"], box(k, ["box"], x)))).toBe("E_COMMIT");
      expect(codeOf(() => openBox(k, ["bo", "x"], box(k, ["box"], x)))).toBe("E_COMMIT");
    }), { numRuns: 30 });
  });

  test("a suite byte other than 1 and a truncated box are E_FORMAT", () => {
    const k = randomBytes(32);
    const boxed = box(k, [], randomBytes(5));
    expect(codeOf(() => openBox(k, [], Uint8Array.of(0, ...boxed.subarray(1))))).toBe("E_FORMAT");
    expect(codeOf(() => openBox(k, [], boxed.subarray(0, 72)))).toBe("E_FORMAT");
    expect(codeOf(() => openBox(k, [], boxed.subarray(0, -1)))).toBe("E_AEAD");
  });
});

describe("seal", () => {
  const keys = () => sealingKeyPair(randomBytes(32));

  test("open(seal(x)) = x, and a 32-byte key grows to 1226 bytes", () => {
    fc.assert(fc.property(ad, data, (a, x) => {
      const pair = keys();
      expect(openSeal(pair, a, seal(pair.publicKey, a, x))).toEqual(new Uint8Array(x));
    }), { numRuns: 10 });
    expect(seal(keys().publicKey, [], randomBytes(32)).length).toBe(1226);
  });

  test("a changed encapsulation, another reader and other associated data are E_COMMIT", () => {
    const pair = keys();
    const sealed = seal(pair.publicKey, ["grant"], randomBytes(32));
    expect(codeOf(() => openSeal(pair, ["grant"], flip(sealed, 500, 0)))).toBe("E_COMMIT");
    expect(codeOf(() => openSeal(keys(), ["grant"], sealed))).toBe("E_COMMIT");
    expect(codeOf(() => openSeal(pair, ["wrap"], sealed))).toBe("E_COMMIT");
  });
});
