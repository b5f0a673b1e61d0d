import type { PreviewLabels, ShowMessage } from "../protocol";
import { element } from "./elements";
import type { Block } from "./office/blocks";
import { readOpenDocument } from "./office/open-document";
import { ZipParts } from "./office/read-zip";
import { readSlides } from "./office/slides";
import { readWord } from "./office/word";
import { readWorkbook } from "./office/workbook";
import type { ShowOutcome } from "./outcome";

const MAX_SHOWN_CHARACTERS = 1_000_000;
const MAX_SHOWN_CELLS = 50_000;

const READERS: readonly (readonly [part: string, read: (parts: ZipParts) => Promise<Block[]>])[] = [
  ["word/document.xml", readWord],
  ["xl/workbook.xml", readWorkbook],
  ["ppt/presentation.xml", readSlides],
  ["content.xml", readOpenDocument],
];

/** Shows what an office file says, and nothing of how it looks: no program of it runs and nothing that it names is loaded. */
export async function showOffice(root: HTMLElement, { bytes, labels }: ShowMessage): Promise<ShowOutcome> {
  const parts = new ZipParts(bytes);
  const reader = READERS.find(([part]) => parts.has(part));
  if (reader === undefined) return "damaged";
  const body = element("div", "office");
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", labels.officeText);
  const isWhole = layBlocks(body, await reader[1](parts), labels);
  root.append(element("p", "notice", labels.officeNote));
  if (!isWhole) root.append(element("p", "notice", labels.textShortened));
  root.append(body);
  return "shown";
}

/** False when there was more than is shown. */
function layBlocks(body: HTMLElement, blocks: readonly Block[], labels: PreviewLabels): boolean {
  let [characters, cells] = [0, 0];
  for (const block of blocks) {
    if (characters > MAX_SHOWN_CHARACTERS || cells > MAX_SHOWN_CELLS) return false;
    const laid = layBlock(block, labels);
    characters += laid.textContent.length;
    cells += laid.getElementsByTagName("td").length + 1;
    if (laid.textContent.trim() !== "") body.append(laid);
  }
  return true;
}

function layBlock(block: Block, labels: PreviewLabels): HTMLElement {
  switch (block.type) {
    case "table":
      return layTable(block.rows.map((row) => row.map((text) => cell("td", text))));
    case "sheet":
      return laySheet(block.rows);
    case "slide":
      return withDirection(element("h2", "", labels.slide.replace("{number}", String(block.number))));
    case "notes":
      return withDirection(element("h2", "", labels.officeNotes));
    case "heading":
      return withDirection(element("h2", "", block.text));
    case "paragraph":
      return withDirection(element("p", "", block.text));
  }
}

function withDirection<E extends HTMLElement>(made: E): E {
  made.dir = "auto";
  return made;
}

function cell(tag: "td" | "th", text: string): HTMLTableCellElement {
  return withDirection(element(tag, "", text));
}

function layTable(rows: readonly (readonly HTMLElement[])[]): HTMLElement {
  const table = element("table", "");
  for (const cells of rows) {
    const row = element("tr", "");
    row.append(...cells);
    table.append(row);
  }
  const scroller = element("div", "table");
  scroller.tabIndex = 0; // wider than a phone, it is scrolled by keyboard too
  scroller.append(table);
  return scroller;
}

/** With letters and numbers, by which cells are cited. */
function laySheet(rows: Extract<Block, { type: "sheet" }>["rows"]): HTMLElement {
  const width = Math.max(0, ...[...rows.values()].flatMap((row) => [...row.keys()].map((column) => column + 1)));
  const columns = Array.from({ length: width }, (_, column) => column);
  const heads = columns.map((column) => headCell("col", columnName(column)));
  const lines = [...rows].map(([number, row]) => [headCell("row", String(number)), ...columns.map((column) => cell("td", row.get(column) ?? ""))]);
  return layTable([[cell("td", ""), ...heads], ...lines]);
}

function headCell(scope: "col" | "row", text: string): HTMLTableCellElement {
  const made = cell("th", text);
  made.scope = scope;
  return made;
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
