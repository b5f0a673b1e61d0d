/** The words of a memo. Memos are in English whatever the coordinator's interface speaks: governments read them. */
import { createTranslator } from "use-intl/core";
import type { PartialDate } from "../../../domain/dossier/fields";
import domainMessages from "../../../../messages/en/domain.json";
import memoMessages from "../../../../messages/en/memo.json";

const LOCALE = "en-GB";
const shared = { locale: "en", timeZone: "UTC" } as const;

export const memoWord = createTranslator({ ...shared, messages: { memo: memoMessages }, namespace: "memo" });
export const domainWord = createTranslator({ ...shared, messages: { domain: domainMessages }, namespace: "domain" });

const dateStyles: Readonly<Record<number, Intl.DateTimeFormatOptions>> = {
  1: { year: "numeric" },
  2: { year: "numeric", month: "long" },
  3: { year: "numeric", month: "long", day: "numeric" },
};

function formatCalendar(value: string): string {
  const parts = value.split("-").map(Number);
  const [year = Number.NaN, month = 1, day = 1] = parts;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (Number.isNaN(date.getTime())) return value;
  return new Intl.DateTimeFormat(LOCALE, { ...dateStyles[parts.length], timeZone: "UTC" }).format(date);
}

/** "3 May 2020", "May 2020", "between … and …", "about 2020"; "" for a date that was not given. */
export function formatPartialDate({ value, precision }: PartialDate): string {
  if (value === "") return "";
  const [from = "", to = ""] = value.split("/");
  if (precision === "range") return memoWord("date-between", { from: formatCalendar(from), to: formatCalendar(to) });
  return precision === "circa" ? memoWord("date-about", { date: formatCalendar(from) }) : formatCalendar(from);
}

export function formatDay(day: string): string {
  return formatCalendar(day);
}

const countries = new Intl.DisplayNames(LOCALE, { type: "region" });
const languages = new Intl.DisplayNames(LOCALE, { type: "language" });
const scripts = new Intl.DisplayNames(LOCALE, { type: "script" });

function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return code === "" ? "" : names.of(code) ?? code;
  } catch {
    return code;
  }
}

export const countryName = (code: string): string => nameOf(countries, code);
export const languageName = (code: string): string => nameOf(languages, code);
export const scriptName = (code: string): string => nameOf(scripts, code);
