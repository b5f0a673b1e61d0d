"use client";

import { useTranslations } from "use-intl";

export default function FrontPage() {
  const t = useTranslations("front");
  return <h1>{t("title")}</h1>;
}
