/** The text of ODT, ODS and ODP: one part holds it all. */
import { SHEET_LIMITS, SheetCells, type Block } from "./blocks";
import type { ZipParts } from "./read-zip";
import { attribute, child, children, descendants, readXml } from "./xml";

const SKIPPED = ["tracked-changes", "annotation", "notes", "forms", "sequence-decls"];

function textOf(of: Element): string {
  let text = "";
  for (const node of of.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += (node.textContent ?? "").replace(/\s+/g, " ");
    else if (node instanceof Element) text += inlineText(node);
  }
  return text;
}

function inlineText(node: Element): string {
  switch (node.localName) {
    case "s":
      return " ".repeat(Math.min(Number(attribute(node, "c")) || 1, 100));
    case "tab":
      return "\t";
    case "line-break":
      return "\n";
    case "note":
      return ` [${textOf(child(node, "note-body") ?? node).trim()}]`;
    default:
      return SKIPPED.includes(node.localName) ? "" : textOf(node);
  }
}

const cellText = (cell: Element): string => [...descendants(cell, ["p", "h"], SKIPPED)].map(textOf).join("\n");

function* rowsOf(table: Element): Generator<Element> {
  yield* descendants(table, ["table-row"]);
}

function blockOf(each: Element): Block {
  if (each.localName === "table") return { type: "table", rows: [...rowsOf(each)].map((row) => children(row, "table-cell").map(cellText)) };
  return { type: each.localName === "h" ? "heading" : "paragraph", text: textOf(each) };
}

/** Empty rows and cells may be repeated a million times: only those that hold something are laid out. */
function readSheet(table: Element): SheetCells {
  const cells = new SheetCells();
  let number = 1;
  for (const row of rowsOf(table)) {
    const repeatedRow = Number(attribute(row, "number-rows-repeated")) || 1;
    const laid = layRow(row);
    for (let i = 0; laid.length > 0 && i < Math.min(repeatedRow, SHEET_LIMITS.rows); i++) {
      if (!laid.every(([column, text]) => cells.put(number + i, column, text))) return cells;
    }
    number += repeatedRow;
  }
  return cells;
}

function layRow(row: Element): (readonly [column: number, text: string])[] {
  const laid: (readonly [number, string])[] = [];
  let column = 0;
  for (const cell of children(row, "table-cell", "covered-table-cell")) {
    const repeated = Number(attribute(cell, "number-columns-repeated")) || 1;
    const text = cellText(cell);
    for (let i = column; text !== "" && i < Math.min(column + repeated, SHEET_LIMITS.columns); i++) laid.push([i, text]);
    column += repeated;
  }
  return laid;
}

export async function readOpenDocument(parts: ZipParts): Promise<Block[]> {
  const body = child(await readXml(parts, "content.xml"), "body");
  const [text, sheets, slides] = [child(body, "text"), child(body, "spreadsheet"), child(body, "presentation")];
  if (text !== null) return [...descendants(text, ["p", "h", "table"], SKIPPED)].map(blockOf);
  if (sheets !== null) {
    return children(sheets, "table").flatMap((table): Block[] => [{ type: "heading", text: attribute(table, "name") }, { type: "sheet", rows: readSheet(table).rows }]);
  }
  return children(slides, "page").flatMap((page, index): Block[] => [{ type: "slide", number: index + 1 }, ...[...descendants(page, ["p", "h", "table"], SKIPPED)].map(blockOf)]);
}
