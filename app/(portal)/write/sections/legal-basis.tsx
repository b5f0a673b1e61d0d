"use client";

import { useTranslations } from "use-intl";
import { newLegalBasis, TEXT_LIMITS, type LegalBasis, type Subject } from "@/lib/domain/dossier";
import { AUTHORITIES, canList, criteriaFor, findCriterion, type Criterion } from "@/lib/domain/regimes";
import { CONDUCT_LINKS } from "@/lib/domain/themes";
import { FieldPairs, Notice, Select } from "@/lib/ui";
import { makeId, useContent, useEditor } from "../editor/editor-context";
import { Choice, LongText } from "../fields/fields";
import { useLabel, useOptions } from "../fields/labels";
import { AddRow, RowCard } from "../fields/rows";
import { PerSubject } from "./per-subject";
import css from "./sections.module.css";

export function LegalBasisSection() {
  const t = useTranslations("write.legalBasis");
  const { change } = useEditor();
  const { legalBasis } = useContent();
  return (
    <PerSubject part="legalBasis">
      {(subject) => {
        const rows = legalBasis.filter((basis) => basis.subjectId === subject.subjectId);
        return (
          <>
            {rows.map((basis, index) => (
              <BasisCard key={basis.id} {...{ basis, subject, index }} />
            ))}
            <AddRow
              label={rows.length === 0 ? t("add") : t("addAnother")}
              onAdd={() => change({ type: "add", list: "legalBasis", row: newLegalBasis(makeId, subject.subjectId) })}
            />
          </>
        );
      }}
    </PerSubject>
  );
}

type BasisProps = { readonly basis: LegalBasis; readonly subject: Subject; readonly index: number };

function BasisCard({ basis, subject, index }: BasisProps) {
  const t = useTranslations("write.legalBasis");
  const label = useLabel();
  const { change } = useEditor();
  const links = useOptions("conductLink", CONDUCT_LINKS);
  const path = `legalBasis.${basis.id}`;
  const edit = (patch: Partial<LegalBasis>) => change({ type: "patch", list: "legalBasis", id: basis.id, patch });
  const criterion = findCriterion(basis.criterion);
  const name = criterion === null ? "" : label("criterion", criterion.code);
  return (
    <RowCard list="legalBasis" id={basis.id} name={name} kind={t("kind", { number: index + 1 })} first last>
      <AuthorityAndCriterion {...{ basis, subject, edit }} />
      {criterion !== null && <CriterionText criterion={criterion} />}
      <FieldPairs>
        <Choice
          path={`${path}.linkType`}
          label={t("linkType")}
          value={basis.linkType}
          onChange={(linkType) => edit({ linkType })}
          options={links}
        />
      </FieldPairs>
      <LongText
        path={`${path}.narrative`}
        label={t("narrative")}
        hint={t("narrativeHint")}
        value={basis.narrative}
        onChange={(narrative) => edit({ narrative })}
        limit={TEXT_LIMITS.narrative}
        rows={6}
        reading
      />
    </RowCard>
  );
}

type EditProps = Omit<BasisProps, "index"> & { readonly edit: (patch: Partial<LegalBasis>) => void };

function AuthorityAndCriterion({ basis, subject, edit }: EditProps) {
  const t = useTranslations("write.legalBasis");
  const { problem } = useEditor();
  const label = useLabel();
  const path = `legalBasis.${basis.id}`;
  const authorities = useOptions("authority", AUTHORITIES).filter(({ value }) => canList(value, subject.kind));
  const offered = basis.authority === "" ? [] : criteriaFor(basis.authority, subject.kind);
  const choose = (authority: LegalBasis["authority"]) => {
    const stays = offeredFor(authority, subject).some(({ code }) => code === basis.criterion);
    edit(stays ? { authority } : { authority, criterion: "" });
  };
  return (
    <>
      <FieldPairs>
        <Choice
          path={`${path}.authority`}
          label={t("authority")}
          hint={subject.kind === "entity" ? t("entityHint") : undefined}
          value={basis.authority}
          onChange={choose}
          options={authorities}
        />
        {offered.length > 0 && (
          <Select
            id={`${path}.criterion`}
            label={t("criterion")}
            value={basis.criterion}
            onChange={(criterion) => edit({ criterion })}
            options={offered.map(({ code, kind }) => ({
              value: code,
              label: label("criterion", code),
              group: label("criterionKind", kind),
            }))}
            placeholder={t("chooseCriterion")}
            error={problem(`${path}.criterion`)}
          />
        )}
      </FieldPairs>
      {basis.authority === "other" && <Notice>{t("otherAuthority")}</Notice>}
    </>
  );
}

function offeredFor(authority: LegalBasis["authority"], subject: Subject): readonly Criterion[] {
  return authority === "" ? [] : criteriaFor(authority, subject.kind);
}

/** The law's own words, in the language of the law, with where they stand. */
function CriterionText({ criterion }: { readonly criterion: Criterion }) {
  const t = useTranslations("write.legalBasis");
  return (
    <figure className={css["law"]}>
      <blockquote lang="en" dir="ltr">
        {criterion.text}
      </blockquote>
      <figcaption>
        <bdi lang="en">{criterion.cites.join(" · ")}</bdi>
        <span>
          {t("source")} <bdi lang="en">{criterion.source}</bdi>
        </span>
      </figcaption>
    </figure>
  );
}
