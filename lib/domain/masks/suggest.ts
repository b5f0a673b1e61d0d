/** Words of the content that resemble what identity and sources know: suggested to be hidden, never hidden unasked. */
import type { Dossier } from "../dossier/compartments";
import { MASKED_WORDS_MAX, type MaskKind } from "../dossier/mask";
import { canBeSought, findWords, foldWords, type Span } from "./find-words";
import { knownEntries, type Entry, type Reason } from "./known-entries";
import { textReader, type ReadText } from "./match-names";
import { addressesOf, textsOf, type PlacedText } from "./texts";
import type { Romanise } from "./word-keys";

export type Occurrence = Span & { readonly place: PlacedText };

/** `fixed`: web addresses and names of files, which show the words too and cannot be masked. */
export type Suggestion = {
  readonly kind: MaskKind;
  /** As they stand in the text. */
  readonly words: string;
  readonly occurrences: readonly Occurrence[];
  readonly fixed: readonly string[];
  readonly reason: Reason;
  readonly entry: string;
  /** The mask that other words for the same entry have already. */
  readonly maskId: string | null;
};

/** `fileNames`: of the files that reviewers can open. What was dismissed is left out. */
export function suggestMasks(dossier: Dossier, fileNames: readonly string[], romanise: Romanise): readonly Suggestion[] {
  const read = textReader(romanise);
  const texts = textsOf(dossier.content).map((place) => ({ place, read: read(place.text) }));
  const fixed = [...addressesOf(dossier.content).map(({ text }) => text), ...fileNames].map((text) => read(text.replace(/_/g, " ")));
  const dismissed = new Set(dossier.notes.dismissedWords);
  const found = new Map<string, Suggestion>();
  for (const entry of knownEntries(dossier, romanise)) {
    const maskId = entry.maskId ?? maskOf(dossier, entry, read);
    for (const words of new Set([...texts.flatMap(({ read: text }) => wordsAt(text, entry)), ...fixed.flatMap((text) => wordsAt(text, entry))])) {
      const folded = foldWords(words);
      if (found.has(folded) || dismissed.has(folded) || !canBeSought(words) || words.length > MASKED_WORDS_MAX) continue;
      found.set(folded, { kind: entry.kind, words, reason: entry.reason, entry: entry.entry, maskId, ...placesOf(words, texts, fixed) });
    }
  }
  return [...found.values()].filter(({ occurrences, fixed: shown }) => occurrences.length + shown.length > 0);
}

type Read = { readonly place: PlacedText; readonly read: ReadText };

function wordsAt(read: ReadText, entry: Entry): readonly string[] {
  return entry.find(read).map(({ from, to }) => read.text.slice(from, to));
}

function placesOf(words: string, texts: readonly Read[], fixed: readonly ReadText[]): Pick<Suggestion, "occurrences" | "fixed"> {
  return {
    occurrences: texts.flatMap(({ place }) => findWords(place.text, [words]).map((span) => ({ ...span, place }))),
    fixed: fixed.filter(({ text }) => findWords(text, [words]).length > 0).map(({ text }) => text),
  };
}

/** A mask of which the words are a way of writing this entry: the same person keeps the same mask. */
function maskOf({ sources, notes }: Dossier, entry: Entry, read: (text: string) => ReadText): string | null {
  const isSame = (word: string) => entry.find(read(word)).some(({ from, to }) => from === 0 && to === word.length);
  return [...sources.masks, ...notes.masks].find(({ words }) => words.some(isSame))?.id ?? null;
}
