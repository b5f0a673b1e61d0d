/** A submission that waits longer for a coordinator is worth asking about (protocol 3.9). */
export const LONG_WAIT_DAYS = 3;

/** Whole days from `day` (YYYY-MM-DD or YYYY-MM, UTC) to `now`. */
export function daysSince(day: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(day)) / 86_400_000));
}
