/** Taking words out of a dossier and putting them back. Pure: ids are handed in. */
import type { Dossier } from "../dossier/compartments";
import { MASK_NUMBER_MAX, MASKED_WORDS_MAX, MASKS_MAX, SPELLINGS_MAX, type Mask, type MaskKind } from "../dossier/mask";
import { canBeSought, findWords, foldWords, MASK_PATTERN, replaceSpans } from "./find-words";
import { mapTexts, textsOf, type PlacedText, type TextPlace } from "./texts";

export type MaskName = Pick<Mask, "kind" | "number">;

/** The same text for the same mask wherever it stands, and no hint at the length of what it hides. */
export function maskText({ kind, number }: MaskName): string {
  return `[${kind} ${number}]`;
}

/** Every row that this reader has. */
export function masksOf({ sources, notes }: Pick<Dossier, "sources" | "notes">): readonly Mask[] {
  return [...sources.masks, ...notes.masks];
}

/** Names of organisations are for the own organisation alone; the rest stands with the witnesses. */
export function compartmentOf(kind: MaskKind): "sources" | "notes" {
  return kind === "organisation" ? "notes" : "sources";
}

function withMasks(dossier: Dossier, compartment: "sources" | "notes", change: (masks: readonly Mask[]) => readonly Mask[]): Dossier {
  const part = dossier[compartment];
  return { ...dossier, [compartment]: { ...part, masks: [...change(part.masks)] } };
}

export function findMask(dossier: Pick<Dossier, "sources" | "notes">, id: string): Mask | undefined {
  return masksOf(dossier).find((mask) => mask.id === id);
}

/** One text as it was and as it became. */
type Edit = { readonly path: string; readonly before: string; readonly after: string };
/** What one step of masking did, enough to take it back. `tooLong`: places that have no room for the mask and stay as they were. */
export type Masking = {
  readonly mask: Mask;
  readonly earlier: Mask | null;
  readonly edits: readonly Edit[];
  readonly count: number;
  readonly tooLong: readonly TextPlace[];
};
export type Asked = { readonly id: string; readonly kind: MaskKind; readonly words: readonly string[] };

/**
 * Replaces every occurrence of the words by a mask. Words that are hidden already keep the mask that they have, and its class;
 * the other spellings are added to it. Null when there is nothing that could be hidden, or no room for another row.
 */
export function planMasking(dossier: Dossier, { id, kind, words }: Asked): Masking | null {
  const spellings = words.map((word) => word.trim()).filter((word) => canBeSought(word) && word.length <= MASKED_WORDS_MAX);
  if (spellings.length === 0) return null;
  const earlier = findMask(dossier, id) ?? masksOf(dossier).find((mask) => sharesWords(mask, spellings)) ?? null;
  const number = earlier?.number ?? nextNumber(dossier, kind);
  const mask = { id, kind, number, ...earlier, words: joinSpellings(earlier?.words ?? [], spellings) };
  const full = earlier === null && dossier[compartmentOf(kind)].masks.length >= MASKS_MAX;
  if (full || number > MASK_NUMBER_MAX || mask.words.length > SPELLINGS_MAX) return null;
  return { mask, earlier, ...planEdits(dossier, mask) };
}

function planEdits(dossier: Dossier, mask: Mask): Pick<Masking, "edits" | "count" | "tooLong"> {
  const [edits, tooLong]: [Edit[], TextPlace[]] = [[], []];
  let count = 0;
  for (const { text, ...place } of textsOf(dossier.content)) {
    const spans = findWords(text, mask.words);
    if (spans.length === 0) continue;
    const after = replaceSpans(text, spans, maskText(mask));
    if (after.length > place.limit) {
      tooLong.push(place);
      continue;
    }
    count += spans.length;
    edits.push({ path: place.path, before: text, after });
  }
  return { edits, count, tooLong };
}

export function applyMasking(dossier: Dossier, { mask, earlier, edits }: Masking): Dossier {
  const after = new Map(edits.map((edit) => [edit.path, edit]));
  const content = mapTexts(dossier.content, (text, { path }) => (after.get(path)?.before === text ? (after.get(path)?.after ?? text) : text));
  const put = (masks: readonly Mask[]) => (earlier === null ? [...masks, mask] : masks.map((row) => (row.id === mask.id ? mask : row)));
  return withMasks({ ...dossier, content }, compartmentOf(mask.kind), put);
}

/** `planMasking` and `applyMasking` in one. */
export function maskWords(dossier: Dossier, asked: Asked): Dossier {
  const masking = planMasking(dossier, asked);
  return masking === null ? dossier : applyMasking(dossier, masking);
}

/** Takes one step back: texts that nobody changed since stand letter by letter as before, in the others the first spelling is put back. */
export function undoMasking(dossier: Dossier, { mask, earlier, edits }: Masking): Dossier {
  const before = new Map(edits.map((edit) => [edit.path, edit]));
  const content = mapTexts(dossier.content, (text, { path }) => (before.get(path)?.after === text ? (before.get(path)?.before ?? text) : text));
  if (earlier === null) return unmask({ ...dossier, content }, mask.id);
  return withMasks({ ...dossier, content }, compartmentOf(mask.kind), (masks) => masks.map((row) => (row.id === mask.id ? earlier : row)));
}

/**
 * Puts the words back wherever the mask stands and removes its row. Every occurrence becomes the first spelling: which of several
 * stood where is not kept, since places move whenever somebody writes. Where a text has no room, mask and row stay.
 */
export function unmask(dossier: Dossier, id: string): Dossier {
  const mask = findMask(dossier, id);
  const words = mask?.words[0];
  if (mask === undefined || words === undefined) return dossier;
  let left = false;
  const content = mapTexts(dossier.content, (text, { limit }) => {
    const shown = text.replaceAll(maskText(mask), () => words);
    if (shown.length <= limit) return shown;
    left = true;
    return text;
  });
  const keep = (masks: readonly Mask[]) => (left ? masks : masks.filter((row) => row.id !== id));
  return withMasks({ ...dossier, content }, compartmentOf(mask.kind), keep);
}

/** Takes one spelling out of the table; the last one stays, since a mask without words hides nothing. Texts stay as they are. */
export function forgetSpelling(dossier: Dossier, id: string, spelling: string): Dossier {
  const mask = findMask(dossier, id);
  if (mask === undefined || mask.words.length < 2) return dossier;
  const words = mask.words.filter((word) => word !== spelling);
  return withMasks(dossier, compartmentOf(mask.kind), (masks) => masks.map((row) => (row.id === id ? { ...row, words } : row)));
}

/** The words of a suggestion that the organisation wants to leave as they stand. */
export function dismissWords(dossier: Dossier, words: readonly string[], dismissed: boolean): Dossier {
  const folded = new Set(words.map(foldWords));
  const others = dossier.notes.dismissedWords.filter((word) => !folded.has(word));
  const dismissedWords = (dismissed ? [...others, ...folded] : others).slice(-500);
  return { ...dossier, notes: { ...dossier.notes, dismissedWords } };
}

/** Rows of both versions of a draft. Where two rows bear one number, the other version's row stays under a number that is free. */
export function joinMasks(dossier: Dossier, other: Dossier): Dossier {
  return masksOf(other).reduce((after, mask) => {
    const mine = findMask(after, mask.id);
    const masks = after[compartmentOf(mask.kind)].masks;
    if (mine !== undefined) {
      const words = joinSpellings(mine.words, mask.words).slice(0, SPELLINGS_MAX);
      return withMasks(after, compartmentOf(mine.kind), (rows) => rows.map((row) => (row.id === mask.id ? { ...row, words } : row)));
    }
    if (masks.length >= MASKS_MAX) return after;
    const taken = masks.some(({ kind, number }) => kind === mask.kind && number === mask.number);
    const number = taken ? nextNumber(after, mask.kind) : mask.number;
    return withMasks(after, compartmentOf(mask.kind), (rows) => [...rows, { ...mask, number }]);
  }, dossier);
}

function sharesWords(mask: Mask, words: readonly string[]): boolean {
  const folded = new Set(words.map(foldWords));
  return mask.words.some((word) => folded.has(foldWords(word)));
}

function joinSpellings(words: readonly string[], further: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...words, ...further].filter((word) => {
    const folded = foldWords(word);
    return seen.has(folded) ? false : seen.add(folded) !== undefined;
  });
}

/** One more than any that is in a table or stands in a text: a mask of which the row is gone never comes to mean something else. */
function nextNumber(dossier: Dossier, kind: MaskKind): number {
  const inTables = masksOf(dossier).filter((mask) => mask.kind === kind);
  const inTexts = standingMasks(dossier).filter(({ mask }) => mask.kind === kind);
  return Math.max(0, ...inTables.map(({ number }) => number), ...inTexts.map(({ mask }) => mask.number)) + 1;
}

/** A mask as it stands in one text, and how often. */
export type StandingMask = { readonly mask: MaskName; readonly place: PlacedText; readonly count: number };

export function standingMasks({ content }: Pick<Dossier, "content">): readonly StandingMask[] {
  return textsOf(content).flatMap((place) => {
    const counts = new Map<string, { mask: MaskName; count: number }>();
    for (const match of place.text.matchAll(MASK_PATTERN)) {
      const known = counts.get(match[0]);
      counts.set(match[0], { mask: nameOf(match), count: (known?.count ?? 0) + 1 });
    }
    return [...counts.values()].map(({ mask, count }) => ({ mask, count, place }));
  });
}

function nameOf([, kind = "", number = ""]: RegExpExecArray): MaskName {
  return { kind: kind as MaskKind, number: Number(number) };
}

/** Masks in texts that no table knows: typed by hand, or copied from another dossier. */
export function danglingMasks(dossier: Dossier): readonly StandingMask[] {
  const known = new Set(masksOf(dossier).map(maskText));
  return standingMasks(dossier).filter(({ mask }) => !known.has(maskText(mask)));
}

/** A piece of a text: plain words, or a mask with its words where the reader has them. */
export type Segment = { readonly text: string; readonly mask: MaskName | null; readonly words: string | null };

export function splitMasks(text: string, masks: readonly Mask[]): readonly Segment[] {
  const wordsOf = new Map(masks.map((mask) => [maskText(mask), mask.words[0] ?? null]));
  const segments: Segment[] = [];
  let done = 0;
  for (const match of text.matchAll(MASK_PATTERN)) {
    if (match.index > done) segments.push({ text: text.slice(done, match.index), mask: null, words: null });
    segments.push({ text: match[0], mask: nameOf(match), words: wordsOf.get(match[0]) ?? null });
    done = match.index + match[0].length;
  }
  return done < text.length ? [...segments, { text: text.slice(done), mask: null, words: null }] : segments;
}

/** The text as a reader of these rows may read it. */
export function renderFor(text: string, masks: readonly Mask[]): string {
  return splitMasks(text, masks).map((segment) => segment.words ?? segment.text).join("");
}
