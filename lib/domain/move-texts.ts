/**
 * What the boxed texts of a move hold. `shared` reaches organisation and reviewers, `internal` reviewers and coordinators
 * (protocol 3.15). An event's exact day stands here; the clear `day` of the move is coarser. Every payload has a `text`
 * of at least one letter: a move without a reason is not made.
 */
import { z } from "zod";
import { ASKED_CODES, AUTHORITIES } from "./authorities";
import { boundedText, hexId, isCalendarDay, line } from "./dossier/fields";
import type { IntakeState, TrackState } from "./lifecycle";

/** YYYY, YYYY-MM or YYYY-MM-DD that exists; public visa lists often give the year only. */
const eventDay = z.string().refine(isCalendarDay);
const eventDayOrEmpty = z.union([z.literal(""), eventDay]);
const reason = boundedText(10_000).refine((text) => text.trim() !== "");
const offices = z.array(line).max(20);
const base = { text: reason };

export const WITHDRAWAL_CLASSES = ["no-longer-wanted", "safety", "consent-withdrawn"] as const;
export const FORWARDING_WAYS = ["meeting", "e-mail", "portal", "courier", "other"] as const;
export const KNOWLEDGE_SOURCES = ["official-written", "official-oral", "public-report", "partner", "inference"] as const;
export const BASIS_GRADES = ["acknowledged-by-government", "strong", "partial", "coincidental", "none"] as const;
export const DECLINE_BASES = ["stated", "inferred"] as const;
export const OVERTAKEN_CAUSES = ["dead", "prosecuted", "left-office", "change-of-government"] as const;
export const VISA_VISIBILITIES = ["public", "private-as-reported"] as const;
/** How a listed person or entity relates to what the dossier recommended. */
export const OUTCOME_LINKS = [
  "same-subject",
  "member-of-recommended-network",
  "recommended-entitys-leader",
  "recommended-leaders-entity",
  "same-incident-other-person",
  "family",
] as const;

const attribution = {
  dayAnnounced: eventDay,
  source: boundedText(2_000),
  basisGrade: z.enum(BASIS_GRADES),
  linkType: z.enum(OUTCOME_LINKS),
};

export const plainTextSchema = z.strictObject(base);
export const deferredSchema = z.strictObject({ ...base, lookAgainOn: eventDay });
export const intakeWithdrawnSchema = z.strictObject({ ...base, class: z.enum(WITHDRAWAL_CLASSES) });
/** `mergedInto`: id of the other dossier; internal, since the organisation must not learn of it. */
export const mergedInternalSchema = z.strictObject({ ...base, mergedInto: hexId });

export const trackOpenedSchema = z.strictObject({
  ...base,
  subjectId: hexId,
  authority: z.enum(AUTHORITIES),
  offices,
  asked: z.array(z.enum(ASKED_CODES)).max(ASKED_CODES.length),
});
/** `packageId`: of the package that was handed over, or "" when something else was. */
export const forwardedSchema = z.strictObject({
  ...base,
  offices,
  day: eventDay,
  how: z.enum(FORWARDING_WAYS),
  packageId: z.union([z.literal(""), hexId]),
});
export const acknowledgedSchema = z.strictObject({ ...base, office: line, day: eventDay });
/** `confidence`: 1 guess, 2 likely, 3 as good as certain. */
export const underReviewSchema = z.strictObject({
  ...base,
  knowledgeSource: z.enum(KNOWLEDGE_SOURCES),
  confidence: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});
export const infoRequestedSchema = z.strictObject({ ...base, byWhom: line, byWhen: eventDayOrEmpty });
export const supplementedSchema = z.strictObject({ ...base, day: eventDay, packageId: z.union([z.literal(""), hexId]) });
export const designatedSchema = z.strictObject({ ...base, list: line, listId: line, programme: line, ...attribution });
export const visaRestrictedSchema = z.strictObject({ ...base, visibility: z.enum(VISA_VISIBILITIES), ...attribution });
export const designatedElsewhereSchema = z.strictObject({
  ...base,
  government: line,
  list: line,
  listId: line,
  programme: line,
  ...attribution,
});
export const declinedSchema = z.strictObject({ ...base, basis: z.enum(DECLINE_BASES), day: eventDayOrEmpty });
export const overtakenSchema = z.strictObject({ ...base, cause: z.enum(OVERTAKEN_CAUSES), day: eventDayOrEmpty });
export const listChangedSchema = z.strictObject({ ...base, list: line, listId: line, programme: line, day: eventDay });

/** Shared payloads of intake moves, by the state moved to; null where the table allows no shared text. */
export const INTAKE_SHARED = {
  submitted: null,
  screening: null,
  "not-admitted": plainTextSchema,
  returned: plainTextSchema,
  resubmitted: plainTextSchema,
  accepted: null,
  rejected: plainTextSchema,
  deferred: deferredSchema,
  merged: plainTextSchema,
  withdrawn: intakeWithdrawnSchema,
  archived: null,
} as const satisfies Record<IntakeState, z.ZodType | null>;

/** Shared payloads of track moves, by the state moved to. `queued` as move 0 is `trackOpenedSchema` instead. */
export const TRACK_SHARED = {
  queued: plainTextSchema,
  forwarded: forwardedSchema,
  acknowledged: acknowledgedSchema,
  "under-review": underReviewSchema,
  "info-requested": infoRequestedSchema,
  supplemented: supplementedSchema,
  dropped: plainTextSchema,
  designated: designatedSchema,
  "visa-restricted": visaRestrictedSchema,
  "designated-elsewhere": designatedElsewhereSchema,
  declined: declinedSchema,
  "no-response": plainTextSchema,
  overtaken: overtakenSchema,
  withdrawn: plainTextSchema,
  amended: listChangedSchema,
  delisted: listChangedSchema,
} as const satisfies Record<TrackState, z.ZodType>;

export type IntakeShared = { [S in IntakeState]: PayloadOf<(typeof INTAKE_SHARED)[S]> };
export type TrackShared = { [S in TrackState]: PayloadOf<(typeof TRACK_SHARED)[S]> };
export type TrackOpened = z.infer<typeof trackOpenedSchema>;
export type MergedInternal = z.infer<typeof mergedInternalSchema>;
type PayloadOf<T> = T extends z.ZodType ? z.infer<T> : null;

/** The schema of `shared` for an intake move, or null where none may be written. */
export function intakeSharedSchema(to: IntakeState): z.ZodType | null {
  return INTAKE_SHARED[to];
}

/** The schema of `shared` for a track move; `from` null opens the track. */
export function trackSharedSchema(from: TrackState | null, to: TrackState): z.ZodType {
  return from === null ? trackOpenedSchema : TRACK_SHARED[to];
}

/** The schema of `internal`, whatever the track. */
export function internalSchema(to: IntakeState | TrackState): z.ZodType {
  return to === "merged" ? mergedInternalSchema : plainTextSchema;
}
