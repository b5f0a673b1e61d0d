"use client";

import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "./icons";
import css from "./field.module.css";

/** What every field may say about itself. */
export interface FieldWords {
  readonly label: string;
  readonly hint?: ReactNode;
  /** A sentence: what is wrong and what to do. */
  readonly error?: string | undefined;
  /** Adds "optional" to the label; say it where most fields are required. */
  readonly optional?: boolean | undefined;
  /** Stands at the end of the label's line, for instance who can read this. */
  readonly mark?: ReactNode;
  /** Given when something has to point at the field, for instance a link in a list of errors. */
  readonly id?: string | undefined;
}

interface ControlIds {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

export interface FieldProps extends FieldWords {
  readonly children: (ids: ControlIds) => ReactNode;
}

export function FieldError({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p id={id} className={css["error"]}>
      <Icon name="alert" size={16} />
      {error}
    </p>
  );
}

/** Label, hint and error around one control, tied together by ids. */
export function Field({ label, hint, error, optional = false, mark, id, children }: FieldProps) {
  const t = useTranslations("ui");
  const ownId = useId();
  const controlId = id ?? ownId;
  const hintId = hint === undefined ? undefined : `${controlId}-hint`;
  const errorId = error === undefined ? undefined : `${controlId}-error`;
  const describedBy = [hintId, errorId].filter((part) => part !== undefined).join(" ");
  return (
    <div className={css["field"]} data-field="">
      <div className={css["labelRow"]}>
        <label className={css["label"]} htmlFor={controlId}>
          {label}
        </label>
        {optional && <span className={css["optional"]}>{t("optional")}</span>}
        {mark !== undefined && <span className={css["mark"]}>{mark}</span>}
      </div>
      {hintId !== undefined && (
        <div id={hintId} className={css["hint"]}>
          {hint}
        </div>
      )}
      <div className={css["slot"]}>
        {children({
          id: controlId,
          "aria-describedby": describedBy === "" ? undefined : describedBy,
          "aria-invalid": error === undefined ? undefined : true,
        })}
      </div>
      {errorId !== undefined && <FieldError id={errorId} error={error} />}
    </div>
  );
}
