/** Who is recommended: persons and entities, with what identifies them. */
import { z } from "zod";
import { IDENTIFIER_KINDS, NAME_TYPES, SUBJECT_ROLES } from "../themes";
import { choice, country, countryOrEmpty, hexId, line, paragraph, partialDateSchema } from "./fields";

/** `script`: ISO 15924 such as "Arab"; `language`: BCP 47; both "" when not said. `weak`: a nickname or nom de guerre. */
export const subjectNameSchema = z.strictObject({
  full: line,
  family: line,
  given: line,
  script: z.string().regex(/^([A-Z][a-z]{3})?$/),
  language: z.string().max(35),
  type: z.enum(NAME_TYPES),
  strength: z.enum(["strong", "weak"]),
});
export type SubjectName = z.infer<typeof subjectNameSchema>;

/** Tenure matters for status-based criteria: `from` and `to` bound it; `current` says that it has not ended. */
export const positionSchema = z.strictObject({
  title: line,
  organisation: line,
  unit: line,
  rank: line,
  from: partialDateSchema,
  to: partialDateSchema,
  current: z.boolean(),
});
export type Position = z.infer<typeof positionSchema>;

export const identifierSchema = z.strictObject({
  kind: z.enum(IDENTIFIER_KINDS),
  number: line,
  country: countryOrEmpty,
  issued: partialDateSchema,
  expires: partialDateSchema,
});
export type Identifier = z.infer<typeof identifierSchema>;

export const SUBJECT_KINDS = ["person", "entity"] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export const GENDERS = ["unknown", "female", "male", "other"] as const;
export const FOREIGN_PERSON_ANSWERS = ["unanswered", "foreign", "dual-us-national", "us-person", "unknown"] as const;

/**
 * For an entity `birthDates` are founding dates, `placeOfBirth` its seat, and `nationalities` where it is registered.
 * US measures reach foreign persons only, hence `foreignPersonCheck`.
 */
export const subjectSchema = z.strictObject({
  subjectId: hexId,
  kind: z.enum(SUBJECT_KINDS),
  role: choice(SUBJECT_ROLES),
  names: z.array(subjectNameSchema).max(40),
  birthDates: z.array(partialDateSchema).max(10),
  placeOfBirth: line,
  gender: z.enum(GENDERS),
  nationalities: z.array(country).max(10),
  positions: z.array(positionSchema).max(40),
  identifiers: z.array(identifierSchema).max(40),
  foreignPersonCheck: z.strictObject({ answer: z.enum(FOREIGN_PERSON_ANSWERS), note: paragraph }),
});
export type Subject = z.infer<typeof subjectSchema>;
