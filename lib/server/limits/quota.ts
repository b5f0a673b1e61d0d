import "server-only";
import { processState } from "../process-state";

const GIBIBYTE = 2 ** 30;
const HOUR_SECONDS = 3600;

/** By the hour and account. */
const PER_ACCOUNT = { bytes: 64 * GIBIBYTE, dossiers: 200, uploads: 5000, invitations: 200 } as const;
/** The whole server takes this many times what one account may. */
const ACCOUNTS_AT_ONCE = 8;

export type QuotaKind = keyof typeof PER_ACCOUNT;
type Counters = { hour: number; spent: Map<string, number> };

/**
 * Takes `amount` from the hour's allowance of the account and of the whole server. In memory only: exact volumes per
 * account, kept next to the sizes of blobs, would say who sent what.
 */
export function spendQuota(userId: string, kind: QuotaKind, amount: number, now: number): boolean {
  const hour = Math.floor(now / HOUR_SECONDS);
  const counters = processState<Counters>("quota", () => ({ hour, spent: new Map() }));
  if (counters.hour !== hour) Object.assign(counters, { hour, spent: new Map() });
  const [own, all] = [`${kind} ${userId}`, kind];
  const ownSpent = (counters.spent.get(own) ?? 0) + amount;
  const allSpent = (counters.spent.get(all) ?? 0) + amount;
  if (ownSpent > PER_ACCOUNT[kind] || allSpent > PER_ACCOUNT[kind] * ACCOUNTS_AT_ONCE) return false;
  counters.spent.set(own, ownSpent).set(all, allSpent);
  return true;
}
