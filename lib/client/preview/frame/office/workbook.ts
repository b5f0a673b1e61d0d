/** The cells of an XLSX, sheet by sheet, as their values stand in the file. */
import { SheetCells, type Block } from "./blocks";
import type { ZipParts } from "./read-zip";
import { readRelations, relationId } from "./relations";
import { attribute, child, children, descendants, readXml } from "./xml";

const DAY_MS = 86_400_000;
/** Number formats of the standard that are dates or times. */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

interface Book {
  readonly strings: readonly string[];
  /** Whether a cell of this style is a date. */
  readonly dates: readonly boolean[];
  /** Milliseconds of the day that counts as 0. */
  readonly dayZero: number;
}

async function readIfThere(parts: ZipParts, name: string): Promise<Element | null> {
  return parts.has(name) ? readXml(parts, name) : null;
}

const plainText = (of: Element): string => [...descendants(of, ["t"], ["rPh"])].map(({ textContent }) => textContent).join("");

function dateStyles(styles: Element | null): boolean[] {
  const custom = new Map(children(child(styles, "numFmts"), "numFmt").map((each) => [Number(attribute(each, "numFmtId")), attribute(each, "formatCode")]));
  return children(child(styles, "cellXfs"), "xf").map((xf) => {
    const id = Number(attribute(xf, "numFmtId"));
    return isBuiltInDate(id) || /[ymdhs]/i.test((custom.get(id) ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "").replace(/general/i, ""));
  });
}

/** A count of days as a date, with the time where there is one. */
function dateText(serial: number, dayZero: number): string {
  const date = new Date(dayZero + Math.round(serial * 86_400) * 1000);
  if (Number.isNaN(date.getTime())) return String(serial);
  const [day = "", time = ""] = date.toISOString().split("T");
  return Number.isInteger(serial) ? day : serial < 1 && serial >= 0 ? time.slice(0, 8) : `${day} ${time.slice(0, 8)}`;
}

function cellText(cell: Element, { strings, dates, dayZero }: Book): string {
  const type = attribute(cell, "t");
  if (type === "inlineStr") return plainText(cell);
  const value = child(cell, "v")?.textContent ?? "";
  const formula = child(cell, "f")?.textContent ?? "";
  if (value === "" && formula !== "") return `=${formula}`; // never calculated by the program that wrote it
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  const isDate = type !== "str" && type !== "e" && value !== "" && dates[Number(attribute(cell, "s"))] === true;
  return isDate ? dateText(Number(value), dayZero) : value;
}

/** "AB12" is column 27. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function readSheet(sheet: Element, book: Book): SheetCells {
  const cells = new SheetCells();
  let number = 0;
  for (const row of children(child(sheet, "sheetData"), "row")) {
    number = Number(attribute(row, "r")) || number + 1;
    let column = -1;
    for (const cell of children(row, "c")) {
      const place = columnOf(attribute(cell, "r"));
      column = place < 0 ? column + 1 : place;
      if (!cells.put(number, column, cellText(cell, book))) return cells;
    }
  }
  return cells;
}

export async function readWorkbook(parts: ZipParts): Promise<Block[]> {
  const workbook = await readXml(parts, "xl/workbook.xml");
  const relations = await readRelations(parts, "xl/", "workbook.xml");
  const is1904 = ["1", "true"].includes(attribute(child(workbook, "workbookPr"), "date1904"));
  const book: Book = {
    strings: children(await readIfThere(parts, "xl/sharedStrings.xml"), "si").map(plainText),
    dates: dateStyles(await readIfThere(parts, "xl/styles.xml")),
    dayZero: is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1900, 0, 1) - 2 * DAY_MS,
  };
  const blocks: Block[] = [];
  for (const sheet of children(child(workbook, "sheets"), "sheet")) {
    blocks.push({ type: "heading", text: attribute(sheet, "name") });
    const part = relations.get(relationId(sheet)) ?? "";
    if (part.includes("worksheets/")) blocks.push({ type: "sheet", rows: readSheet(await readXml(parts, part), book).rows });
  }
  return blocks;
}
