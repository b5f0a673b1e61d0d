"use client";

import { useTranslations } from "use-intl";
import { newName, type SubjectName } from "@/lib/domain/dossier";
import { NAME_TYPES } from "@/lib/domain/themes";
import { Checkbox, FieldPairs } from "@/lib/ui";
import { Choice, LanguageChoice, Line } from "../fields/fields";
import { useOptions, useScripts } from "../fields/labels";
import { scriptOf } from "../fields/languages";
import { Lines } from "../fields/rows";
import type { SubjectPartProps } from "./subject-part";
import css from "./sections.module.css";

/** Names as they are written where the person is, and in Latin letters beside. */
export function SubjectNames({ subject, edit }: SubjectPartProps) {
  const t = useTranslations("write.subjects");
  const path = `subjects.${subject.subjectId}.names`;
  return (
    <Lines<SubjectName>
      path={path}
      label={t("names")}
      rows={subject.names}
      onChange={(change) => edit((now) => ({ names: change(now.names) }))}
      make={() => newName(subject.names.length === 0 ? "primary" : "aka")}
      addLabel={t("addName")}
      rowLabel={(number) => t("nameNumber", { number })}
      limit={40}
    >
      {(name, patch, index) => <NameFields {...{ name, patch, isPerson: subject.kind === "person" }} path={`${path}.${index}`} />}
    </Lines>
  );
}

type NameFieldsProps = {
  readonly name: SubjectName;
  readonly patch: (part: Partial<SubjectName>) => void;
  readonly path: string;
  readonly isPerson: boolean;
};

function NameFields({ name, patch, path, isPerson }: NameFieldsProps) {
  const t = useTranslations("write.subjects");
  const types = useOptions("nameType", NAME_TYPES);
  return (
    <>
      <Line
        path={`${path}.full`}
        label={t("fullName")}
        hint={t("fullNameHint")}
        value={name.full}
        onChange={(full) => patch({ full, script: scriptOf(full) || name.script })}
      />
      <Choice path={`${path}.type`} label={t("nameType")} value={name.type} onChange={(type) => patch({ type })} options={types} />
      <details className={css["more"]}>
        <summary>{t("moreOfName")}</summary>
        <NameDetails {...{ name, patch, path, isPerson }} />
      </details>
    </>
  );
}

function NameDetails({ name, patch, path, isPerson }: NameFieldsProps) {
  const t = useTranslations("write.subjects");
  const scripts = useScripts();
  return (
    <FieldPairs>
      {isPerson && (
        <>
          <Line path={`${path}.family`} label={t("family")} optional value={name.family} onChange={(family) => patch({ family })} />
          <Line path={`${path}.given`} label={t("given")} optional value={name.given} onChange={(given) => patch({ given })} />
        </>
      )}
      <Choice path={`${path}.script`} label={t("script")} value={name.script} onChange={(script) => patch({ script })} options={scripts} />
      <LanguageChoice
        path={`${path}.language`}
        label={t("nameLanguage")}
        value={name.language}
        onChange={(language) => patch({ language })}
      />
      <Checkbox
        label={t("weak")}
        hint={t("weakHint")}
        checked={name.strength === "weak"}
        onChange={(weak) => patch({ strength: weak ? "weak" : "strong" })}
      />
    </FieldPairs>
  );
}
