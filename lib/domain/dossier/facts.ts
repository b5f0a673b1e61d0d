/** What happened, and what shows it. */
import { z } from "zod";
import {
  CAPTURE_METHODS,
  CREDIBILITY_GRADES,
  CUSTODY_STEPS,
  EVIDENCE_TYPES,
  INCIDENT_CATEGORIES,
  RELIABILITY_GRADES,
  SENSITIVITIES,
  SOURCE_CLASSES,
  VICTIM_GROUPS,
  VICTIM_STATUSES,
} from "../themes";
import { boundedText, choice, countryOrEmpty, dayText, hexId, hexIdOrEmpty, line, narrative, paragraph, partialDateSchema } from "./fields";

/** Victims appear by pseudonym only; a real name belongs into the sources compartment. */
export const victimSchema = z.strictObject({
  pseudonym: line,
  groups: z.array(z.enum(VICTIM_GROUPS)).max(VICTIM_GROUPS.length),
  status: z.enum(VICTIM_STATUSES),
});
export type Victim = z.infer<typeof victimSchema>;

export const incidentSchema = z.strictObject({
  id: hexId,
  category: choice(INCIDENT_CATEGORIES),
  from: partialDateSchema,
  to: partialDateSchema,
  place: z.strictObject({ country: countryOrEmpty, area: line, site: line }),
  description: narrative,
  victims: z.array(victimSchema).max(200),
  perpetratorSubjectIds: z.array(hexId).max(100),
  evidenceIds: z.array(hexId).max(500),
});
export type Incident = z.infer<typeof incidentSchema>;

export const SHOWN_TO_TARGET = ["unanswered", "yes", "no"] as const;

export const TWO_SOURCES = ["unanswered", "yes", "no"] as const;

/** One earlier step, typed by whoever knows it. `from`, `to`: whose hands, by pseudonym. */
export const custodyStepSchema = z.strictObject({
  id: hexId,
  when: partialDateSchema,
  kind: choice(CUSTODY_STEPS),
  from: line,
  to: line,
  note: paragraph,
});
export type CustodyStep = z.infer<typeof custodyStepSchema>;

/**
 * `fileIds`: the `fid` of sealed files; `supports`: ids of incidents and subjects; `consentIds`: the consents that this
 * exhibit rests on, each of which must cover an audience before the exhibit may go there. `capturedAt`: UTC, as typed.
 * `mayBeShownToTarget`: UK and EU listings come with reasons and can be challenged in court. `capturedBy`: a pseudonym;
 * `translationOf`: the exhibit that this one translates; `originalAt`, `archiveUrl`: where the original is kept and where else it
 * is archived; `accessNote`: what one needs to open and understand it; `keepUntil`: day after which it is to be destroyed;
 * `custody`: its history before this portal. Fields with a default came later: what was sealed before them still opens.
 */
export const evidenceSchema = z.strictObject({
  id: hexId,
  title: line,
  type: choice(EVIDENCE_TYPES),
  language: z.string().max(35),
  fileIds: z.array(hexId).max(100),
  supports: z.array(hexId).max(300),
  consentIds: z.array(hexId).max(50),
  whatItShows: paragraph,
  sourceClass: choice(SOURCE_CLASSES),
  capturedAt: boundedText(40),
  captureUrl: boundedText(2_000),
  sensitivity: choice(SENSITIVITIES),
  mayBeShownToTarget: z.enum(SHOWN_TO_TARGET),
  metadataNote: paragraph,
  captureMethod: choice(CAPTURE_METHODS).default(""),
  captureTool: line.default(""),
  capturedBy: line.default(""),
  captureNote: paragraph.default(""),
  translationOf: hexIdOrEmpty.default(""),
  reliability: choice(RELIABILITY_GRADES).default(""),
  credibility: choice(CREDIBILITY_GRADES).default(""),
  twoSources: z.enum(TWO_SOURCES).default("unanswered"),
  originalAt: line.default(""),
  archiveUrl: boundedText(2_000).default(""),
  accessNote: paragraph.default(""),
  licence: line.default(""),
  keepUntil: dayText.default(""),
  riskNote: paragraph.default(""),
  custody: z.array(custodyStepSchema).max(100).default([]),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const CONSENT_SCOPES = ["us", "uk", "eu", "ca", "au", "congress", "public"] as const;
export type ConsentScope = (typeof CONSENT_SCOPES)[number];
const flag = z.boolean();

/** `withdrawn`: day of withdrawal, or "" while the consent stands. */
export const consentSchema = z.strictObject({
  id: hexId,
  witnessPseudonym: line,
  obtained: flag,
  how: choice(["written", "audio", "oral"]),
  scope: z.strictObject({ us: flag, uk: flag, eu: flag, ca: flag, au: flag, congress: flag, public: flag }),
  withdrawn: dayText,
});
export type Consent = z.infer<typeof consentSchema>;
