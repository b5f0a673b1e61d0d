/** The recovery code: 20 bytes as Crockford base32, eight groups of four and a checksum group. */
import { equalBytes, utf8, type Bytes } from "../shared/bytes";
import { err, ok, type Result } from "../shared/result";
import { hash } from "./labels";

export const RECOVERY_CODE_BYTES = 20;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LETTERS = 32;
const CHECKSUM_LETTERS = 4;

/** XXXX-XXXX-…-CCCC: 32 letters of code and the first 4 of H("slot-key/rc", code). Throws RangeError unless 20 bytes. */
export function formatRecoveryCode(code: Uint8Array): string {
  if (code.length !== RECOVERY_CODE_BYTES) throw new RangeError("a recovery code has 20 bytes");
  return ((encodeBase32(code) + checksumOf(code)).match(/.{4}/g) ?? []).join("-");
}

/** Reads a code as people write it: any case, spaces and hyphens, O for 0, I and L for 1. E_CODE if it is not whole or right. */
export function parseRecoveryCode(text: string): Result<Bytes, "E_CODE"> {
  const letters = recoveryLetters(text);
  if (letters.length !== CODE_LETTERS + CHECKSUM_LETTERS) return err("E_CODE");
  const code = decodeBase32(letters.slice(0, CODE_LETTERS));
  if (code === null) return err("E_CODE");
  return equalBytes(utf8(checksumOf(code)), utf8(letters.slice(CODE_LETTERS))) ? ok(code) : err("E_CODE");
}

/** The letters of a code, or of a part of it, however they were written. */
export function recoveryLetters(text: string): string {
  return text.toUpperCase().replace(/[\s\u2010-\u2015-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

function checksumOf(code: Uint8Array): string {
  return encodeBase32(hash("slot-key/rc", code)).slice(0, CHECKSUM_LETTERS);
}

/** Five bits a letter, most significant first; a last short group is filled with zeros. */
function encodeBase32(bytes: Uint8Array): string {
  let out = "";
  let word = 0;
  let bits = 0;
  for (const byte of bytes) {
    word = ((word & 0x1f) << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET.charAt((word >> bits) & 31);
    }
  }
  return bits > 0 ? out + ALPHABET.charAt((word << (5 - bits)) & 31) : out;
}

function decodeBase32(letters: string): Bytes | null {
  const out = new Uint8Array(RECOVERY_CODE_BYTES);
  let word = 0;
  let bits = 0;
  let offset = 0;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    word = ((word << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out[offset++] = (word >> bits) & 0xff;
    }
  }
  return out;
}
