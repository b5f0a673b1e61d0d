/** What is shown of an office file: headings, paragraphs and tables, as text. */

export type Block =
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "slide"; readonly number: number }
  | { readonly type: "notes" }
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "table"; readonly rows: readonly (readonly string[])[] }
  /** A sheet's cells where they stand: `rows` by number from 1, cells by column from 0. */
  | { readonly type: "sheet"; readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>> };

export const SHEET_LIMITS = { rows: 2_000, columns: 256 } as const;

/** Cells of one sheet, as far as they are shown. */
export class SheetCells {
  readonly rows = new Map<number, Map<number, string>>();

  /** False once the sheet is full. */
  put(row: number, column: number, text: string): boolean {
    if (this.rows.size >= SHEET_LIMITS.rows && !this.rows.has(row)) return false;
    if (text === "" || column >= SHEET_LIMITS.columns) return true;
    const cells = this.rows.get(row) ?? new Map<number, string>();
    this.rows.set(row, cells.set(column, text));
    return true;
  }
}
