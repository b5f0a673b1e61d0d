"use client";

import { useTranslations } from "use-intl";
import { WhoReads } from "@/app/who-reads";
import {
  FOREIGN_PERSON_ANSWERS,
  GENDERS,
  newDate,
  newSubject,
  SUBJECT_KINDS,
  type PartialDate,
  type Subject,
} from "@/lib/domain/dossier";
import { SUBJECT_ROLES } from "@/lib/domain/themes";
import { EmptyState, FieldPairs, RadioGroup, Stack } from "@/lib/ui";
import { makeId, useContent, useEditor } from "../editor/editor-context";
import { useReaders } from "../editor/readers";
import { Choice, CountriesInput, Line, LongText } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { AddRow, Lines, RowCard } from "../fields/rows";
import { WhenField } from "../fields/when-field";
import { SubjectIdentifiers } from "./subject-identifiers";
import { SubjectNames } from "./subject-names";
import { SubjectPositions } from "./subject-positions";
import type { SubjectEdit, SubjectPartProps } from "./subject-part";
import { subjectName } from "./row-names";

export function SubjectsSection() {
  const t = useTranslations("write.subjects");
  const { change } = useEditor();
  const { subjects } = useContent();
  const add = () => change({ type: "add", list: "subjects", row: newSubject(makeId) });
  if (subjects.length === 0) {
    return (
      <EmptyState title={t("emptyTitle")} action={<AddRow id="subjects" label={t("add")} onAdd={add} primary />}>
        <p>{t("empty")}</p>
      </EmptyState>
    );
  }
  return (
    <Stack gap="wide">
      {subjects.map((subject, index) => (
        <SubjectCard key={subject.subjectId} {...{ subject, index }} count={subjects.length} />
      ))}
      <AddRow label={t("addAnother")} onAdd={add} />
    </Stack>
  );
}

type CardProps = { readonly subject: Subject; readonly index: number; readonly count: number };

function SubjectCard({ subject, index, count }: CardProps) {
  const t = useTranslations("write.subjects");
  const readers = useReaders("content");
  const edit = useSubjectEdit(subject.subjectId);
  return (
    <RowCard
      list="subjects"
      id={subject.subjectId}
      name={subjectName(subject)}
      kind={t(`kind.${subject.kind}`, { number: index + 1 })}
      first={index === 0}
      last={index === count - 1}
      mark={<WhoReads readers={readers} />}
    >
      <WhoItIs subject={subject} edit={edit} />
      <SubjectNames subject={subject} edit={edit} />
      <Origins subject={subject} edit={edit} />
      <SubjectPositions subject={subject} edit={edit} />
      <SubjectIdentifiers subject={subject} edit={edit} />
      <ForeignPerson subject={subject} edit={edit} />
    </RowCard>
  );
}


function useSubjectEdit(id: string): SubjectEdit {
  const { change } = useEditor();
  return (patch) => change({ type: "patch", list: "subjects", id, patch });
}

function WhoItIs({ subject, edit }: SubjectPartProps) {
  const t = useTranslations("write.subjects");
  const path = `subjects.${subject.subjectId}`;
  const kinds = useOptions("subjectKind", SUBJECT_KINDS);
  const roles = useOptions("subjectRole", SUBJECT_ROLES);
  return (
    <FieldPairs>
      <RadioGroup label={t("kindLabel")} value={subject.kind} onChange={(kind) => edit({ kind })} options={kinds} />
      <Choice path={`${path}.role`} label={t("role")} value={subject.role} onChange={(role) => edit({ role })} options={roles} />
    </FieldPairs>
  );
}

function Origins({ subject, edit }: SubjectPartProps) {
  const t = useTranslations("write.subjects");
  const { kind } = subject;
  const path = `subjects.${subject.subjectId}`;
  const genders = useOptions("gender", GENDERS);
  return (
    <>
      <Lines<PartialDate>
        path={`${path}.birthDates`}
        label={t(`dates.${kind}`)}
        rows={subject.birthDates}
        onChange={(change) => edit((now) => ({ birthDates: change(now.birthDates) }))}
        make={newDate}
        addLabel={t("addDate")}
        rowLabel={(number) => t("dateNumber", { number })}
        limit={10}
      >
        {(date, patch, index) => (
          <WhenField path={`${path}.birthDates.${index}`} label={t(`date.${kind}`)} value={date} onChange={patch} />
        )}
      </Lines>
      <FieldPairs>
        <Line
          path={`${path}.placeOfBirth`}
          label={t(`place.${kind}`)}
          optional
          value={subject.placeOfBirth}
          onChange={(placeOfBirth) => edit({ placeOfBirth })}
        />
        <CountriesInput
          path={`${path}.nationalities`}
          label={t(`nationalities.${kind}`)}
          values={subject.nationalities}
          onChange={(nationalities) => edit({ nationalities: nationalities.slice(0, 10) })}
        />
        {kind === "person" && (
          <Choice
            path={`${path}.gender`}
            label={t("gender")}
            value={subject.gender}
            onChange={(gender) => edit({ gender })}
            options={genders}
          />
        )}
      </FieldPairs>
    </>
  );
}

function ForeignPerson({ subject, edit }: SubjectPartProps) {
  const t = useTranslations("write.subjects");
  const path = `subjects.${subject.subjectId}.foreignPersonCheck`;
  const answers = useOptions("foreignPerson", FOREIGN_PERSON_ANSWERS);
  const { foreignPersonCheck } = subject;
  const set = (part: Partial<Subject["foreignPersonCheck"]>) =>
    edit((now) => ({ foreignPersonCheck: { ...now.foreignPersonCheck, ...part } }));
  return (
    <FieldPairs>
      <Choice
        path={path}
        label={t("foreignPerson")}
        hint={t("foreignPersonHint")}
        value={foreignPersonCheck.answer}
        onChange={(answer) => set({ answer })}
        options={answers}
      />
      <LongText
        path={`${path}.note`}
        label={t("foreignPersonNote")}
        optional
        value={foreignPersonCheck.note}
        onChange={(note) => set({ note })}
        rows={2}
      />
    </FieldPairs>
  );
}
