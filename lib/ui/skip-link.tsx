"use client";

import { useTranslations } from "use-intl";
import css from "./skip-link.module.css";

/** The first stop of the Tab key: past the bars, to the element with this id (which needs tabIndex -1). */
export function SkipLink({ to }: { readonly to: string }) {
  const t = useTranslations("ui");
  return (
    <a className={css["skip"]} href={`#${to}`}>
      {t("skip")}
    </a>
  );
}
