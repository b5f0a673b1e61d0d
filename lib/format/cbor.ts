/** CBOR as PS1 writes and reads it: RFC 8949 deterministic out, strict in, and a closed schema on top. */
import { decode, encode, rfc8949EncodeOptions } from "cborg";
import type { z } from "zod";
import type { Bytes } from "../shared/bytes";
import { err, ok, type Result } from "../shared/result";

const ENCODE = {
  ...rfc8949EncodeOptions,
  ignoreUndefinedProperties: true,
  typeEncoders: {
    undefined: () => {
      throw new TypeError("undefined has no CBOR form here");
    },
  },
};

const DECODE = {
  strict: true,
  rejectDuplicateMapKeys: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowBigInt: false,
  allowInfinity: false,
  allowNaN: false,
};

/** Encodes once; what is signed or hashed is kept as these bytes. Properties that are undefined are left out. */
export function encodeCbor(value: unknown): Bytes {
  return new Uint8Array(encode(value, ENCODE));
}

/**
 * Decodes and checks against `schema`, which should be strict. E_FORMAT for anything else: duplicate keys,
 * indefinite lengths, integers over 2^53 - 1, non-minimal lengths, tags, trailing bytes, unknown keys.
 */
export function decodeCbor<S extends z.ZodType>(bytes: Uint8Array, schema: S): Result<z.output<S>, "E_FORMAT"> {
  let value: unknown;
  try {
    // A copy: cborg slices its input, and a slice of a Buffer would share its pool.
    value = decode(new Uint8Array(bytes), DECODE);
  } catch {
    return err("E_FORMAT");
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err("E_FORMAT");
}
