/** The one error answer of the API: a code, and never what was sent. */
import { z } from "zod";

export const ERROR_CODES = [
  "malformed",
  "no-session",
  "forbidden",
  "not-found",
  "conflict",
  "illegal-move",
  "bad-signature",
  "bad-log",
  "stale-keys",
  "incomplete-upload",
  "expired",
  "too-large",
  "quota",
  "space-used",
  "slow-down",
  "closed",
  "full",
  "unavailable",
  "damaged",
  "broken",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Conflicts carry the winner beside the code; see dossiers.ts. */
export const errorAnswer = z.looseObject({ code: z.enum(ERROR_CODES) });

/** GET /api/health */
export const health = z.strictObject({ ok: z.literal(true), founded: z.boolean(), demo: z.boolean() });
