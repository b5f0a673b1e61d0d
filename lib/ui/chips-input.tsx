"use client";

import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import type { Option } from "./choices";
import { classNames } from "./class-names";
import { Field, type FieldWords } from "./field";
import { Icon } from "./icons";
import { matchesText } from "./match-text";
import { showOption, useActiveOption } from "./use-active-option";
import css from "./chips-input.module.css";
import fieldCss from "./field.module.css";

export interface ChipsInputProps<Value extends string> extends FieldWords {
  readonly values: readonly Value[];
  readonly onChange: (values: Value[]) => void;
  /** The choices, searched by label and hint. */
  readonly options: readonly Option<Value>[];
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** Several out of a long list: type to search, arrows and Enter to take, Backspace to give back. */
export function ChipsInput<Value extends string>(props: ChipsInputProps<Value>) {
  const { label, hint, error, optional, mark, id, values, onChange, options, placeholder, disabled } = props;
  const listId = useId();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const found = options.filter((option) => matchesText(`${option.label} ${option.hint ?? ""} ${option.value}`, query));
  const list = useActiveOption(open ? found.length : 0, (index) => toggle(found[index]));
  const activeId = useShownOption(listId, list.active);

  function toggle(option: Option<Value> | undefined): void {
    if (option === undefined || option.disabled === true) return;
    const { value } = option;
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
    setQuery("");
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (list.handleKey(event)) return;
    if (event.key === "Backspace" && query === "" && values.length > 0) onChange(values.slice(0, -1));
    else if (event.key === "Escape" && open) {
      event.preventDefault();
      setOpen(false);
    } else if (event.key === "ArrowDown") setOpen(true);
  }

  function search(text: string): void {
    setQuery(text);
    setOpen(true);
    list.setActive(0);
  }

  return (
    <Field {...{ label, hint, error, optional, mark, id }}>
      {(ids) => (
        <div className={css["anchor"]}>
          <div className={classNames(fieldCss["control"], css["box"])}>
            <Chips {...{ values, options, disabled }} onRemove={(gone) => onChange(values.filter((value) => value !== gone))} />
            <input
              {...ids}
              role="combobox"
              aria-expanded={open}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={activeId}
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              disabled={disabled}
              placeholder={values.length === 0 ? placeholder : undefined}
              value={query}
              onChange={(event) => search(event.target.value)}
              onKeyDown={handleKey}
              onClick={() => setOpen(true)}
              onBlur={() => setOpen(false)}
            />
          </div>
          {open && <OptionList {...{ listId, found, values, label }} active={list.active} onToggle={toggle} />}
        </div>
      )}
    </Field>
  );
}

/** Id of the active option, which is scrolled into view. */
function useShownOption(listId: string, active: number): string | undefined {
  const id = active >= 0 ? `${listId}-${active}` : undefined;
  useEffect(() => {
    if (id !== undefined) showOption(id);
  }, [id]);
  return id;
}

interface ChipsProps<Value extends string> {
  readonly values: readonly Value[];
  readonly options: readonly Option<Value>[];
  readonly disabled: boolean | undefined;
  readonly onRemove: (value: Value) => void;
}

function Chips<Value extends string>({ values, options, disabled, onRemove }: ChipsProps<Value>) {
  const t = useTranslations("ui");
  return values.map((value) => {
    const label = options.find((option) => option.value === value)?.label ?? value;
    return (
      <span key={value} className={css["chip"]}>
        <bdi>{label}</bdi>
        <button type="button" disabled={disabled} aria-label={t("remove", { what: label })} onClick={() => onRemove(value)}>
          <Icon name="close" size={14} />
        </button>
      </span>
    );
  });
}

interface OptionListProps<Value extends string> {
  readonly listId: string;
  readonly label: string;
  readonly found: readonly Option<Value>[];
  readonly values: readonly Value[];
  readonly active: number;
  readonly onToggle: (option: Option<Value>) => void;
}

function OptionList<Value extends string>({ listId, label, found, values, active, onToggle }: OptionListProps<Value>) {
  const t = useTranslations("ui");
  if (found.length === 0) {
    return (
      <div className={classNames(css["list"], css["none"])} role="status">
        {t("nothingFound")}
      </div>
    );
  }
  return (
    <div id={listId} className={css["list"]} role="listbox" aria-label={label} aria-multiselectable="true">
      {found.map((option, index) => (
        <div
          key={option.value}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={values.includes(option.value)}
          aria-disabled={option.disabled}
          data-active={index === active || undefined}
          className={css["option"]}
          // Pressing must not take the focus out of the text box.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onToggle(option)}
          onKeyDown={() => {}}
        >
          <span>{values.includes(option.value) && <Icon name="check" size={16} />}</span>
          <span>{option.label}</span>
          {option.hint !== undefined && <small>{option.hint}</small>}
        </div>
      ))}
    </div>
  );
}
