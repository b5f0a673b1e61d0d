"use client";

import { useTranslations } from "use-intl";
import type { OpenedCustody } from "@/lib/crypto/api";
import { Notice } from "@/lib/ui";
import { useErrorText } from "../../session/error-text";
import { useDayText } from "../board/board-parts";
import type { CustodyRead } from "./use-custody";
import css from "./dossier.module.css";

/** What is wrong with the custody log as it was served: said in red, and never a reason to hide what does hold. */
export function CustodyNotices({ custody }: { readonly custody: CustodyRead }) {
  const t = useTranslations("dossier.custody");
  const errorText = useErrorText();
  const { view, error } = custody;
  const entries = view?.entries ?? [];
  const broken = entries.filter(({ what }) => what === "broken");
  const later = entries.filter(({ what }) => what === "not-yours").length;
  return (
    <>
      {error !== null && (
        <Notice tone="error" title={t("unreadTitle")} live>
          {errorText(error)}
        </Notice>
      )}
      {view !== null && view.fault !== null && (
        <Notice tone="error" title={t("faultTitle")} live>
          {t("fault", { count: entries.length, code: view.fault })}
        </Notice>
      )}
      {broken.length > 0 && <BrokenEntries entries={broken} />}
      {later > 0 && <p className={css["meta"]}>{t("notYours", { count: later })}</p>}
    </>
  );
}

function BrokenEntries({ entries }: { readonly entries: readonly OpenedCustody[] }) {
  const t = useTranslations("dossier.custody");
  const dayText = useDayText();
  return (
    <Notice tone="error" title={t("brokenTitle")}>
      <ul>
        {entries.map(({ n, by, day }) => (
          <li key={n}>{t("broken", { handle: by.handle, day: dayText(day) })}</li>
        ))}
      </ul>
    </Notice>
  );
}
