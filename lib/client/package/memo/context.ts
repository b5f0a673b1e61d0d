/** What the sections of one memo share. */
import type { Subject } from "../../../domain/dossier/subject";
import type { MemoData } from "../../../domain/package-recipe";
import { html, type Content, type Markup } from "../html";
import { exhibitNumber, type ExhibitFile } from "../member-names";
import { memoWord } from "./words";

export interface MemoContext {
  readonly memo: MemoData;
  /** Place of the dossier in the package, from 0. */
  readonly index: number;
  readonly day: string;
  readonly handle: string;
  readonly files: ReadonlyMap<string, ExhibitFile>;
  readonly footnotes: Footnotes;
}

/** Numbers the references to exhibits as they are met, and remembers them for the list at the end. */
export class Footnotes {
  readonly #cited: number[] = [];

  /** Raised numbers that lead to the notes; nothing for no exhibits. */
  cite(exhibits: readonly number[]): Markup | null {
    if (exhibits.length === 0) return null;
    const links = exhibits.map((exhibit) => {
      const n = String(this.#cited.push(exhibit));
      return html`<a id="ref-${n}" href="#note-${n}" role="doc-noteref" aria-label="${memoWord("noteLabel", { number: n })}">${n}</a> `;
    });
    return html`<sup class="notes">${links}</sup>`;
  }

  /** The exhibits cited, in order: note n is about the n-th. */
  get cited(): readonly number[] {
    return this.#cited;
  }
}

const LATIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u;

export function isLatin(name: string): boolean {
  return LATIN.test(name);
}

/** Names in other scripts first, then the Latin ones, each group in the dossier's order. */
export function orderNames(subject: Subject): Subject["names"] {
  return [...subject.names.filter(({ full }) => !isLatin(full)), ...subject.names.filter(({ full }) => isLatin(full))].filter(({ full }) => full.trim() !== "");
}

export function findSubject({ memo }: MemoContext, subjectId: string): Subject | undefined {
  return memo.subjects.find((subject) => subject.subjectId === subjectId);
}

export function exhibitLabel({ index }: MemoContext, number: number): string {
  return memoWord("evidence.exhibit", { number: exhibitNumber(index, { number }) });
}

/** Rows of a two-column table; rows without a value are left out. */
export function factTable(rows: readonly (readonly [label: string, value: Content])[]): Markup | null {
  const isEmpty = (value: Content): boolean => value === null || value === "" || (Array.isArray(value) && value.every(isEmpty));
  const shown = rows.filter(([, value]) => !isEmpty(value));
  if (shown.length === 0) return null;
  return html`<table class="facts"><tbody>${shown.map(([label, value]) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`)}</tbody></table>`;
}

/** A table with a header row; null without rows. */
export function listTable(caption: string, heads: readonly string[], rows: readonly (readonly Content[])[]): Markup | null {
  if (rows.length === 0) return null;
  return html`<div class="wide"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}
