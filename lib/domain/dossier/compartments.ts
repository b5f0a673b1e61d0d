/** The four compartments of a dossier (protocol 3.9), schema version 1. Each is sealed on its own and has its own readers. */
import { z } from "zod";
import { ASKED_CODES, AUTHORITIES } from "../authorities";
import { CONDUCT_LINKS, THEMES } from "../themes";
import { consentSchema, evidenceSchema, incidentSchema } from "./facts";
import { boundedText, choice, country, dayText, hexId, line, narrative, paragraph } from "./fields";
import { fileLogSchema } from "./file-log";
import { dismissedWordsSchema, organisationMasksSchema, sourceMasksSchema } from "./mask";
import { subjectSchema } from "./subject";
import { thumbnailsSchema } from "./thumbnail";

export const SCHEMA_VERSION = 1;
const schemaVersion = z.literal(SCHEMA_VERSION);

export const CONFIDENTIALITIES = ["in-confidence", "high-risk", "public"] as const;
export const IDENTITY_MODES = ["sealed", "known-to-coordinators"] as const;

/**
 * `identityMode`: whether coordinators can open the identity compartment; `sourcesShared`: whether they can open sources.
 * `namingToGovernment` and `namingInPublic`: whether the organisation may be named; both need a known identity.
 */
export const caseHeaderSchema = z.strictObject({
  workingTitle: line,
  summary: paragraph,
  background: narrative,
  countriesOfConduct: z.array(country).max(50),
  themes: z.array(z.enum(THEMES)).max(THEMES.length),
  language: z.string().max(35),
  confidentiality: choice(CONFIDENTIALITIES),
  urgency: paragraph,
  namingToGovernment: z.boolean(),
  namingInPublic: z.boolean(),
  identityMode: z.enum(IDENTITY_MODES),
  sourcesShared: z.boolean(),
  dualFiling: z.array(z.strictObject({ authority: z.enum(AUTHORITIES), date: dayText, note: line })).max(20),
});
export type CaseHeader = z.infer<typeof caseHeaderSchema>;

/** `criterion`: a code of regimes.ts; unknown codes are kept, so that a newer client's dossier stays readable. */
export const legalBasisSchema = z.strictObject({
  id: hexId,
  subjectId: hexId,
  authority: choice(AUTHORITIES),
  criterion: boundedText(60),
  linkType: choice(CONDUCT_LINKS),
  narrative: narrative,
});
export type LegalBasis = z.infer<typeof legalBasisSchema>;

export const requestedActionSchema = z.strictObject({
  id: hexId,
  subjectId: hexId,
  authority: choice(AUTHORITIES),
  asked: z.array(z.enum(ASKED_CODES)).max(ASKED_CODES.length),
});
export type RequestedAction = z.infer<typeof requestedActionSchema>;

export const nationalInterestSchema = z.strictObject({
  expectedImpact: paragraph,
  messageAndAudience: paragraph,
  leverageAndTiming: paragraph,
  assetsAndTravel: paragraph,
  deterrence: paragraph,
  effectOnVictims: paragraph,
  risks: paragraph,
  alliesPosition: paragraph,
});
export type NationalInterest = z.infer<typeof nationalInterestSchema>;

export const EXCULPATORY_ANSWERS = ["unanswered", "none-known", "known"] as const;

/** Read by the organisation, reviewers and coordinators. Must not say whose dossier it is. */
export const contentSchema = z.strictObject({
  schemaVersion,
  caseHeader: caseHeaderSchema,
  subjects: z.array(subjectSchema).max(100),
  legalBasis: z.array(legalBasisSchema).max(300),
  incidents: z.array(incidentSchema).max(300),
  evidence: z.array(evidenceSchema).max(500),
  exculpatory: z.strictObject({ answer: z.enum(EXCULPATORY_ANSWERS), text: narrative }),
  nationalInterest: nationalInterestSchema,
  requestedActions: z.array(requestedActionSchema).max(300),
  consents: z.array(consentSchema).max(300),
  fileLog: fileLogSchema,
  thumbnails: thumbnailsSchema,
});
export type Content = z.infer<typeof contentSchema>;

const short = boundedText(160);
export const contactSchema = z.strictObject({ name: short, role: short, email: short, phone: boundedText(60) });
export type Contact = z.infer<typeof contactSchema>;

/**
 * Read by the organisation, and by coordinators where `identityMode` allows. Sealed in one constant size: with what the
 * format adds it must fit 4092 bytes of CBOR. The limits here are in characters, and several bytes may go to one; the
 * format measures.
 */
export const identitySchema = z.strictObject({
  schemaVersion,
  organisationName: line,
  contacts: z.array(contactSchema).max(5),
  partners: z.array(short).max(10),
  relationToInformation: boundedText(1_500),
});
export type Identity = z.infer<typeof identitySchema>;

/** `consentRef`: id of a consent in content, or "". */
export const witnessSchema = z.strictObject({
  id: hexId,
  pseudonym: line,
  realName: line,
  contact: paragraph,
  role: line,
  consentRef: z.union([z.literal(""), hexId]),
  securityAssessment: paragraph,
});
export type Witness = z.infer<typeof witnessSchema>;

/** Read by the organisation, and by coordinators where `sourcesShared` allows. Never leaves in a package. */
export const sourcesSchema = z.strictObject({
  schemaVersion,
  witnesses: z.array(witnessSchema).max(300),
  fileLog: fileLogSchema,
  thumbnails: thumbnailsSchema,
  masks: sourceMasksSchema,
});
export type Sources = z.infer<typeof sourcesSchema>;

/** Read by the organisation alone. */
export const notesSchema = z.strictObject({
  schemaVersion,
  remarks: narrative,
  checklist: z.array(z.strictObject({ id: hexId, text: line, done: z.boolean() })).max(100),
  fileLog: fileLogSchema,
  thumbnails: thumbnailsSchema,
  masks: organisationMasksSchema,
  dismissedWords: dismissedWordsSchema,
});
export type Notes = z.infer<typeof notesSchema>;

/** The whole dossier as its own organisation edits it. */
export const dossierSchema = z.strictObject({
  content: contentSchema,
  identity: identitySchema,
  sources: sourcesSchema,
  notes: notesSchema,
});
export type Dossier = z.infer<typeof dossierSchema>;
