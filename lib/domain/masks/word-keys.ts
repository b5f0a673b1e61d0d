/** Under which keys a word is found again: in another script, another way of writing it in Latin letters, or another case. */

/** Any script into plain Latin letters; handed in, since its tables are large and only suggestions need them. */
export type Romanise = (text: string) => string;

/** `keys`: the word in folded Latin letters; `bones`: its consonants alone, for scripts that write no short vowels. */
export type WordKeys = {
  readonly keys: readonly string[];
  readonly bones: readonly string[];
  readonly vowelless: boolean;
  readonly inflects: boolean;
};

/** In order: what is longer goes first. C stands for ch and ts alike, S for sh. */
const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/[^a-z0-9]/g, ""],
  [/dzh|dj|zh/g, "j"],
  [/tsch|tch|tsh|cz|ch|tz|ts/g, "C"],
  [/shch|sC|sch|sh/g, "S"],
  [/kh/g, "h"],
  [/ck|q/g, "k"],
  [/c(?=[aoukqlrtn])/g, "k"],
  [/c/g, "C"],
  [/gh/g, "g"],
  [/ph/g, "f"],
  [/th/g, "t"],
  [/dh/g, "d"],
  [/x/g, "ks"],
  [/w/g, "v"],
  [/ou|oo/g, "u"],
  [/y/g, "i"],
  [/j$/g, "i"],
  [/ee|ie/g, "i"],
  [/ai|ae/g, "ei"],
  [/(.)\1+/g, "$1"],
  [/(?<=[aeiou])h$/g, ""],
];

function foldLatin(romanised: string): string {
  return VARIANTS.reduce((text, [from, to]) => text.replace(from, to), romanised.toLowerCase());
}

/** Korean as Koreans write their own names in Latin letters. */
const HANGUL = /\p{Script=Hangul}/u;
const KOREAN: readonly (readonly [RegExp, string])[] = [
  [/^Gim/, "Kim"],
  [/^Bag/, "Park"],
  [/^I(?=[A-Z]|$)/, "Lee"],
  [/^Choe/, "Choi"],
  [/eo/gi, "o"],
  [/eu/gi, "u"],
];

/** Two Greek letters that are one sound. */
const GREEK: readonly (readonly [RegExp, string])[] = [
  [/ου/g, "u"],
  [/([αε])υ/g, "$1v"],
  [/μπ/g, "b"],
  [/γ[κγ]/g, "g"],
];

function soundsOfGreek(word: string): string {
  const plain = word.toLowerCase().normalize("NFD").replace(/\u0301/g, "").normalize("NFC");
  return GREEK.reduce((text, [from, to]) => text.replace(from, to), plain);
}

const VOWELLESS = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
const INFLECTED = /\p{Script=Cyrillic}/u;

function bonesOf(romanised: string): string {
  const latin = romanised.toLowerCase().replace(/[^a-z0-9]/g, "").replace(/(?<=.)h$/, "");
  return foldLatin(latin.replace(/[wy]/g, "")).replace(/[aeiou]/g, "").replace(/(.)\1+/g, "$1");
}

/** The word itself, and without the article or a short word that Arabic and Hebrew write in one with it. */
function withoutLeadingLetters(word: string): readonly string[] {
  const bare = [/^ال(?=..)/u, /^[وفبلك](?=...)/u, /^[وفبلك]ال(?=..)/u, /^[ובהלמשכ](?=...)/u].map((lead) => word.replace(lead, ""));
  return [...new Set([word, ...bare])];
}

export function keysOf(word: string, romanise: Romanise): WordKeys {
  const vowelless = VOWELLESS.test(word);
  const plain = (vowelless ? withoutLeadingLetters(word) : [/\p{Script=Greek}/u.test(word) ? soundsOfGreek(word) : word]).map(romanise);
  const forms = HANGUL.test(word) ? plain.map((form) => KOREAN.reduce((text, [from, to]) => text.replace(from, to), form)) : plain;
  const keys = forms.map(foldLatin);
  // The Hebrew letter for v also stands for o and u.
  const bones = [...forms, ...(vowelless ? forms.map((form) => form.replace(/v/gi, "")) : [])].map(bonesOf);
  const soft = keys.map((key) => key.replace(/j/g, "i").replace(/i+/g, "i"));
  const filled = (list: readonly string[]) => [...new Set(list)].filter((key) => key !== "");
  return { keys: filled([...keys, ...soft]), bones: filled(bones), vowelless, inflects: INFLECTED.test(word) };
}

/** Vowels that are written for one another when a name crosses scripts. */
const CLOSE_VOWELS = new Set(["ae", "ea", "ei", "ie", "ou", "uo"]);

function isLoose(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 4) return false;
  return [...a].every((sign, at) => sign === b[at] || CLOSE_VOWELS.has(sign + (b[at] ?? "")));
}

/** Case endings of Slavic names. */
const ENDING = /^(a|u|e|i|o|om|em|im|oi|ei|iu|ia|eia|eiu|oiu|ogo|omu|ov|ovi|evi|ami|iami|ah|iah)?$/;

function isInflected(written: string, name: string): boolean {
  const stem = name.replace(/[aeiou]+$/, "");
  return stem.length >= 4 && written.startsWith(stem) && ENDING.test(written.slice(stem.length));
}

/** How far a word of a text resembles a word of a name: 0 not at all, otherwise how many letters carry it. */
export function resemblance(written: WordKeys, name: WordKeys): number {
  for (const a of written.keys) {
    for (const b of name.keys) {
      if (a === b || isLoose(a, b) || (written.inflects && isInflected(a, b))) return b.length;
    }
  }
  if (!written.vowelless && !name.vowelless) return 0;
  // A skeleton of three consonants tells about as much as four letters do.
  return Math.max(0, ...written.bones.filter((bone) => name.bones.includes(bone)).map((bone) => bone.length + 1));
}
