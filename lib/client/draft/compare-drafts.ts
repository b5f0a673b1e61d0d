/** What differs between two versions of a draft, text by text, for a person who has to choose between them. */
import type { Section } from "@/lib/domain/sections";
import { sameValue } from "@/lib/shared/same-value";
import type { DraftState } from "./draft-state";

export type Difference = {
  readonly section: Section | "files";
  /** Last named step of the way to the value, such as "description"; for telling two differences apart only. */
  readonly key: string;
  /** The values as text; "" where this side has nothing. */
  readonly mine: string;
  readonly theirs: string;
};

const PARTS: readonly (readonly [Section, (state: DraftState) => unknown])[] = [
  ["case", ({ dossier }) => dossier.content.caseHeader],
  ["subjects", ({ dossier }) => byId(dossier.content.subjects)],
  ["legal-basis", ({ dossier }) => byId(dossier.content.legalBasis)],
  ["incidents", ({ dossier }) => byId(dossier.content.incidents)],
  ["evidence", ({ dossier }) => byId(dossier.content.evidence)],
  ["exculpatory", ({ dossier }) => dossier.content.exculpatory],
  ["national-interest", ({ dossier }) => dossier.content.nationalInterest],
  ["requested-actions", ({ dossier }) => byId(dossier.content.requestedActions)],
  ["consents", ({ dossier }) => byId(dossier.content.consents)],
  ["identity", ({ dossier }) => dossier.identity],
  ["sources", ({ dossier }) => byId(dossier.sources.witnesses)],
  ["hidden-words", ({ dossier }) => byId([...dossier.sources.masks, ...dossier.notes.masks])],
  ["notes", ({ dossier: { notes } }) => ({ remarks: notes.remarks, checklist: notes.checklist })],
];

function byId(rows: readonly ({ readonly id: string } | { readonly subjectId: string })[]): Record<string, unknown> {
  return Object.fromEntries(rows.map((row) => ["id" in row ? row.id : row.subjectId, row]));
}

export function compareDrafts(mine: DraftState, theirs: DraftState): readonly Difference[] {
  const texts = PARTS.flatMap(([section, part]) => differences(section, section, part(mine), part(theirs)));
  const names = (state: DraftState) => state.files.map((file) => file.name).sort().join(", ");
  const files = names(mine) === names(theirs) ? [] : [{ section: "files" as const, key: "files", mine: names(mine), theirs: names(theirs) }];
  return [...texts, ...files];
}

function differences(section: Section, key: string, mine: unknown, theirs: unknown): readonly Difference[] {
  if (sameValue(mine, theirs)) return [];
  if (isRecord(mine) && isRecord(theirs)) {
    const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    return keys.flatMap((step) => differences(section, `${key}.${step}`, mine[step], theirs[step]));
  }
  return [{ section, key, mine: textOf(mine), theirs: textOf(theirs) }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const HEX_ID = /^[0-9a-f]{32}$/;

/** Every word inside, without ids. */
function textOf(value: unknown): string {
  if (typeof value === "string") return HEX_ID.test(value) ? "" : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value)
    .map(textOf)
    .filter((text) => text !== "")
    .join(" · ");
}
