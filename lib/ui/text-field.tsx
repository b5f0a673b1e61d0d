"use client";

import {
  useLayoutEffect,
  useRef,
  type HTMLInputAutoCompleteAttribute,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
} from "react";
import { classNames } from "./class-names";
import { Field, type FieldWords } from "./field";
import css from "./field.module.css";

interface TextControl extends FieldWords {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly autoFocus?: boolean | undefined;
  /** Put around the control, for instance to act on what is selected in it. */
  readonly wrap?: ((control: ReactNode) => ReactNode) | undefined;
}

const bare = (control: ReactNode): ReactNode => control;

export interface TextFieldProps extends TextControl {
  readonly type?: "text" | "password" | "search" | "email" | "url" | undefined;
  /** "off" by default: what is typed here must not stay in the browser's form history. */
  readonly autoComplete?: HTMLInputAutoCompleteAttribute | undefined;
  readonly inputMode?: "text" | "numeric" | "email" | "url" | "search" | undefined;
  readonly mono?: boolean | undefined;
  readonly narrow?: boolean | undefined;
  readonly name?: string | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

/** One line of text in any script and its own direction. Nothing is spell-checked or remembered. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, optional, mark, id, value, onChange, mono, narrow, type, autoComplete, wrap = bare, ...rest } = props;
  return (
    <Field {...{ label, hint, error, optional, mark, id }}>
      {(ids) =>
        wrap(
          <input
            {...rest}
            {...ids}
            type={type ?? "text"}
            autoComplete={autoComplete ?? "off"}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            dir={mono === true ? "ltr" : "auto"}
            className={classNames(css["control"], mono === true && css["mono"], narrow === true && css["narrow"])}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />,
        )
      }
    </Field>
  );
}

export interface TextAreaProps extends TextControl {
  /** Rows that are shown while it is empty. */
  readonly rows?: number | undefined;
  /** Large serif type, for narratives. */
  readonly reading?: boolean | undefined;
  /** Shown below at the end, for instance "1,240 of 8,000 characters". */
  readonly foot?: string | undefined;
  readonly ref?: Ref<HTMLTextAreaElement> | undefined;
}

/** Several lines of text; grows with what is typed. */
export function TextArea(props: TextAreaProps) {
  const { label, hint, error, optional, mark, id, value, onChange, rows = 4, reading, foot, wrap = bare, ...rest } = props;
  return (
    <Field {...{ label, hint, error, optional, mark, id }}>
      {(ids) => (
        <>
          {wrap(<GrowingTextArea {...rest} {...ids} rows={rows} reading={reading ?? false} value={value} onChange={onChange} />)}
          {foot !== undefined && <span className={css["foot"]}>{foot}</span>}
        </>
      )}
    </Field>
  );
}

interface GrowingProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "style"> {
  readonly value: string;
  readonly reading: boolean;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLTextAreaElement> | undefined;
}

function GrowingTextArea({ value, reading, onChange, ref: outerRef, ...rest }: GrowingProps) {
  const ownRef = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = ownRef.current;
    // Browsers with field-sizing grow by style sheet; the others need a hand.
    if (area === null || CSS.supports("field-sizing", "content")) return;
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }, [value]);

  function keepBoth(area: HTMLTextAreaElement | null): void {
    ownRef.current = area;
    if (typeof outerRef === "function") outerRef(area);
    else if (outerRef !== null && outerRef !== undefined) outerRef.current = area;
  }

  return (
    <textarea
      {...rest}
      ref={keepBoth}
      autoComplete="off"
      spellCheck={false}
      dir="auto"
      className={classNames(css["control"], css["area"], reading && css["reading"])}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
