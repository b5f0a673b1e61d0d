/** The sections of a dossier, in the order in which it is written; also the keys of guidance and of completeness. */
export const SECTIONS = [
  "case",
  "subjects",
  "legal-basis",
  "incidents",
  "evidence",
  "exculpatory",
  "national-interest",
  "requested-actions",
  "consents",
  "identity",
  "sources",
  "hidden-words",
  "notes",
] as const;
export type Section = (typeof SECTIONS)[number];
