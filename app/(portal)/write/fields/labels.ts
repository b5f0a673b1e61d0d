"use client";

/** Words for the closed lists of the domain, and for what the browser itself can name: countries, languages, scripts. */
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { COUNTRY_CODES } from "@/lib/domain/countries";
import type { messages } from "@/messages";
import type { Option } from "@/lib/ui";
import { LANGUAGES, SCRIPTS } from "./languages";

type Group = keyof typeof messages.domain;

/** The label of an id in one of the catalogue's groups. */
export function useLabel(): (group: Group, id: string) => string {
  const t = useTranslations("domain");
  return (group, id) => t(`${group}.${id}` as Parameters<typeof t>[0]);
}

export function useOptions<Id extends string>(group: Group, ids: readonly Id[]): readonly Option<Id>[] {
  const label = useLabel();
  return ids.map((id) => ({ value: id, label: label(group, id) }));
}

function useNames(type: "region" | "language" | "script", codes: readonly string[]): readonly Option[] {
  const locale = useLocale();
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type, fallback: "code" });
    const options = codes.map((code) => ({ value: code, label: names.of(code) ?? code }));
    return options.sort((a, b) => a.label.localeCompare(b.label, locale));
  }, [locale, type, codes]);
}

export const useCountries = (): readonly Option[] => useNames("region", COUNTRY_CODES);
export const useLanguages = (): readonly Option[] => useNames("language", LANGUAGES);
export const useScripts = (): readonly Option[] => useNames("script", SCRIPTS);

export function useCountryName(): (code: string) => string {
  const countries = useCountries();
  return (code) => countries.find((country) => country.value === code)?.label ?? code;
}
