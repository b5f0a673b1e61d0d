import "server-only";
import { dayFromNow } from "../clock";
import { UPLOAD_EXPIRY_DAYS } from "../limits/shown-limits";

const DAY_MS = 86_400_000;

/** An upload that no keep names goes when its last byte came before this day, "YYYY-MM-DD". */
export function firstDayKept(): string {
  return dayFromNow(-UPLOAD_EXPIRY_DAYS);
}

export function isExpired(blob: { readonly lastByteDay: string; readonly keep: unknown }): boolean {
  return blob.keep === null && blob.lastByteDay < firstDayKept();
}

/** When an upload goes that got its last byte on `day`, as an HTTP date: the row knows the day alone, so it is the end of one. */
export function expiryAfter(day: string): string {
  return new Date(Date.parse(day) + (UPLOAD_EXPIRY_DAYS + 1) * DAY_MS).toUTCString();
}
