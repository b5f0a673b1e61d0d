const SIZE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export type SizeUnit = (typeof SIZE_UNITS)[number];

/** A size in the decimal unit that reads best; `unit` is a unit of Intl.NumberFormat. */
export function scaleBytes(bytes: number): { readonly amount: number; readonly unit: SizeUnit } {
  const step = bytes < 1000 ? 0 : Math.min(SIZE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return { amount: bytes / 1000 ** step, unit: SIZE_UNITS[step] ?? "byte" };
}

export type TimeUnit = "seconds" | "minutes" | "hours";

/** A remaining time in the one unit that matters, rounded up: nobody is told "0 minutes". */
export function scaleSeconds(seconds: number): { readonly amount: number; readonly unit: TimeUnit } {
  if (seconds < 60) return { amount: Math.max(1, Math.ceil(seconds)), unit: "seconds" };
  if (seconds < 90 * 60) return { amount: Math.ceil(seconds / 60), unit: "minutes" };
  return { amount: Math.ceil(seconds / 3600), unit: "hours" };
}
