import type { PartialDate } from "../dossier/fields";
import { isRealDate } from "../dossier/fields";
import type { Section } from "../sections";

export const MISSING_KEYS = [
  "working-title",
  "countries",
  "themes",
  "language",
  "confidentiality",
  "summary",
  "naming-needs-identity",
  "public-naming-needs-government",
  "names-organisation",
  "names-witness",
  "no-subject",
  "subject-role",
  "subject-name",
  "subject-birth-date",
  "subject-position",
  "subject-nationality",
  "foreign-person",
  "us-person",
  "subject-legal-basis",
  "subject-requested-action",
  "individuals-only",
  "unknown-subject",
  "unknown-incident-or-subject",
  "unknown-evidence",
  "unknown-consent",
  "authority",
  "criterion",
  "criterion-of-other-authority",
  "narrative",
  "conduct-link",
  "no-incident",
  "incident-category",
  "incident-date",
  "incident-country",
  "incident-description",
  "incident-perpetrator",
  "incident-evidence",
  "ends-before-start",
  "victim-pseudonym",
  "date-not-real",
  "no-evidence",
  "evidence-title",
  "evidence-type",
  "evidence-file-or-url",
  "evidence-supports",
  "evidence-shows",
  "evidence-source",
  "evidence-sensitivity",
  "evidence-target",
  "evidence-consent",
  "evidence-captured-at",
  "exculpatory-answer",
  "exculpatory-text",
  "expected-impact",
  "asked",
  "asked-of-other-authority",
  "asked-without-basis",
  "consent-pseudonym",
  "consent-not-obtained",
  "consent-how",
  "consent-scope",
  "organisation-name",
  "contact",
  "relation-to-information",
  "witness-pseudonym",
  "dangling-mask",
] as const;
export type MissingKey = (typeof MISSING_KEYS)[number];

/**
 * Something that stands in the way of submitting (`blocks`) or that a reviewer will ask for (`warns`).
 * `path`: the field, with the row's id where there are rows, such as "subjects.<id>.names"; the section's own name for
 * the section as a whole. `messageKey`: below `missing` in the catalogue's `domain` namespace.
 */
export type Missing = {
  readonly section: Section;
  readonly path: string;
  readonly messageKey: MissingKey;
  readonly severity: "blocks" | "warns";
};

export function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** Collects what is missing in one section. */
export class MissingList {
  readonly found: Missing[] = [];
  private readonly section: Section;

  constructor(section: Section) {
    this.section = section;
  }

  blocks(condition: boolean, path: string, messageKey: MissingKey): void {
    if (condition) this.found.push({ section: this.section, path, messageKey, severity: "blocks" });
  }

  warns(condition: boolean, path: string, messageKey: MissingKey): void {
    if (condition) this.found.push({ section: this.section, path, messageKey, severity: "warns" });
  }

  /** A date may be empty, but not half typed or impossible. */
  checkDate(date: PartialDate, path: string): void {
    this.blocks(date.value !== "" && !isRealDate(date), path, "date-not-real");
  }
}
