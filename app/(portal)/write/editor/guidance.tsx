"use client";

import { useTranslations } from "use-intl";
import type { Section } from "@/lib/domain/sections";
import { Disclosure } from "@/lib/ui";
import css from "./editor.module.css";

/** What belongs into a section, with an example: beside it, or folded above it where there is no room. */
export function Guidance({ section, narrow = false }: { readonly section: Section; readonly narrow?: boolean | undefined }) {
  const t = useTranslations("write.guidance");
  const guidance = useTranslations("guidance");
  const words = (
    <>
      <p>{guidance(`${section}.guidance`)}</p>
      <p className={css["example"]}>{guidance(`${section}.example`)}</p>
    </>
  );
  if (narrow) {
    return (
      <div className={css["guidanceNarrow"]}>
        <Disclosure summary={t("title")}>
          <div className={css["guidanceWords"]}>{words}</div>
        </Disclosure>
      </div>
    );
  }
  return (
    <aside className={css["guidance"]} aria-label={t("title")}>
      <h3>{t("title")}</h3>
      {words}
    </aside>
  );
}
