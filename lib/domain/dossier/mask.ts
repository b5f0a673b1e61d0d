/**
 * Words that were taken out of content and replaced by a mask such as "[source 2]". Content holds the mask alone; the words stand
 * in the compartment whose readers may know them, so that whoever lacks its key has nothing to look them up in.
 */
import { z } from "zod";
import { boundedText, hexId } from "./fields";

export const MASK_KINDS = ["source", "victim", "place", "organisation", "date"] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** Of one compartment, of one mask, and letters of one spelling. */
export const MASKS_MAX = 300;
export const SPELLINGS_MAX = 20;
export const MASKED_WORDS_MAX = 200;
export const MASK_NUMBER_MAX = 9_999;

const spelling = boundedText(MASKED_WORDS_MAX).min(1);

/** `words`: every spelling; the first is the one that is put back. */
export const maskSchema = z.strictObject({
  id: hexId,
  kind: z.enum(MASK_KINDS),
  number: z.number().int().min(1).max(MASK_NUMBER_MAX),
  words: z.array(spelling).min(1).max(SPELLINGS_MAX),
});
export type Mask = z.infer<typeof maskSchema>;

const isOfOrganisation = ({ kind }: Mask): boolean => kind === "organisation";

/** In sources: what hides sources, victims, places and dates. A default: what was sealed before there were masks still opens. */
export const sourceMasksSchema = z
  .array(maskSchema)
  .max(MASKS_MAX)
  .refine((masks) => !masks.some(isOfOrganisation))
  .default([]);

/** In notes: what hides organisations, since coordinators may be able to open the sources. */
export const organisationMasksSchema = z
  .array(maskSchema)
  .max(MASKS_MAX)
  .refine((masks) => masks.every(isOfOrganisation))
  .default([]);

/** Suggestions that the organisation has decided to leave as they stand, by the words. */
export const dismissedWordsSchema = z.array(boundedText(MASKED_WORDS_MAX)).max(500).default([]);
