"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FieldWords } from "./field";
import { parsePartialDate } from "./partial-date";
import { TextField } from "./text-field";

export interface DateFieldProps extends FieldWords {
  /** As typed; after leaving the field YYYY, YYYY-MM or YYYY-MM-DD when it is a date. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Only a full day will do. */
  readonly exact?: boolean | undefined;
}

/** A date as precisely as it is known. Typed, since evidence is dated and not picked from this month. */
export function DateField({ value, onChange, hint, error, exact = false, ...rest }: DateFieldProps) {
  const t = useTranslations("ui");
  const [left, setLeft] = useState(false);
  const date = parsePartialDate(value);
  const good = value.trim() === "" || (date !== null && (!exact || date.precision === "day"));
  const example = exact ? t("dateExample.exact") : t("dateExample.partial");

  function leave(): void {
    setLeft(true);
    if (date !== null && date.text !== value) onChange(date.text);
  }

  return (
    <TextField
      {...rest}
      value={value}
      onChange={onChange}
      onBlur={leave}
      hint={hint ?? example}
      error={error ?? (left && !good ? t("dateWrong", { example }) : undefined)}
      inputMode="text"
      maxLength={12}
      mono
      narrow
    />
  );
}
