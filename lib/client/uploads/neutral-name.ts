/** Names that say nothing: "file-07.pdf" in the place of one that may name a source, a place or a person. */
import { groupOf, type FileKind, type KindGroup } from "@/lib/clean/kinds";

const WORDS: Readonly<Record<KindGroup, string>> = {
  picture: "picture",
  document: "document",
  text: "text",
  video: "video",
  sound: "recording",
  archive: "archive",
  other: "file",
};
const ENDINGS: Partial<Record<FileKind, string>> = { jpeg: ".jpg", png: ".png", gif: ".gif", webp: ".webp", pdf: ".pdf" };
/** An ending is kept where it is short and plain; "minutes.of.Mr.Smith" keeps none. */
const PLAIN_ENDING = /\.[a-z0-9]{1,5}$/i;

/** The first free neutral name for a file of this kind. `taken`: every name of the dossier so far. */
export function neutralName(kind: FileKind, name: string, taken: readonly string[]): string {
  const word = WORDS[groupOf(kind)];
  const ending = ENDINGS[kind] ?? PLAIN_ENDING.exec(name)?.[0].toLowerCase() ?? "";
  const used = new Set(taken.map((other) => other.toLowerCase().replace(/\.[^.]*$/, "")));
  for (let number = 1; ; number++) {
    const stem = `${word}-${String(number).padStart(2, "0")}`;
    if (!used.has(stem)) return stem + ending;
  }
}
