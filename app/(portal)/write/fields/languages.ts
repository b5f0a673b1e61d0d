/** Languages that are offered by name (BCP 47); their names come from the browser. */
export const LANGUAGES: readonly string[] = (
  "aa ab af ak am ar az be bg bi bm bn bo bs ca ceb ckb cs cy da de dv dz el en es et eu fa ff fi fil fr ga ha he hi hr ht hu hy " +
  "id ig is it ja ka kk km kmr kn ko ky lb ln lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn om pa pl ps pt qu rm rn ro ru rw " +
  "sd sg si sk sl sn so sq sr st sv sw syr ta te tg th ti tk tn tpi tr ts tt ug uk ur uz vi wo xh yo zh zu"
).split(" ");

/** Scripts (ISO 15924) with the pattern that tells them from a text. */
const SCRIPT_PATTERNS: Readonly<Record<string, RegExp>> = {
  Latn: /\p{Script=Latin}/u,
  Arab: /\p{Script=Arabic}/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Armn: /\p{Script=Armenian}/u,
  Beng: /\p{Script=Bengali}/u,
  Deva: /\p{Script=Devanagari}/u,
  Ethi: /\p{Script=Ethiopic}/u,
  Geor: /\p{Script=Georgian}/u,
  Grek: /\p{Script=Greek}/u,
  Gujr: /\p{Script=Gujarati}/u,
  Hang: /\p{Script=Hangul}/u,
  Jpan: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Hani: /\p{Script=Han}/u,
  Hebr: /\p{Script=Hebrew}/u,
  Khmr: /\p{Script=Khmer}/u,
  Knda: /\p{Script=Kannada}/u,
  Laoo: /\p{Script=Lao}/u,
  Mlym: /\p{Script=Malayalam}/u,
  Mong: /\p{Script=Mongolian}/u,
  Mymr: /\p{Script=Myanmar}/u,
  Sinh: /\p{Script=Sinhala}/u,
  Syrc: /\p{Script=Syriac}/u,
  Taml: /\p{Script=Tamil}/u,
  Telu: /\p{Script=Telugu}/u,
  Tfng: /\p{Script=Tifinagh}/u,
  Thaa: /\p{Script=Thaana}/u,
  Thai: /\p{Script=Thai}/u,
  Tibt: /\p{Script=Tibetan}/u,
};

export const SCRIPTS: readonly string[] = Object.keys(SCRIPT_PATTERNS);

/** The script that a name is written in, by its first letter that tells; "" when none does. */
export function scriptOf(text: string): string {
  for (const sign of text) {
    const found = SCRIPTS.find((script) => SCRIPT_PATTERNS[script]?.test(sign) === true);
    if (found !== undefined) return found;
  }
  return "";
}
