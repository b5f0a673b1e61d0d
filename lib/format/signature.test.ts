import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex } from "../shared/bytes";
import { sigMessage } from "./labels";
import { verifyDetached, verifySignature } from "./signature";

const seed = new Uint8Array(32).fill(7);
const pk = ed25519.getPublicKey(seed);
const message = new Uint8Array([1, 2, 3]);
const sig = ed25519.sign(message, seed);
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The points of small order and their encodings that are not canonical. */
const SMALL_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "0100000000000000000000000000000000000000000000000000000000000080",
];

test.each(SMALL_ORDER)("a key of small order signs nothing: %s", (hex) => {
  const identityR = fromHex("01" + "00".repeat(31) + "00".repeat(32));
  expect(verifyDetached(fromHex(hex), identityR, message)).toBe(false);
});

test.each(SMALL_ORDER)("a signature whose R has small order is refused: %s", (hex) => {
  const r = fromHex(hex);
  expect(verifyDetached(pk, new Uint8Array([...r, ...sig.subarray(32)]), message)).toBe(false);
});

const CANONICAL = SMALL_ORDER.filter((hex) => !/^(ed|ee)ff/.test(hex) && !/^01.*80$/.test(hex));

test("there are eight such points", () => {
  expect(CANONICAL).toHaveLength(8);
});

test.each(CANONICAL)("a crafted signature with R of small order, which the equation alone accepts, is refused: %s", (hex) => {
  // S = k·a: [8][S]B = [8]R + [8][k]A holds, since [8]R = 0.
  const r = fromHex(hex);
  const { scalar } = ed25519.utils.getExtendedPublicKey(seed);
  const k = leToBig(sha512(new Uint8Array([...r, ...pk, ...message]))) % ORDER;
  const forged = new Uint8Array([...r, ...bigToLe((k * scalar) % ORDER)]);
  expect(ed25519.verify(forged, message, pk, { zip215: false })).toBe(true);
  expect(verifyDetached(pk, forged, message)).toBe(false);
});

test("S plus the group order is another signature of the same message, and refused", () => {
  const s = leToBig(sig.subarray(32)) + ORDER;
  expect(verifyDetached(pk, new Uint8Array([...sig.subarray(0, 32), ...bigToLe(s)]), message)).toBe(false);
});

test("wrong lengths are refused and do not throw", () => {
  expect(verifyDetached(pk, sig.subarray(1), message)).toBe(false);
  expect(verifyDetached(pk.subarray(1), sig, message)).toBe(false);
  expect(verifyDetached(new Uint8Array(0), new Uint8Array(0), message)).toBe(false);
});

test("any flipped bit of message, key or signature fails", () => {
  const own = ed25519.sign(sigMessage("log", message), seed);
  expect(verifySignature(pk, "log", own, message)).toBe(true);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 * (64 + 32 + 3) - 1 }), (bit) => {
      const all = [own, pk, message].map((part) => new Uint8Array(part));
      let at = bit >> 3;
      for (const part of all) {
        if (at >= 0 && at < part.length) part[at] = (part[at] ?? 0) ^ (1 << (bit & 7));
        at -= part.length;
      }
      const [s = own, p = pk, m = message] = all;
      expect(verifySignature(p, "log", s, m)).toBe(false);
    }),
  );
});

function leToBig(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function bigToLe(n: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n));
}
