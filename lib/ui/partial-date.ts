export type DatePrecision = "year" | "month" | "day";

export interface PartialDate {
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly text: string;
  readonly precision: DatePrecision;
}

const SHAPE = /^(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$/;

/** Reads a date that is known to the year, month or day, big end first. Null when it is no date of the calendar. */
export function parsePartialDate(input: string): PartialDate | null {
  const match = SHAPE.exec(input.trim());
  const year = match?.[1];
  if (match === null || year === undefined || year === "0000") return null;
  const month = match[2]?.padStart(2, "0");
  if (month === undefined) return { text: year, precision: "year" };
  if (month < "01" || month > "12") return null;
  const day = match[3]?.padStart(2, "0");
  if (day === undefined) return { text: `${year}-${month}`, precision: "month" };
  const text = `${year}-${month}-${day}`;
  const date = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return exists ? { text, precision: "day" } : null;
}
