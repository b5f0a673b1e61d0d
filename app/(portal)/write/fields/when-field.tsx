"use client";

import { useTranslations } from "use-intl";
import type { PartialDate } from "@/lib/domain/dossier";
import { DateField, FieldError, Select } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { cleanDateText, joinDate, modeOf, partsOf, type DateMode } from "./partial-date";
import css from "./fields.module.css";

type WhenFieldProps = {
  readonly path: string;
  readonly label: string;
  readonly value: PartialDate;
  readonly onChange: (date: PartialDate) => void;
};

const MODES: readonly DateMode[] = ["exact", "circa", "range"];

/** A date as precisely as it is known: exact, about, or between two. */
export function WhenField({ path, label, value, onChange }: WhenFieldProps) {
  const t = useTranslations("write.date");
  const { problem } = useEditor();
  const mode = modeOf(value);
  const [from, to] = partsOf(value);
  const error = problem(path);
  return (
    <div id={path} className={css["date"]} role="group" aria-label={label}>
      <div className={css["dateParts"]}>
        <DateField
          label={mode === "range" ? t("from", { label }) : label}
          hint={t("hint")}
          value={from}
          onChange={(text) => onChange(joinDate(mode, cleanDateText(text), to))}
        />
        {mode === "range" && (
          <DateField label={t("to")} hint={t("hint")} value={to} onChange={(text) => onChange(joinDate(mode, from, cleanDateText(text)))} />
        )}
        <div className={css["dateMode"]}>
          <Select
            label={t("mode")}
            value={mode}
            onChange={(next) => onChange(joinDate(next, from, to))}
            options={MODES.map((id) => ({ value: id, label: t(`modes.${id}`) }))}
          />
        </div>
      </div>
      <FieldError id={`${path}-error`} error={error} />
    </div>
  );
}
