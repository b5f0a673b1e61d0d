import "server-only";
import { processState } from "../process-state";

const FREE_ATTEMPTS = 3;
const MAX_DELAY_SECONDS = 30;
const FORGET_AFTER_SECONDS = 900;
const MAX_HANDLES = 10_000;

type Failures = { count: number; at: number };

const failures = (): Map<string, Failures> => processState("login-failures", () => new Map<string, Failures>());

/** Seconds that an attempt on this handle waits before it is judged. It grows, and never becomes a refusal. */
export function delaySecondsFor(handle: string, now: number): number {
  const past = failures().get(handle);
  if (past === undefined || now - past.at > FORGET_AFTER_SECONDS || past.count < FREE_ATTEMPTS) return 0;
  return Math.min(MAX_DELAY_SECONDS, 2 ** (past.count - FREE_ATTEMPTS));
}

/** Counts for handles that nobody has, too: they must not answer faster. */
export function recordFailure(handle: string, now: number): void {
  const known = failures();
  const past = known.get(handle);
  const count = past === undefined || now - past.at > FORGET_AFTER_SECONDS ? 1 : past.count + 1;
  known.delete(handle);
  known.set(handle, { count, at: now });
  const oldest = known.keys().next().value;
  if (known.size > MAX_HANDLES && oldest !== undefined) known.delete(oldest);
}

export function recordSuccess(handle: string): void {
  failures().delete(handle);
}
