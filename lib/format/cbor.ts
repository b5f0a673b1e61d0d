/** CBOR as PS1 writes and reads it: RFC 8949 deterministic out, strict in, and a closed schema on top. */
import { Token, Tokenizer, Type, decode, encode, rfc8949EncodeOptions } from "cborg";
import type { z } from "zod";
import { fromUtf8, type Bytes } from "../shared/bytes";
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
  retainStringBytes: true,
};

/** cborg puts U+FFFD for ill-formed UTF-8, and drops a byte order mark in browsers but not in Node; this reads the bytes as they are. */
class StrictTextTokenizer extends Tokenizer {
  override next(): Token {
    const token = super.next();
    if (token.byteValue === undefined) return token;
    return new Token(Type.string, fromUtf8(token.byteValue), token.encodedLength);
  }
}

/** Encodes once; what is signed or hashed is kept as these bytes. Properties that are undefined are left out. */
export function encodeCbor(value: unknown): Bytes {
  return new Uint8Array(encode(value, ENCODE));
}

/**
 * Decodes and checks against `schema`, which should be strict. E_FORMAT for anything else: duplicate keys,
 * indefinite lengths, integers over 2^53 - 1, non-minimal lengths, ill-formed text, tags, trailing bytes, unknown keys.
 */
export function decodeCbor<S extends z.ZodType>(bytes: Uint8Array, schema: S): Result<z.output<S>, "E_FORMAT"> {
  let value: unknown;
  try {
    // A copy: cborg slices its input, and a slice of a Buffer would share its pool.
    const copy = new Uint8Array(bytes);
    value = decode(copy, { ...DECODE, tokenizer: new StrictTextTokenizer(copy, DECODE) });
  } catch {
    return err("E_FORMAT");
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : err("E_FORMAT");
}
