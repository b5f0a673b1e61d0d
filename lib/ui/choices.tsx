"use client";

import { useId, type ReactNode } from "react";
import { classNames } from "./class-names";
import { Field, FieldError, type FieldWords } from "./field";
import { Icon } from "./icons";
import css from "./field.module.css";

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Select only: options that share a group stand under its heading. */
  readonly group?: string | undefined;
}

export interface SelectProps<Value extends string> extends FieldWords {
  readonly value: Value | "";
  readonly onChange: (value: Value) => void;
  readonly options: readonly Option<Value>[];
  /** Shown while nothing is chosen. */
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

function renderOption(option: Option): ReactNode {
  return (
    <option key={option.value} value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  );
}

/** The browser's own list of choices, grouped when options say so. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hint, error, optional, mark, id, value, onChange, options, placeholder, ...rest } = props;
  const groups = [...new Set(options.map((option) => option.group))];
  return (
    <Field {...{ label, hint, error, optional, mark, id }}>
      {(ids) => (
        <span className={css["selectBox"]}>
          <select
            {...rest}
            {...ids}
            className={css["control"]}
            value={value}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen !== undefined) onChange(chosen.value);
            }}
          >
            {placeholder !== undefined && (
              <option value="" disabled={value !== ""}>
                {placeholder}
              </option>
            )}
            {groups.map((group) => {
              const members = options.filter((option) => option.group === group).map(renderOption);
              if (group === undefined) return members;
              return (
                <optgroup key={group} label={group}>
                  {members}
                </optgroup>
              );
            })}
          </select>
          <Icon name="chevron" size={16} />
        </span>
      )}
    </Field>
  );
}

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
  readonly id?: string | undefined;
}

export function Checkbox({ label, hint, error, checked, onChange, disabled, id }: CheckboxProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const described = [hint !== undefined && `${inputId}-hint`, error !== undefined && `${inputId}-error`];
  return (
    <div>
      <label className={css["choice"]} htmlFor={inputId}>
        <input
          id={inputId}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={described.filter(Boolean).join(" ") || undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
        {hint !== undefined && (
          <span id={`${inputId}-hint`} className={css["choiceHint"]}>
            {hint}
          </span>
        )}
      </label>
      <FieldError id={`${inputId}-error`} error={error} />
    </div>
  );
}

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly value: Value | "";
  readonly onChange: (value: Value) => void;
  readonly options: readonly Option<Value>[];
  /** Side by side when the options are short. */
  readonly inline?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly id?: string | undefined;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, hint, error, value, onChange, options, inline = false, disabled, id } = props;
  const ownId = useId();
  const groupId = id ?? ownId;
  const described = [hint !== undefined && `${groupId}-hint`, error !== undefined && `${groupId}-error`];
  return (
    <fieldset
      id={groupId}
      tabIndex={-1}
      className={css["field"]}
      disabled={disabled}
      aria-describedby={described.filter(Boolean).join(" ") || undefined}
    >
      <legend className={css["legend"]}>{label}</legend>
      {hint !== undefined && (
        <div id={`${groupId}-hint`} className={css["hint"]}>
          {hint}
        </div>
      )}
      <div className={classNames(css["choices"], inline && css["inline"])}>
        {options.map((option) => (
          <label key={option.value} className={css["choice"]}>
            <input
              type="radio"
              name={groupId}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
            {option.hint !== undefined && <span className={css["choiceHint"]}>{option.hint}</span>}
          </label>
        ))}
      </div>
      <FieldError id={`${groupId}-error`} error={error} />
    </fieldset>
  );
}
