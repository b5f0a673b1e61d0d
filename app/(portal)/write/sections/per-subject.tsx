"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Subject } from "@/lib/domain/dossier";
import { Button, EmptyState, Panel, Stack } from "@/lib/ui";
import { WhoReads } from "@/app/who-reads";
import { useContent, useEditor } from "../editor/editor-context";
import { useReaders } from "../editor/readers";
import { useSection } from "../editor/use-section";
import { subjectName } from "./row-names";
import { FieldError } from "@/lib/ui";

type PerSubjectProps = {
  /** "legalBasis" or "requestedActions": completeness names a subject that lacks one by this path. */
  readonly part: "legalBasis" | "requestedActions";
  readonly children: (subject: Subject) => ReactNode;
};

/** What is said once for each person or entity. */
export function PerSubject({ part, children }: PerSubjectProps) {
  const t = useTranslations("write.perSubject");
  const { problem } = useEditor();
  const { subjects } = useContent();
  const readers = useReaders("content");
  const [, openSection] = useSection();
  if (subjects.length === 0) {
    return (
      <EmptyState title={t("emptyTitle")} action={<Button icon="person" onClick={() => openSection("subjects")}>{t("toSubjects")}</Button>}>
        <p>{t("empty")}</p>
      </EmptyState>
    );
  }
  return (
    <Stack gap="wide">
      {subjects.map((subject, index) => {
        const path = `subjects.${subject.subjectId}.${part}`;
        const name = subjectName(subject);
        return (
          <Panel
            key={subject.subjectId}
            id={path}
            title={<bdi>{name === "" ? t("unnamed", { number: index + 1 }) : name}</bdi>}
            mark={<WhoReads readers={readers} />}
          >
            <FieldError id={`${path}-error`} error={problem(path)} />
            {children(subject)}
          </Panel>
        );
      })}
    </Stack>
  );
}
