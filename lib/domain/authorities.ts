/** The governments a dossier can go to, and what can be asked of each. Ids stand in signed bytes: they never change meaning. */
export const AUTHORITIES = ["us", "us-congress", "uk", "eu", "ca", "au", "other"] as const;
export type Authority = (typeof AUTHORITIES)[number];

export const ASKED_CODES = [
  "US_GLOMAG",
  "US_7031C_PUBLIC",
  "US_7031C_PRIVATE",
  "US_PP7750",
  "US_OTHER",
  "UK_GHR",
  "UK_GAC",
  "UK_OTHER",
  "EU_GHRSR",
  "EU_COUNTRY",
  "CA_JVCFOA",
  "CA_SEMA",
  "AU_HUMAN",
  "AU_CORRUPTION",
] as const;
export type AskedCode = (typeof ASKED_CODES)[number];

const US: readonly AskedCode[] = ["US_GLOMAG", "US_7031C_PUBLIC", "US_7031C_PRIVATE", "US_PP7750", "US_OTHER"];

/** What may be asked of whom. Congress is asked to press for a US measure; `other` has no code, so the text says it. */
export const ASKED_BY_AUTHORITY: Readonly<Record<Authority, readonly AskedCode[]>> = {
  us: US,
  "us-congress": US,
  uk: ["UK_GHR", "UK_GAC", "UK_OTHER"],
  eu: ["EU_GHRSR", "EU_COUNTRY"],
  ca: ["CA_JVCFOA", "CA_SEMA"],
  au: ["AU_HUMAN", "AU_CORRUPTION"],
  other: [],
};
