/** Typing a date that may be a year, a month, a day, a guess or a span, into the one text that a dossier keeps. */
import type { PartialDate } from "@/lib/domain/dossier";

export type DateMode = "exact" | "circa" | "range";

export function modeOf({ precision }: PartialDate): DateMode {
  return precision === "circa" || precision === "range" ? precision : "exact";
}

export function partsOf({ value }: PartialDate): readonly [string, string] {
  const [from = "", to = ""] = value.split("/");
  return [from, to];
}

/** Only digits and hyphens; Arabic and Persian digits, full stops and slashes are taken for what they mean. */
export function cleanDateText(text: string): string {
  return [...text]
    .map((sign) => {
      const code = sign.charCodeAt(0);
      if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
      if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
      return /[./]/.test(sign) ? "-" : sign;
    })
    .join("")
    .replace(/[^0-9-]/g, "")
    .slice(0, 10);
}

const PRECISIONS = ["year", "month", "day"] as const;

export function joinDate(mode: DateMode, from: string, to: string): PartialDate {
  if (mode === "range") return { value: from === "" && to === "" ? "" : `${from}/${to}`, precision: "range" };
  if (mode === "circa") return { value: from, precision: "circa" };
  const precision = from === "" ? "day" : (PRECISIONS[from.split("-").length - 1] ?? "day");
  return { value: from, precision };
}
