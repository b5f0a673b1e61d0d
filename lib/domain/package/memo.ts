/** The shape of a memo: what it is printed from, and what was held back. */
import type { AskedCode } from "../authorities";
import type { CaseHeader, Content, Identity, LegalBasis, NationalInterest } from "../dossier/compartments";
import type { Evidence, Incident } from "../dossier/facts";
import type { Subject } from "../dossier/subject";

export const AUDIENCES = ["us", "uk", "eu", "ca", "au"] as const;
export type Audience = (typeof AUDIENCES)[number];
export const NAMINGS = ["named", "redacted"] as const;
export type Naming = (typeof NAMINGS)[number];
export type Recipe = { readonly audience: Audience; readonly naming: Naming };

export const MEMO_SECTIONS = [
  "cover",
  "submitted-by",
  "summary",
  "subjects",
  "legal-basis",
  "narrative",
  "evidence",
  "exculpatory",
  "national-interest",
  "request",
  "annexes",
] as const;
export type MemoSection = (typeof MEMO_SECTIONS)[number];

/** `no`: exhibits carry a notice that they must not be disclosed to the person listed (reasons are given in the UK and EU). */
export type Exhibit = Pick<
  Evidence,
  "title" | "type" | "language" | "fileIds" | "whatItShows" | "sourceClass" | "capturedAt" | "captureUrl" | "mayBeShownToTarget"
> & {
  readonly number: number;
  readonly evidenceId: string;
  readonly supports: readonly string[];
};
/** `exhibits`: numbers of the exhibits that show it. */
export type MemoIncident = Omit<Incident, "evidenceIds"> & { readonly exhibits: readonly number[] };
export type MemoRequest = { readonly subjectId: string; readonly asked: readonly AskedCode[] };
export type SubmittedBy =
  | { readonly kind: "redacted" }
  | ({ readonly kind: "named" } & Omit<Identity, "schemaVersion">);

export const WITHHELD_REASONS = [
  "not-asked-of-audience",
  "sensitivity",
  "no-consent-recorded",
  "consent-does-not-cover",
  "supports-nothing-included",
] as const;
export type Withheld = {
  readonly what: "subject" | "incident" | "victim" | "evidence";
  readonly id: string;
  readonly reason: (typeof WITHHELD_REASONS)[number];
};

/** Everything that one memo is printed from. The working title, consents and the two naming flags stay behind. */
export type MemoData = Recipe & {
  readonly sections: readonly MemoSection[];
  readonly submittedBy: SubmittedBy;
  readonly header: Pick<CaseHeader, "summary" | "background" | "countriesOfConduct" | "themes" | "language" | "confidentiality" | "urgency">;
  readonly subjects: readonly Subject[];
  readonly legalBasis: readonly LegalBasis[];
  readonly incidents: readonly MemoIncident[];
  readonly exhibits: readonly Exhibit[];
  readonly exculpatory: Content["exculpatory"];
  readonly nationalInterest: NationalInterest;
  readonly requests: readonly MemoRequest[];
  /** Aggregate only: how many witness consents this package rests on. */
  readonly consentsRelied: number;
};
export type Selection = { readonly memo: MemoData; readonly withheld: readonly Withheld[] };

