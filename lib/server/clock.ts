import "server-only";

/** Seconds since 1970. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The day `offset` days from now, "YYYY-MM-DD" in UTC. */
export function dayFromNow(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

export function today(): string {
  return dayFromNow(0);
}

/** "YYYY-MM" in UTC. */
export function thisMonth(): string {
  return today().slice(0, 7);
}
