"use client";

import { useTranslations } from "use-intl";
import { useErrorText } from "../../session/error-text";

type About = { title?: string; exhibit?: string | null };

/** The sentence for what stopped a package; everything else has its sentence in the common catalogue. */
export function useFaultText(): (code: string, about?: About) => string {
  const t = useTranslations("packages.faults");
  const errorText = useErrorText();
  return (code, { title = "", exhibit = "" } = {}) =>
    t.has(code as "unreadable") ? t(code as "unreadable", { title, exhibit: exhibit ?? "" }) : errorText(code);
}
