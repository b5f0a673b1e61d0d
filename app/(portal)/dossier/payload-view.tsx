"use client";

import { useTranslations } from "use-intl";
import { KeyValue } from "@/lib/ui";
import { textOf } from "./dossier-head";
import { useFieldChoice, useFieldLabel } from "./payload-words";
import css from "./dossier.module.css";

/** What a move said: its reason, and its fields by name. */
export function PayloadView({ label, payload }: { readonly label: string; readonly payload: unknown }) {
  const t = useTranslations("dossier");
  const fieldLabel = useFieldLabel();
  const choice = useFieldChoice();
  if (typeof payload !== "object" || payload === null) return <p className={css["meta"]}>{t("sealedText")}</p>;
  const pairs = Object.entries(payload).flatMap(([key, value]: [string, unknown]) => {
    const shown = Array.isArray(value) ? value.map((one) => choice(key, String(one))).join(", ") : choice(key, String(value));
    return key === "text" || key === "subjectId" || shown === "" ? [] : [{ id: key, term: fieldLabel(key), value: <bdi>{shown}</bdi> }];
  });
  return (
    <div className={css["payload"]}>
      <p className={css["meta"]}>{label}</p>
      <p className="narrative">
        <bdi>{textOf(payload)}</bdi>
      </p>
      {pairs.length > 0 && <KeyValue pairs={pairs} />}
    </div>
  );
}
