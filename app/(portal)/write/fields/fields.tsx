"use client";

/** The form's fields: each knows its path in the dossier, so that a missing thing can lead to it and be said beside it. */
import { useTranslations } from "use-intl";
import { TEXT_LIMITS } from "@/lib/domain/dossier";
import { ChipsInput, Field, Select, TextArea, TextField, type Option } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { Maskable } from "../words/maskable";
import { useCountries, useLanguages } from "./labels";
import css from "./fields.module.css";

type Words = {
  /** Path in the dossier, as completeness names it; also the id of the field in the page. */
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
};

function useWords({ path, label, hint, optional }: Words) {
  const { problem } = useEditor();
  return { id: path, label, hint, optional, error: problem(path) };
}

type TextProps = Words & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly limit?: number | undefined;
};

export function Line({ value, onChange, limit = TEXT_LIMITS.line, ...words }: TextProps) {
  return <TextField {...useWords(words)} {...{ value, onChange }} maxLength={limit} wrap={(control) => <Maskable path={words.path}>{control}</Maskable>} />;
}

type LongTextProps = TextProps & { readonly rows?: number | undefined; readonly reading?: boolean | undefined };

/** How full the field may be before the count is shown. */
const COUNT_FROM = 0.8;

export function LongText({ value, onChange, limit = TEXT_LIMITS.paragraph, rows = 3, reading, ...words }: LongTextProps) {
  const t = useTranslations("write.fields");
  const foot = value.length > limit * COUNT_FROM ? t("count", { used: value.length, limit }) : undefined;
  return <TextArea {...useWords(words)} {...{ value, onChange, rows, reading, foot }} maxLength={limit} wrap={(control) => <Maskable path={words.path}>{control}</Maskable>} />;
}

type ChoiceProps<Id extends string> = Words & {
  readonly value: Id | "";
  readonly onChange: (value: Id) => void;
  readonly options: readonly Option<Id>[];
};

export function Choice<Id extends string>({ value, onChange, options, ...words }: ChoiceProps<Id>) {
  const t = useTranslations("write.fields");
  return <Select {...useWords(words)} {...{ value, onChange, options }} placeholder={t("choose")} />;
}

type ManyProps<Id extends string> = Words & {
  readonly values: readonly Id[];
  readonly onChange: (values: Id[]) => void;
  readonly options: readonly Option<Id>[];
};

export function Many<Id extends string>({ values, onChange, options, ...words }: ManyProps<Id>) {
  const t = useTranslations("write.fields");
  return <ChipsInput {...useWords(words)} {...{ values, onChange, options }} placeholder={t("search")} />;
}

const NONE = "none";
type OptionalChoiceProps<Id extends string> = Omit<ChoiceProps<Id>, "onChange"> & { readonly onChange: (value: Id | "") => void };

/** A choice that can be taken back. */
export function OptionalChoice<Id extends string>({ value, onChange, options, ...words }: OptionalChoiceProps<Id>) {
  const t = useTranslations("write.fields");
  const all: readonly Option<Id | typeof NONE>[] = [{ value: NONE, label: t("none") }, ...options];
  return <Choice {...words} value={value} onChange={(id) => onChange(id === NONE ? "" : id)} options={all} />;
}

type CountryProps = Words & { readonly value: string; readonly onChange: (code: string) => void };

export function CountryChoice(props: CountryProps) {
  return <OptionalChoice {...props} options={useCountries()} />;
}

export function CountriesInput(props: Omit<ManyProps<string>, "options">) {
  return <Many {...props} options={useCountries()} />;
}

export function LanguageChoice({ value, ...props }: CountryProps) {
  const known = useLanguages();
  const other = value !== "" && !known.some((language) => language.value === value) ? [{ value, label: value }] : [];
  return <OptionalChoice {...props} value={value} options={[...other, ...known]} />;
}

type LinksProps = Words & {
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
  readonly options: readonly Option[];
  /** Said while there is nothing to link to yet. */
  readonly empty: string;
};

/** Links to other rows of the dossier: boxes to tick, since there are few and their names are long. */
export function Links({ values, onChange, options, empty, ...words }: LinksProps) {
  const { id, label, hint, error } = useWords(words);
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  return (
    <Field {...{ id, label, hint, error }}>
      {(ids) => (
        <div {...ids} role="group" aria-label={label} tabIndex={-1} className={css["links"]}>
          {options.length === 0 && <p className={css["none"]}>{empty}</p>}
          {options.map((option) => (
            <label key={option.value} className={css["link"]}>
              <input type="checkbox" checked={values.includes(option.value)} onChange={() => toggle(option.value)} />
              <bdi>{option.label}</bdi>
            </label>
          ))}
        </div>
      )}
    </Field>
  );
}
