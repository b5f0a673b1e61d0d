/**
 * Every text of content in which somebody writes words. The schema itself says which they are: fields made of `line`, `paragraph`
 * or `narrative`. Ids, codes, dates, addresses, hashes and choices are made of something else and are never touched.
 */
import { z } from "zod";
import { contentSchema, type Content } from "../dossier/compartments";
import { line, narrative, paragraph, TEXT_LIMITS } from "../dossier/fields";
import type { Section } from "../sections";

const LIMITS = new Map<unknown, number>([
  [line, TEXT_LIMITS.line],
  [paragraph, TEXT_LIMITS.paragraph],
  [narrative, TEXT_LIMITS.narrative],
]);

type Steps = readonly (string | number)[];

/** Where a text stands. `path`: as completeness names it, with the row's id in the place of its index. */
export type TextPlace = { readonly path: string; readonly section: Section; readonly limit: number };
export type PlacedText = TextPlace & { readonly text: string };

const SECTION_OF: Readonly<Record<string, Section>> = {
  caseHeader: "case",
  subjects: "subjects",
  legalBasis: "legal-basis",
  incidents: "incidents",
  evidence: "evidence",
  exculpatory: "exculpatory",
  nationalInterest: "national-interest",
  requestedActions: "requested-actions",
  consents: "consents",
};

type Visit = (text: string, place: TextPlace) => string;

/** The content with every text replaced by what `visit` gives; objects without a change stay the same ones. */
export function mapTexts(content: Content, visit: Visit): Content {
  return walk(contentSchema, content, [], visit) as Content;
}

export function textsOf(content: Content): readonly PlacedText[] {
  const found: PlacedText[] = [];
  mapTexts(content, (text, place) => {
    if (text !== "") found.push({ ...place, text });
    return text;
  });
  return found;
}

/** Web addresses of exhibits: looked at for suggestions, but never rewritten, since they would lead nowhere. */
export function addressesOf(content: Content): readonly PlacedText[] {
  return content.evidence.flatMap(({ id, captureUrl, archiveUrl }) =>
    Object.entries({ captureUrl, archiveUrl })
      .filter(([, text]) => text !== "")
      .map(([name, text]) => ({ path: `evidence.${id}.${name}`, section: "evidence" as const, limit: 0, text })),
  );
}

function walk(schema: unknown, value: unknown, steps: Steps, visit: Visit): unknown {
  const inner = schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  const limit = LIMITS.get(inner);
  if (typeof value === "string") return limit === undefined ? value : visit(value, placeOf(steps, limit));
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return same(value, value.map((row: unknown, index) => walk(inner.element, row, [...steps, idOf(row) ?? index], visit)));
  }
  if (inner instanceof z.ZodObject && typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, part]) => [key, walk(inner.shape[key], part, [...steps, key], visit)] as const);
    return entries.every(([key, part]) => part === (value as Record<string, unknown>)[key]) ? value : Object.fromEntries(entries);
  }
  return value;
}

function same(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((row, index) => row === before[index]) ? before : after;
}

function idOf(row: unknown): string | null {
  if (typeof row !== "object" || row === null) return null;
  if ("id" in row && typeof row.id === "string") return row.id;
  return "subjectId" in row && typeof row.subjectId === "string" ? row.subjectId : null;
}

function placeOf(steps: Steps, limit: number): TextPlace {
  return { path: steps.join("."), section: SECTION_OF[String(steps[0])] ?? "case", limit };
}
