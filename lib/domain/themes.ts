/**
 * Closed lists that dossiers are tagged with. Only ids: labels are in the message catalogue (`domain`), keyed by id.
 * Ids stand in sealed content and never change meaning; new ones may be added.
 */
export const THEMES = [
  "torture",
  "unlawful-killing",
  "enforced-disappearance",
  "arbitrary-detention",
  "slavery-forced-labour",
  "trafficking",
  "sexual-gender-violence",
  "media-freedom",
  "assembly-association",
  "religion-belief",
  "human-rights-defenders",
  "lgbti",
  "minorities",
  "transnational-repression",
  "armed-conflict",
  "rule-of-law",
  "elections",
  "corruption",
  "natural-resources",
  "illicit-finance",
] as const;
export type Theme = (typeof THEMES)[number];

export const INCIDENT_CATEGORIES = [
  "killing",
  "torture",
  "enforced-disappearance",
  "arbitrary-detention",
  "slavery-forced-labour",
  "trafficking",
  "sexual-gender-violence",
  "expression",
  "assembly-association",
  "religion-belief",
  "transnational-repression",
  "property",
  "other-abuse",
  "bribery",
  "misappropriation",
  "expropriation",
  "procurement",
  "natural-resources",
  "laundering",
  "obstruction",
] as const;
export type IncidentCategory = (typeof INCIDENT_CATEGORIES)[number];

export const VICTIM_GROUPS = [
  "journalist",
  "human-rights-defender",
  "whistle-blower",
  "lawyer",
  "political-opponent",
  "political-prisoner",
  "protester",
  "minority",
  "religious-group",
  "lgbti",
  "woman",
  "child",
  "migrant",
  "civilian",
] as const;
export type VictimGroup = (typeof VICTIM_GROUPS)[number];

export const VICTIM_STATUSES = ["unknown", "alive", "dead", "missing", "detained"] as const;
export type VictimStatus = (typeof VICTIM_STATUSES)[number];

export const EVIDENCE_TYPES = [
  "witness-statement",
  "document",
  "photo",
  "video",
  "audio",
  "satellite",
  "web-page",
  "social-post",
  "court-record",
  "corporate-record",
  "bank-record",
  "medical-record",
  "expert-report",
  "ngo-report",
  "press",
] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

export const SOURCE_CLASSES = [
  "victim",
  "first-hand-witness",
  "insider",
  "public-record",
  "open-source",
  "own-investigation",
  "partner",
] as const;
export type SourceClass = (typeof SOURCE_CLASSES)[number];

/** How far an exhibit may travel, widest first. */
export const SENSITIVITIES = ["public", "government-only", "coalition-only", "author-only"] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

export const CAPTURE_METHODS = ["screenshot", "full-page", "html", "warc", "download", "recording", "photograph", "scan", "interview", "other"] as const;
export type CaptureMethod = (typeof CAPTURE_METHODS)[number];

/** How far the source is to be relied on, and how likely the information itself is: the two grades of the admiralty code. */
export const RELIABILITY_GRADES = ["A", "B", "C", "D", "E", "F"] as const;
export type Reliability = (typeof RELIABILITY_GRADES)[number];
export const CREDIBILITY_GRADES = ["1", "2", "3", "4", "5", "6"] as const;
export type Credibility = (typeof CREDIBILITY_GRADES)[number];

/** Steps of an exhibit's history before it was submitted, as the organisation's people know them. */
export const CUSTODY_STEPS = ["collected", "received", "copied", "translated", "redacted", "transferred", "destroyed"] as const;
export type CustodyStepKind = (typeof CUSTODY_STEPS)[number];

export const SUBJECT_ROLES = [
  "primary-perpetrator",
  "leader-or-official",
  "enabler",
  "owned-or-controlled",
  "family-member",
] as const;
export type SubjectRole = (typeof SUBJECT_ROLES)[number];

export const NAME_TYPES = ["primary", "aka", "fka", "nka", "maiden", "nom-de-guerre"] as const;
export type NameType = (typeof NAME_TYPES)[number];

export const IDENTIFIER_KINDS = [
  "passport",
  "national-id",
  "tax-number",
  "registration-number",
  "lei",
  "imo",
  "crypto-address",
  "other",
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** How the subject is linked to the abuse. Not to be confused with the link of an outcome to a dossier (lifecycle). */
export const CONDUCT_LINKS = [
  "direct-perpetrator",
  "ordered",
  "command-responsibility",
  "complicit",
  "attempted",
  "supported",
  "owned-or-controlled",
] as const;
export type ConductLink = (typeof CONDUCT_LINKS)[number];
