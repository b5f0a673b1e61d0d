"use client";

import { useTranslations } from "use-intl";
import { LinkButton } from "@/lib/ui";
import { PublicFrame } from "./public-frame";
import css from "./message-page.module.css";

export default function NotFoundPage() {
  const t = useTranslations("front");
  return (
    <PublicFrame>
      <div className={css["page"]}>
        <h1>{t("missing.title")}</h1>
        <p>{t("missing.text")}</p>
        <LinkButton href="/" variant="primary" icon="home">
          {t("missing.home")}
        </LinkButton>
      </div>
    </PublicFrame>
  );
}
