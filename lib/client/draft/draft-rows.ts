/** Rows of a draft: adding, changing, moving, and removing with everything that pointed at them, so that it can be undone. */
import type {
  Consent,
  Dossier,
  Evidence,
  Incident,
  LegalBasis,
  RequestedAction,
  Subject,
  Witness,
} from "@/lib/domain/dossier";

/** The lists whose rows have an id. Rows inside a row (names, positions) are changed by patching their owner. */
export type Rows = {
  subjects: Subject;
  legalBasis: LegalBasis;
  incidents: Incident;
  evidence: Evidence;
  requestedActions: RequestedAction;
  consents: Consent;
  witnesses: Witness;
};
export type ListName = keyof Rows;
export const LIST_NAMES = [
  "subjects",
  "legalBasis",
  "incidents",
  "evidence",
  "requestedActions",
  "consents",
  "witnesses",
] as const satisfies readonly ListName[];

/** New values, or a function of the present ones: an undo that comes late then works on what is there by then. */
export type Patch<T> = Partial<T> | ((now: T) => Partial<T>);

export function applyPatch<T extends object>(now: T, patch: Patch<T>): T {
  return { ...now, ...(typeof patch === "function" ? patch(now) : patch) };
}

export type RowChange = {
  [L in ListName]:
    | { readonly type: "add"; readonly list: L; readonly row: Rows[L] }
    | { readonly type: "patch"; readonly list: L; readonly id: string; readonly patch: Patch<Rows[L]> }
    | { readonly type: "move"; readonly list: L; readonly id: string; readonly by: -1 | 1 };
}[ListName];

/** What a removal takes away: the row itself, rows that make no sense without it, and links in rows that stay. */
export type Removal = {
  readonly rows: readonly RemovedRow[];
  readonly links: readonly Link[];
};
type RemovedRow = { [L in ListName]: { readonly list: L; readonly at: number; readonly row: Rows[L] } }[ListName];
type LinkField =
  | { readonly list: "incidents"; readonly field: "perpetratorSubjectIds" | "evidenceIds" }
  | { readonly list: "evidence"; readonly field: "supports" | "consentIds" | "translationOf" }
  | { readonly list: "witnesses"; readonly field: "consentRef" };
type Link = LinkField & { readonly owner: string; readonly id: string; readonly at: number };

export function rowId(row: Rows[ListName]): string {
  return "id" in row ? row.id : row.subjectId;
}

export function rowsOf<L extends ListName>(dossier: Dossier, list: L): readonly Rows[L][] {
  const all: { readonly [Name in ListName]: readonly Rows[Name][] } = { ...dossier.content, witnesses: dossier.sources.witnesses };
  return all[list];
}

/** `rows` are of this list: each caller took them from `rowsOf` of the same one. */
function withRows(dossier: Dossier, list: ListName, rows: readonly Rows[ListName][]): Dossier {
  if (list === "witnesses") return { ...dossier, sources: { ...dossier.sources, witnesses: rows as Witness[] } };
  return { ...dossier, content: { ...dossier.content, [list]: rows } };
}

/** Moves an element by one place; at the ends it stays where it is. */
export function moveBy<T>(rows: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const row = rows[at];
  const other = rows[at + by];
  if (row === undefined || other === undefined) return rows;
  return rows.map((same, index) => (index === at ? other : index === at + by ? row : same));
}

export function insertAt<T>(rows: readonly T[], at: number, row: T): readonly T[] {
  return [...rows.slice(0, at), row, ...rows.slice(at)];
}

export function changeRows(dossier: Dossier, change: RowChange): Dossier {
  const rows: readonly Rows[ListName][] = rowsOf(dossier, change.list);
  switch (change.type) {
    case "add":
      return withRows(dossier, change.list, [...rows, change.row]);
    case "patch": {
      // The list's name ties row and patch together, which the compiler can't follow through the union.
      const patched = (row: Rows[ListName]) => applyPatch(row, change.patch as Patch<Rows[ListName]>);
      return withRows(dossier, change.list, rows.map((row) => (rowId(row) === change.id ? patched(row) : row)));
    }
    case "move":
      return withRows(dossier, change.list, moveBy(rows, rows.findIndex((row) => rowId(row) === change.id), change.by));
  }
}

/** Everything that would go with this row. Legal basis and requests go with their subject. */
export function planRemoval(dossier: Dossier, list: ListName, id: string): Removal {
  const dependent = (name: "legalBasis" | "requestedActions"): readonly RemovedRow[] =>
    list === "subjects" ? removedWhere(dossier, name, (row) => row.subjectId === id) : [];
  return {
    rows: [
      ...removedWhere(dossier, list, (row) => rowId(row) === id),
      ...dependent("legalBasis"),
      ...dependent("requestedActions"),
    ],
    links: linksTo(dossier, id),
  };
}

function removedWhere<L extends ListName>(dossier: Dossier, list: L, gone: (row: Rows[L]) => boolean): readonly RemovedRow[] {
  return rowsOf(dossier, list).flatMap((row, at) => (gone(row) ? [{ list, at, row } as unknown as RemovedRow] : []));
}

function linksTo({ content, sources }: Dossier, id: string): readonly Link[] {
  const links: Link[] = [];
  const find = (field: LinkField, owner: string, ids: readonly string[]): void => {
    const at = ids.indexOf(id);
    if (at >= 0) links.push({ ...field, owner, id, at });
  };
  for (const incident of content.incidents) {
    find({ list: "incidents", field: "perpetratorSubjectIds" }, incident.id, incident.perpetratorSubjectIds);
    find({ list: "incidents", field: "evidenceIds" }, incident.id, incident.evidenceIds);
  }
  for (const item of content.evidence) {
    find({ list: "evidence", field: "supports" }, item.id, item.supports);
    find({ list: "evidence", field: "consentIds" }, item.id, item.consentIds);
    find({ list: "evidence", field: "translationOf" }, item.id, [item.translationOf]);
  }
  for (const witness of sources.witnesses) find({ list: "witnesses", field: "consentRef" }, witness.id, [witness.consentRef]);
  return links;
}

export function removeRow(dossier: Dossier, removal: Removal): Dossier {
  const unlinked = removal.links.reduce((after, link) => changeLink(after, link, false), dossier);
  return removal.rows.reduce((after, { list, row }) => {
    const rows: readonly Rows[ListName][] = rowsOf(after, list);
    return withRows(after, list, rows.filter((other) => rowId(other) !== rowId(row)));
  }, unlinked);
}

/** Puts rows back where they stood, as far as that place still exists, and links into rows that are still there. */
export function restoreRow(dossier: Dossier, removal: Removal): Dossier {
  const restored = removal.rows.reduce((after, { list, at, row }) => {
    const rows: readonly Rows[ListName][] = rowsOf(after, list);
    if (rows.some((other) => rowId(other) === rowId(row))) return after;
    return withRows(after, list, insertAt(rows, at, row));
  }, dossier);
  return removal.links.reduce((after, link) => changeLink(after, link, true), restored);
}

function changeLink(dossier: Dossier, link: Link, present: boolean): Dossier {
  const rows: readonly Rows[ListName][] = rowsOf(dossier, link.list);
  return withRows(dossier, link.list, rows.map((row) => (rowId(row) === link.owner ? withLink(row, link, present) : row)));
}

function withLink(row: Rows[ListName], link: Link, present: boolean): Rows[ListName] {
  if (link.field === "consentRef" || link.field === "translationOf") return { ...row, [link.field]: present ? link.id : "" };
  const ids = (row as unknown as Record<string, readonly string[]>)[link.field] ?? [];
  const others = ids.filter((id) => id !== link.id);
  return { ...row, [link.field]: present ? insertAt(others, link.at, link.id) : others };
}
