/** A PDF's own tables of where its objects are: where they point elsewhere, a viewer may show another version than the one that is read here. */
import { PDFRawStream, PDFXRefStreamParser, type PDFContext } from "@cantoo/pdf-lib";
import { demand } from "../refusal";
import { getName } from "./pdf-objects";

const TABLE = /\bxref\s+((?:\d+\s+\d+\s+(?:\d{10} \d{5} [nf]\s+)*)+)trailer/g;
const SECTION = /(\d+)\s+(\d+)\s+((?:\d{10} \d{5} [nf]\s+)*)/g;
const HEAD_BYTES = 40;

function isObjectAt(text: string, offset: number, number: number): boolean {
  const head = /^\s*(\d+)\s+\d+\s+obj/.exec(text.slice(offset, offset + HEAD_BYTES));
  return head !== null && Number(head[1]) === number;
}

function checkTable(text: string, table: string): void {
  for (const [, first = "", , entries = ""] of table.matchAll(SECTION)) {
    entries.trim().split(/\s*[\r\n]+\s*/).forEach((entry, index) => {
      if (!entry.endsWith("n")) return;
      const offset = Number(entry.slice(0, 10));
      // Some programs mark what they deleted as in use at offset 0.
      demand(offset === 0 || isObjectAt(text, offset, Number(first) + index));
    });
  }
}

/** Refuses the file if one of its tables points at anything but the object it names. */
export function checkTables(text: string, context: PDFContext): void {
  for (const [, table = ""] of text.matchAll(TABLE)) checkTable(text, table);
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || getName(object.dict, "Type") !== "XRef") continue;
    for (const { ref, offset, deleted, inObjectStream } of PDFXRefStreamParser.forStream(object).parseIntoContext()) {
      demand(deleted || inObjectStream || offset === 0 || isObjectAt(text, offset, ref.objectNumber));
    }
  }
}
