"use client";

/** The fields that a move's payload asks for, drawn from its schema so that form and check can't differ. */
import { useState } from "react";
import { z } from "zod";
import { DateField, Select, TextArea, TextField } from "@/lib/ui";
import { useTranslations } from "use-intl";
import { useFieldChoice, useFieldLabel } from "./payload-words";

export type Payload = Readonly<Record<string, unknown>>;

const DAYS: ReadonlySet<string> = new Set(["day", "dayAnnounced", "byWhen", "lookAgainOn"]);
/** Set by the page, never typed. */
const GIVEN: ReadonlySet<string> = new Set(["text", "subjectId", "authority", "asked"]);

export function fieldsOf(schema: z.ZodType | null): Readonly<Record<string, z.ZodType>> {
  return schema instanceof z.ZodObject ? (schema.shape) : {};
}

/** Empty values of every field, so that what is typed lands in a whole payload. */
export function emptyPayload(schema: z.ZodType | null): Payload {
  const empty = Object.entries(fieldsOf(schema)).map(([key, field]) => [key, field instanceof z.ZodArray ? [] : ""]);
  return Object.fromEntries(empty) as Payload;
}

/** The choices of a field that is one of a few values, else null. */
function choicesOf(field: z.ZodType): readonly (string | number)[] | null {
  if (field instanceof z.ZodEnum) return field.options;
  if (!(field instanceof z.ZodUnion)) return null;
  const literals = (field.options as z.ZodType[]).flatMap((option) => (option instanceof z.ZodLiteral ? [option.value as string | number] : []));
  return literals.length === field.options.length ? literals : null;
}

type PayloadFieldsProps = { readonly schema: z.ZodType | null; readonly value: Payload; readonly onChange: (value: Payload) => void };

export function PayloadFields({ schema, value, onChange }: PayloadFieldsProps) {
  const set = (key: string, field: unknown) => onChange({ ...value, [key]: field });
  return Object.entries(fieldsOf(schema))
    .filter(([key]) => !GIVEN.has(key))
    .map(([key, field]) => <PayloadField key={key} name={key} field={field} value={value[key]} onChange={(next) => set(key, next)} />);
}

type PayloadFieldProps = { readonly name: string; readonly field: z.ZodType; readonly value: unknown; readonly onChange: (value: unknown) => void };

function PayloadField({ name, field, value, onChange }: PayloadFieldProps) {
  const t = useTranslations("dossier");
  const label = useFieldLabel()(name);
  const choice = useFieldChoice();
  const choices = choicesOf(field);
  if (choices !== null) {
    const options = choices.map((option) => ({ value: String(option), label: choice(name, String(option)) }));
    const chosen = (text: string) => onChange(choices.find((option) => String(option) === text));
    return <Select label={label} value={typeof value === "string" || typeof value === "number" ? String(value) : ""} placeholder=" " options={options} onChange={chosen} />;
  }
  if (field instanceof z.ZodArray) {
    const lines = Array.isArray(value) ? value.join("\n") : "";
    const split = (text: string) => onChange(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""));
    return <LinesField label={label} hint={t("officesHint")} initial={lines} onChange={split} />;
  }
  const text = typeof value === "string" ? value : "";
  if (DAYS.has(name)) return <DateField label={label} value={text} onChange={onChange} />;
  return <TextField label={label} value={text} onChange={onChange} />;
}

type LinesFieldProps = { readonly label: string; readonly hint: string; readonly initial: string; readonly onChange: (text: string) => void };

function LinesField({ label, hint, initial, onChange }: LinesFieldProps) {
  const [text, setText] = useState(initial);
  const change = (next: string) => {
    setText(next);
    onChange(next);
  };
  return <TextArea label={label} hint={hint} rows={2} value={text} onChange={change} />;
}
