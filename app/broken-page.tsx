"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/lib/ui";
import { PublicFrame } from "./public-frame";
import css from "./message-page.module.css";

export interface BrokenPageProps {
  /** Next gives errors of the server a digest. The message is never shown: it could hold what somebody typed. */
  readonly digest: string | undefined;
  readonly onRetry: () => void;
}

export function BrokenPage({ digest, onRetry }: BrokenPageProps) {
  const t = useTranslations("front");
  return (
    <PublicFrame>
      <div className={css["page"]} role="alert">
        <h1>{t("broken.title")}</h1>
        <p>{t("broken.text")}</p>
        {digest !== undefined && <p className={css["small"]}>{t("broken.code", { code: digest })}</p>}
        <div className={css["actions"]}>
          <Button variant="primary" icon="retry" onClick={onRetry}>
            {t("broken.again")}
          </Button>
        </div>
      </div>
    </PublicFrame>
  );
}
