"use client";

import { useTranslations } from "use-intl";

export function Wordmark() {
  const t = useTranslations("shell");
  return <span>{t("name")}</span>;
}
