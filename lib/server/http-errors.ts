import "server-only";
import type { Ok } from "@/lib/shared/result";
import type { ErrorCode } from "@/lib/wire/errors";

/** The one map from codes to statuses. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  malformed: 400,
  "no-session": 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "stale-keys": 409,
  "incomplete-upload": 409,
  closed: 409,
  expired: 410,
  "too-large": 413,
  "illegal-move": 422,
  "bad-signature": 422,
  "bad-log": 422,
  quota: 429,
  "slow-down": 429,
  broken: 500,
  damaged: 500,
  unavailable: 503,
  full: 507,
  "space-used": 507,
};

/** A refused request; `detail` goes into the answer beside the code and holds records that the caller may read anyway. */
export type Refusal = { readonly ok: false; readonly code: ErrorCode; readonly detail?: Readonly<Record<string, unknown>> };
export type Outcome<V> = Ok<V> | Refusal;

export function refuse(code: ErrorCode, detail?: Readonly<Record<string, unknown>>): Refusal {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}
