"use client";

import { useTranslations } from "use-intl";
import { LinkButton } from "@/lib/ui";
import css from "../door.module.css";

export default function LockedPage() {
  const t = useTranslations("door.locked");
  return (
    <div className={css["stack"]}>
      <h1>{t("title")}</h1>
      <p className={css["lead"]}>{t("lead")}</p>
      <div className={css["row"]}>
        <LinkButton href="/sign-in" variant="primary" icon="lock">
          {t("unlock")}
        </LinkButton>
      </div>
    </div>
  );
}
