import fc from "fast-check";
import { expect, test } from "vitest";
import { CHUNK_BYTES, chunkCount, chunkPlainSize, isLegalUploadLength, paddedSize, paddedSizeOf, sealedSize } from "./chunks";
import { pad, padCompartment, padHead, padIdentity, padKeyring, padLogBody, padme, unpad, unpadIdentity } from "./padding";

const size = fc.integer({ min: 0, max: 2 ** 40 });

test("padmé never shrinks, costs at most 12 %, and is its own fixed point", () => {
  fc.assert(
    fc.property(size, (n) => {
      const padded = padme(n);
      expect(padded).toBeGreaterThanOrEqual(n);
      expect(padded).toBeLessThanOrEqual(n * 1.12 + 1);
      expect(padme(padded)).toBe(padded);
    }),
  );
});

test("padmé stays exact where logarithms in floating point round up", () => {
  expect(padme(2 ** 49 - 1)).toBe(2 ** 49);
  expect(padme(2 ** 52)).toBe(2 ** 52);
});

test("padding comes off again, and any other tail is refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000 }), fc.nat(), (x, where) => {
      const padded = padCompartment(x);
      expect(unpad(padded)).toEqual({ ok: true, value: x });
      const tail = padded.length - 4 - x.length;
      if (tail === 0) return;
      padded[4 + x.length + (where % tail)] = 1;
      expect(unpad(padded)).toEqual({ ok: false, code: "E_PAD" });
    }),
  );
});

test("texts of different length have the same padded length", () => {
  expect(padCompartment(new Uint8Array(0)).length).toBe(padCompartment(new Uint8Array(4092)).length);
  expect(padLogBody(new Uint8Array(1)).length).toBe(512);
  expect(padLogBody(new Uint8Array(509)).length).toBe(1024);
  expect(padHead(new Uint8Array(1020)).length).toBe(1024);
  expect(padKeyring(new Uint8Array(8189)).length).toBe(16384);
  expect(pad(new Uint8Array(2000), 1024).length).toBe(padme(2004));
});

test("identity has one length only", () => {
  expect(padIdentity(new Uint8Array(4093))).toEqual({ ok: false, code: "E_PAD" });
  const padded = padIdentity(new Uint8Array(4092));
  expect(padded.ok && padded.value.length).toBe(4096);
  expect(unpadIdentity(pad(new Uint8Array(5000), 4096))).toEqual({ ok: false, code: "E_PAD" });
});

test("a length that points past the end, or no length at all, is refused", () => {
  expect(unpad(new Uint8Array([0, 0, 0, 5, 1, 2]))).toEqual({ ok: false, code: "E_PAD" });
  expect(unpad(new Uint8Array([0xff, 0xff, 0xff, 0xff]))).toEqual({ ok: false, code: "E_PAD" });
  expect(unpad(new Uint8Array(3))).toEqual({ ok: false, code: "E_PAD" });
});

test("sealed and padded sizes are inverse, and no other upload length is legal", () => {
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 40 }), (n, off) => {
      const sealed = sealedSize(n);
      expect(paddedSizeOf(sealed)).toBe(paddedSize(n));
      expect(isLegalUploadLength(sealed + off) && paddedSizeOf(sealed + off) === paddedSize(n)).toBe(false);
    }),
  );
});

test.each([0, 1, 65_576 - 1, 65_576 + 1, -65_576, 65_576.5, Number.NaN, 2 ** 53, CHUNK_BYTES, CHUNK_BYTES + 80])("an upload of %d bytes is refused", (n) => {
  expect(isLegalUploadLength(n)).toBe(false);
});

test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 7 * CHUNK_BYTES + 5])("the chunks of a file of %d bytes add up to its padded size", (n) => {
  const padded = paddedSize(n);
  const sizes = Array.from({ length: chunkCount(padded) }, (_, i) => chunkPlainSize(i, padded));
  expect(sizes.reduce((sum, part) => sum + part, 0)).toBe(padded);
  expect(() => chunkPlainSize(sizes.length, padded)).toThrow(RangeError);
});
