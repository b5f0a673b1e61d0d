/** Finding a name in a text whatever its script, spelling and order: whole, in two of its parts, or by the family name alone. */
import { MASK_PATTERN, type Span } from "./find-words";
import { keysOf, resemblance, type Romanise, type WordKeys } from "./word-keys";

/** `begins`: a sentence, or a line, ended before it. */
type Word = Span & { readonly text: string; readonly keys: WordKeys; readonly begins: boolean };
export type ReadText = { readonly text: string; readonly words: readonly Word[] };

/** Chinese characters one by one: there is no space between a name and what follows it. */
const WORDS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}\p{Cf}]|(?<=\p{L})['’ʼ`](?=\p{L}))+/gu;

/** Reads words once for any number of names; what is hidden already is passed over. */
export function textReader(romanise: Romanise): (text: string) => ReadText {
  const known = new Map<string, WordKeys>();
  const keys = (word: string): WordKeys => {
    const found = known.get(word) ?? keysOf(word, romanise);
    known.set(word, found);
    return found;
  };
  return (text) => {
    const open = text.replace(MASK_PATTERN, (mask) => ";".repeat(mask.length));
    let last = 0;
    const words = [...open.matchAll(WORDS)].map(({ 0: word, index }): Word => {
      const begins = /[;:!?\n،؛؟。；！？]|[\p{Ll}\p{Lo}]{2}\./u.test(open.slice(Math.max(0, last - 2), index));
      last = index + word.length;
      return { text: word, from: index, to: last, keys: keys(word), begins };
    });
    return { text, words };
  };
}

/** Small words within names, and titles before them. */
const PARTICLES = new Set("al el ul as ad ar an bin ben ibn bint von van der den de da di del dos la dr mr mrs ms prof sheikh shaikh the of and for".split(" "));
const isParticle = ({ text }: Word): boolean => PARTICLES.has(text.toLowerCase());
const isInitial = ({ text }: Word): boolean => /^\p{Lu}$/u.test(text);

export type SoughtName = {
  readonly words: readonly Word[];
  readonly whole: readonly WordKeys[];
  readonly family: Word | null;
  readonly person: boolean;
  /** What each word of a text was found to resemble: most words of a text come again and again. */
  readonly twins: Map<WordKeys, readonly Twin[]>;
};
type Twin = readonly [Word, number];

const SHORTEST_ALONE = 4;

/** `person`: two of its words, or the family name, are enough; an organisation's must stand there all, of many all but one. */
export function readName(name: string, person: boolean, romanise: Romanise): SoughtName {
  const { words: all } = textReader(romanise)(name);
  const words = all.filter((word) => !isParticle(word) && !isInitial(word));
  const joined = (parts: readonly Word[]) => keysOf(parts.map(({ text }) => text).join(""), romanise);
  const comma = name.indexOf(",");
  const family = words.find(({ to }) => comma > 0 && to === comma) ?? words.at(-1) ?? null;
  return { words, whole: words.length < 2 ? [joined(words)] : [joined(words), joined([...words].reverse())], family: person ? family : null, person, twins: new Map() };
}

const WINDOW = 4;

export function findName(read: ReadText, name: SoughtName): readonly Span[] {
  if (name.words.length === 0) return [];
  const found: Span[] = [];
  for (let at = 0; at < read.words.length; at++) {
    if ((read.words[at]?.from ?? 0) < (found.at(-1)?.to ?? 0)) continue;
    const span = longest(clusterAt(read.words, at, name), runTogether(read, at, name));
    if (span !== null) found.push(span);
  }
  return found;
}

function longest(a: Span | null, b: Span | null): Span | null {
  return a === null || (b !== null && b.to > a.to) ? b : a;
}

/** Words of the name in any order, with at most one other word between two of them. */
function clusterAt(words: readonly Word[], at: number, name: SoughtName): Span | null {
  const open = new Set(name.words);
  let [end, weight, gap, alone] = [-1, 0, 0, false];
  for (let next = at; next < words.length && open.size > 0; next++) {
    const word = words[next] as Word;
    if (next > at && word.begins) break;
    const [twin, score] = bestTwin(word, name, open);
    if (twin === null) {
      if (next === at || ++gap > 1) break;
      if (isParticle(word) || isInitial(word)) gap--;
      continue;
    }
    open.delete(twin);
    [end, gap, weight] = [word.to, 0, Math.max(weight, score)];
    alone ||= twin === name.family && score >= SHORTEST_ALONE;
  }
  const matched = name.words.length - open.size;
  const enough = name.person ? matched >= 2 : matched >= (name.words.length > 3 ? name.words.length - 1 : Math.max(2, name.words.length));
  const single = name.words.length === 1 && matched === 1 && weight >= SHORTEST_ALONE;
  const found = (enough && weight >= 3) || alone || single;
  return found && end >= 0 ? { from: (words[at] as Word).from, to: end } : null;
}

function bestTwin(word: Word, name: SoughtName, open: ReadonlySet<Word>): readonly [Word | null, number] {
  const twins = name.twins.get(word.keys) ?? name.words.map((part): Twin => [part, resemblance(word.keys, part.keys)]).filter(([, score]) => score > 0);
  name.twins.set(word.keys, twins);
  let best: readonly [Word | null, number] = [null, 0];
  for (const twin of twins) if (open.has(twin[0]) && twin[1] > best[1]) best = twin;
  return best;
}

/** Spares the rest of the work for nearly every word of a text. */
function mayBegin(written: WordKeys, whole: WordKeys): boolean {
  if (written.vowelless || whole.vowelless) return written.bones.some((bone) => whole.bones.some((other) => other.startsWith(bone)));
  return written.keys.some((key) => whole.keys.some((other) => other[0] === key[0] || /^[aeiou]/.test(key)));
}

/** The whole name as one word, or one word of it as two: "Jong-un", "JongUn", "عبد الله". */
function runTogether({ text, words }: ReadText, at: number, name: SoughtName): Span | null {
  const first = words[at] as Word;
  if (!name.whole.some((whole) => mayBegin(first.keys, whole))) return null;
  let keys: readonly string[] = [""];
  let [bones, vowelless]: [string, boolean] = ["", false];
  for (let next = at; next < Math.min(words.length, at + WINDOW); next++) {
    const word = words[next] as Word;
    if (next > at && /[^\s\p{Pd}·・.]/u.test(text.slice(words[next - 1]?.to ?? 0, word.from))) return null;
    keys = keys.flatMap((key) => word.keys.keys.map((further) => key + further)).slice(0, 8);
    bones += word.keys.bones[0] ?? "";
    vowelless ||= word.keys.vowelless;
    const written = { keys, bones: [bones.replace(/(.)\1+/g, "$1")], vowelless, inflects: false };
    if (name.whole.some((whole) => resemblance(written, whole) >= SHORTEST_ALONE)) return { from: first.from, to: word.to };
  }
  return null;
}
