"use client";

import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Icon, type IconName } from "./icons";
import css from "./toolbar.module.css";

export interface FiltersProps {
  readonly label: string;
  /** Fields and buttons. */
  readonly children: ReactNode;
  /** What is left, in words: "12 of 40 dossiers". Announced when it changes. */
  readonly summary?: string | undefined;
  /** Given while something is filtered: takes all of it away. */
  readonly onClear?: (() => void) | undefined;
}

/** A row of filters above a list, with what they leave. */
export function Filters({ label, children, summary, onClear }: FiltersProps) {
  const t = useTranslations("ui");
  return (
    <div className={css["toolbar"]} role="search" aria-label={label}>
      {children}
      <div className={css["summary"]}>
        <span role="status">{summary}</span>
        {onClear !== undefined && (
          <Button variant="plain" icon="close" onClick={onClear}>
            {t("clearFilters")}
          </Button>
        )}
      </div>
    </div>
  );
}

export interface ToggleOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName | undefined;
}

export interface ToggleGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly ToggleOption<Value>[];
}

/** One of two or three, at once: board or table, light or dark. */
export function ToggleGroup<Value extends string>({ label, value, onChange, options }: ToggleGroupProps<Value>) {
  const name = useId();
  return (
    <div className={css["toggle"]} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon !== undefined && <Icon name={option.icon} size={16} />}
          {option.label}
        </label>
      ))}
    </div>
  );
}
