"use client";

import { useTranslations } from "use-intl";
import { Button, Notice } from "@/lib/ui";
import { useSection } from "../editor/use-section";
import { useSuggestions } from "../words/use-suggestions";

/** Before submitting: words that look like what must not be read, neither hidden nor left on purpose. Stands in nobody's way. */
export function UnhiddenWords() {
  const t = useTranslations("write.words");
  const [, openSection] = useSection();
  const count = useSuggestions()?.length ?? 0;
  if (count === 0) return null;
  return (
    <Notice tone="warn" live title={t("unhiddenTitle", { count })} actions={<Button onClick={() => openSection("hidden-words")}>{t("unhiddenLook")}</Button>}>
      {t("unhidden")}
    </Notice>
  );
}
