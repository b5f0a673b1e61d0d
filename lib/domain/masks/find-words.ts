/** Finding words in a text as a reader would: in any case, composed or decomposed, whatever the spaces and hyphens between them. */
import { MASK_KINDS } from "../dossier/mask";

/** A mask as it stands in a text. */
export const MASK_PATTERN = new RegExp(`\\[(${MASK_KINDS.join("|")}) ([1-9][0-9]{0,3})\\]`, "g");

/** Where words stand, in UTF-16 units of the text as it is. */
export type Span = { readonly from: number; readonly to: number };

/** `from`, `to`: for each unit of `text`, where in the original its sign begins and ends; −1 inside of a sign. */
type Folded = { readonly text: string; readonly from: readonly number[]; readonly to: readonly number[] };

function foldSign(sign: string): string {
  if (/^\s/u.test(sign)) return " ";
  // Upper case first: ß meets SS, ς meets σ, and ligatures come apart.
  const plain = sign.normalize("NFKD").replace(/\p{Cf}/gu, "").toUpperCase().toLowerCase().normalize("NFKD");
  return plain.replace(/i\u0307/g, "i").replace(/[\u2018\u2019\u02bc\u02b9`´]/g, "'").replace(/\p{Pd}/gu, "-");
}

function fold(text: string): Folded {
  const [from, to]: [number[], number[]] = [[], []];
  let folded = "";
  for (const { 0: sign, index } of text.matchAll(/\s+|\P{M}\p{M}*|\p{M}+/gu)) {
    const plain = foldSign(sign);
    for (let at = 0; at < plain.length; at++) {
      from.push(at === 0 ? index : -1);
      to.push(at === plain.length - 1 ? index + sign.length : -1);
    }
    folded += plain;
  }
  return { text: folded, from, to };
}

/** The same for two spellings that count as the same words. */
export function foldWords(words: string): string {
  return fold(words).text.trim();
}

/** Whether there is anything to look for: a letter or a digit, and no mask. */
export function canBeSought(words: string): boolean {
  return /[\p{L}\p{N}]/u.test(words) && words.search(MASK_PATTERN) < 0;
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Arabic and Hebrew write "and", "the", "in", "to" as letters at the front of a word. */
const LEADING_LETTERS = /(?:^|[^\p{L}\p{N}\p{M}_])(?:[وفبلك]|ال|[وفبلك]ال|لل|[ובהלמשכ]|[ובלמשכ]ה)$/u;

function startsWord(text: string, at: number): boolean {
  const [before, first] = [lastSign(text.slice(0, at)), [...text.slice(at, at + 2)][0] ?? ""];
  if (!WORD.test(before) || !WORD.test(first) || UNSPACED.test(first)) return true;
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(first) && LEADING_LETTERS.test(text.slice(Math.max(0, at - 5), at));
}

function endsWord(text: string, at: number): boolean {
  const [last, after] = [lastSign(text.slice(0, at)), [...text.slice(at, at + 2)][0] ?? ""];
  return !WORD.test(last) || !WORD.test(after) || UNSPACED.test(last);
}

function lastSign(text: string): string {
  return [...text.slice(-2)].at(-1) ?? "";
}

/** Every place of any of the spellings as whole words, the longest where several begin; never inside a mask. */
export function findWords(text: string, spellings: readonly string[]): readonly Span[] {
  const sought = [...new Set(spellings.map(foldWords))].filter((word) => word !== "").sort((a, b) => b.length - a.length);
  const folded = fold(text);
  if (!sought.some((word) => folded.text.includes(word))) return [];
  const masks = [...text.matchAll(MASK_PATTERN)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  const found: Span[] = [];
  for (let at = 0; at < folded.text.length; at++) {
    const hit = sought.map((word) => spanAt(text, folded, at, word)).find((span) => span !== null && !masks.some((mask) => mask.from < span.to && span.from < mask.to));
    if (hit === undefined || hit === null || hit.from < (found.at(-1)?.to ?? 0)) continue;
    found.push(hit);
  }
  return found;
}

function spanAt(text: string, folded: Folded, at: number, word: string): Span | null {
  if (!folded.text.startsWith(word, at)) return null;
  const [from, to] = [folded.from[at] ?? -1, folded.to[at + word.length - 1] ?? -1];
  return from < 0 || to < 0 || !startsWord(text, from) || !endsWord(text, to) ? null : { from, to };
}

/** The text with each span replaced. */
export function replaceSpans(text: string, spans: readonly Span[], by: string): string {
  let [out, done] = ["", 0];
  for (const { from, to } of spans) {
    out += text.slice(done, from) + by;
    done = to;
  }
  return out + text.slice(done);
}
