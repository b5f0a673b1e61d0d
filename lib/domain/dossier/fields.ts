/**
 * Building blocks of the dossier's schema. No field is ever absent or undefined: an unanswered text is "", an unanswered
 * choice is "" or "unanswered", so the same shape serves a first keystroke and a submitted version, in JSON and in CBOR.
 * Every length and count is bounded, so that a hostile version can't hang its reader.
 */
import { z } from "zod";
import { isCountryCode } from "../countries";

/** Longest texts, in UTF-16 code units. */
export const TEXT_LIMITS = { line: 300, paragraph: 4_000, narrative: 40_000 } as const;

/** A text of at most `max` UTF-16 units. Lone surrogates are refused: they would not survive UTF-8. */
export function boundedText(max: number) {
  return z.string().max(max).regex(/^\P{Cs}*$/u);
}

export const line = boundedText(TEXT_LIMITS.line);
export const paragraph = boundedText(TEXT_LIMITS.paragraph);
export const narrative = boundedText(TEXT_LIMITS.narrative);

/** Sixteen random bytes as lower-case hex. */
export const hexId = z.string().regex(/^[0-9a-f]{32}$/);

export const hexIdOrEmpty = z.union([z.literal(""), hexId]);
/** A SHA-256 in lower-case hex, or "" while it is not known. */
export const sha256OrEmpty = z.string().regex(/^([0-9a-f]{64})?$/);

/** One of `values`, or "" while unanswered. */
export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(["", ...values]);
}

export const country = z.string().refine(isCountryCode);
export const countryOrEmpty = z.string().refine((code) => code === "" || isCountryCode(code));

export const DATE_PRECISIONS = ["day", "month", "year", "range", "circa"] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/**
 * `value`: "", YYYY, YYYY-MM or YYYY-MM-DD; for `range` two of them joined by "/" (EDTF interval).
 * The schema admits what is half typed; `isRealDate` and completeness judge it.
 */
export const partialDateSchema = z.strictObject({
  value: z.string().regex(/^[0-9/-]{0,21}$/),
  precision: z.enum(DATE_PRECISIONS),
});
export type PartialDate = z.infer<typeof partialDateSchema>;

/** An exact day or "", or something half typed between the two. */
export const dayText = z.string().regex(/^[0-9-]{0,10}$/);

/** True for YYYY, YYYY-MM or YYYY-MM-DD that exists in the calendar, from the year 1000 on. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return false;
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const DATE_PARTS: Readonly<Record<DatePrecision, readonly number[]>> = {
  day: [3],
  month: [2],
  year: [1],
  circa: [1, 2, 3],
  range: [1, 2, 3],
};

/** True when `value` is a date that exists, in the form its `precision` asks for; a range must not run backwards. */
export function isRealDate({ value, precision }: PartialDate): boolean {
  const parts = value.split("/");
  if (parts.length !== (precision === "range" ? 2 : 1)) return false;
  const wellFormed = parts.every((part) => isCalendarDay(part) && DATE_PARTS[precision].includes(part.split("-").length));
  return wellFormed && (parts[1] === undefined || (parts[0] ?? "") <= parts[1]);
}
