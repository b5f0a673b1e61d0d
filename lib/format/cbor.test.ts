import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fromHex } from "../shared/bytes";
import { decodeCbor, encodeCbor } from "./cbor";

const anything = z.unknown();

test("what is encoded decodes to the same", () => {
  const leaf = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: "grapheme" }), fc.boolean(), fc.constant(null), fc.uint8Array());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("tree")), fc.dictionary(fc.string().filter((k) => k !== "__proto__"), tie("tree"), { noNullPrototype: true })),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(decodeCbor(encodeCbor(value), anything)).toEqual({ ok: true, value });
    }),
  );
});

test("one value has one encoding, whatever the order of its keys", () => {
  expect(encodeCbor({ b: 1, a: 2, cc: 3 })).toEqual(encodeCbor({ cc: 3, a: 2, b: 1 }));
});

test("a byte order mark is text like any other", () => {
  expect(decodeCbor(encodeCbor("\uFEFFa"), anything)).toEqual({ ok: true, value: "\uFEFFa" });
});

test("undefined properties are left out, undefined elsewhere is a bug", () => {
  expect(encodeCbor({ a: 1, b: undefined })).toEqual(encodeCbor({ a: 1 }));
  expect(() => encodeCbor([undefined])).toThrow(TypeError);
});

describe("a parser that reads otherwise than another is refused its food", () => {
  test.each([
    ["a duplicate key", "a2616101616102"],
    ["an array of indefinite length", "9f01ff"],
    ["a map of indefinite length", "bf616101ff"],
    ["text of indefinite length", "7f6161ff"],
    ["bytes of indefinite length", "5f4101ff"],
    ["an integer that is longer than it needs", "1801"],
    ["a length that is longer than it needs", "780161"],
    ["undefined", "f7"],
    ["a tag", "c100"],
    ["not a number", "f97e00"],
    ["infinity", "f97c00"],
    ["an integer over 2^53", "1b0020000000000000"],
    ["a key that is not text", "a10102"],
    ["bytes after the end", "0000"],
    ["nothing", ""],
    ["a cut-off array", "8201"],
    ["ill-formed UTF-8", "61ff"],
    ["an overlong UTF-8 sequence", "62c080"],
    ["a nest of arrays that would exhaust the stack", "81".repeat(100_000) + "00"],
  ])("%s", (_, hex) => {
    expect(decodeCbor(fromHex(hex), anything)).toEqual({ ok: false, code: "E_FORMAT" });
  });
});

test("an unknown key is refused by a strict schema", () => {
  const schema = z.strictObject({ a: z.number() });
  expect(decodeCbor(encodeCbor({ a: 1 }), schema).ok).toBe(true);
  expect(decodeCbor(encodeCbor({ a: 1, recovery: true }), schema)).toEqual({ ok: false, code: "E_FORMAT" });
  expect(decodeCbor(fromHex("a261610169" + "5f5f70726f746f5f5f" + "a0"), schema)).toEqual({ ok: false, code: "E_FORMAT" });
});

test("decoded bytes share no memory with a Buffer's pool", () => {
  const out = decodeCbor(Buffer.from(encodeCbor(new Uint8Array(8))), z.instanceof(Uint8Array));
  expect(out.ok && out.value.buffer.byteLength).toBe(8);
});
