/** The summary that boards show: one symmetric box per dossier. */
import { z } from "zod";
import { u64, type Bytes } from "../shared/bytes";
import type { DossierId } from "../shared/ids";
import type { Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { paddedBoxField } from "./compartment-names";
import type { Part } from "./labels";
import { SUMMARY_MIN_BYTES } from "./padding";

const words = z.array(z.string().max(300)).max(200);
const track = z.strictObject({ track: z.string().regex(/^[0-9a-f]{32}$/), subject: z.string().max(300), authority: z.string().max(30) });
export const summarySchema = z.strictObject({
  title: z.string().max(300),
  subjects: words,
  countries: words,
  themes: words,
  authorities: words,
  tracks: z.array(track).max(500),
});

/**
 * subjects: names; countries, themes, authorities: the domain's ids; tracks: whose and for which authority each open
 * track is, so that a board need not open the version that the track's first move is boxed under.
 */
export type Summary = z.infer<typeof summarySchema>;

/** A summary as it travels and is stored: under PRF(RS_f, "summary", dossier_id). */
export const summaryBoxField = paddedBoxField(SUMMARY_MIN_BYTES, 256 * 1024);

export function encodeSummary(summary: Summary): Bytes {
  return encodeCbor(summary);
}

export function decodeSummary(bytes: Uint8Array): Result<Summary, "E_FORMAT"> {
  return decodeCbor(bytes, summarySchema);
}

/** Associated data of a summary's box. */
export function summaryAd(dossierId: DossierId, q: number): readonly Part[] {
  return ["summary", dossierId, u64(q)];
}
