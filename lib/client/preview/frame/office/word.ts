/** The text of a DOCX: body and foot- and endnotes. */
import type { Block } from "./blocks";
import type { ZipParts } from "./read-zip";
import { attribute, child, children, descendants, readXml } from "./xml";

/** What was deleted, and the second copy of what newer programs draw otherwise. */
const SKIPPED = ["del", "moveFrom", "Fallback", "instrText", "pPr", "rPr"];
const TEXTS = ["t", "tab", "br", "cr", "noBreakHyphen"];
const NOTE_PARTS = [["word/footnotes.xml", "footnote"], ["word/endnotes.xml", "endnote"]] as const;

function textOf(paragraph: Element): string {
  const words: Readonly<Record<string, string>> = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "\u2011" };
  return [...descendants(paragraph, TEXTS, SKIPPED)].map((each) => words[each.localName] ?? each.textContent).join("");
}

function cellText(cell: Element): string {
  return [...descendants(cell, ["p"])].map(textOf).join("\n").trim();
}

function blockOf(each: Element): Block {
  if (each.localName === "tbl") {
    return { type: "table", rows: [...descendants(each, ["tr"], SKIPPED)].map((row) => [...descendants(row, ["tc"], SKIPPED)].map(cellText)) };
  }
  const style = attribute(child(each, "pPr", "pStyle"), "val");
  return { type: /^(heading|title)/i.test(style) ? "heading" : "paragraph", text: textOf(each) };
}

export async function readWord(parts: ZipParts): Promise<Block[]> {
  const body = child(await readXml(parts, "word/document.xml"), "body");
  const blocks = body === null ? [] : [...descendants(body, ["p", "tbl"], SKIPPED)].map(blockOf);
  const notes: Block[] = [];
  for (const [name, element] of NOTE_PARTS) {
    if (!parts.has(name)) continue;
    // Notes with a type are the lines between text and notes.
    const real = children(await readXml(parts, name), element).filter((note) => attribute(note, "type") === "");
    notes.push(...real.flatMap((note) => [...descendants(note, ["p"])].map(blockOf)));
  }
  return notes.length === 0 ? blocks : [...blocks, { type: "notes" }, ...notes];
}
