"use client";

import { useTranslations } from "use-intl";
import { WhoReads, type Reader } from "@/app/who-reads";
import type { Evidence } from "@/lib/domain/dossier";
import { EVIDENCE_TYPES, SENSITIVITIES, SOURCE_CLASSES } from "@/lib/domain/themes";
import { FieldPairs, RadioGroup } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { Choice, LanguageChoice, Line, Links, LongText } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { RowCard } from "../fields/rows";
import { HowFarItIsTrusted, HowItIsKept, HowItWasCaptured } from "./evidence-capture";
import { EarlierHistory } from "./evidence-history";
import type { EvidencePartProps } from "./evidence-part";
import { useConsentOptions, useIncidentOptions, useSubjectOptions } from "./link-options";
import { evidenceName } from "./row-names";

/** Many files that are added at once would otherwise open into a very long page. */
const MANY = 2;

/** What leaves in a package depends on how far its author lets it travel. */
function readersOfEvidence({ sensitivity }: Evidence): readonly Reader[] {
  const inside: readonly Reader[] = ["organisation", "coordinators", "reviewers"];
  return sensitivity === "public" || sensitivity === "government-only" ? [...inside, "package"] : inside;
}

export function EvidenceCard({ item, index, count }: { readonly item: Evidence; readonly index: number; readonly count: number }) {
  const t = useTranslations("write.evidence");
  const { change } = useEditor();
  const edit: EvidencePartProps["edit"] = (patch) => change({ type: "patch", list: "evidence", id: item.id, patch });
  return (
    <RowCard
      list="evidence"
      id={item.id}
      name={evidenceName(item)}
      kind={t("kind", { number: index + 1 })}
      first={index === 0}
      last={index === count - 1}
      folded={count > MANY}
      mark={<WhoReads readers={readersOfEvidence(item)} />}
    >
      <WhatItIs item={item} edit={edit} />
      <WhatItShows item={item} edit={edit} />
      <HowFarItTravels item={item} edit={edit} />
      <HowItWasCaptured item={item} edit={edit} />
      <EarlierHistory item={item} edit={edit} />
      <HowFarItIsTrusted item={item} edit={edit} />
      <HowItIsKept item={item} edit={edit} />
    </RowCard>
  );
}

function WhatItIs({ item, edit }: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  const { snapshot } = useEditor();
  const path = `evidence.${item.id}`;
  const files = snapshot.state.files.filter((file) => file.compartment === "c");
  return (
    <>
      <Line path={`${path}.title`} label={t("title")} hint={t("titleHint")} value={item.title} onChange={(title) => edit({ title })} />
      <FieldPairs>
        <Choice
          path={`${path}.type`}
          label={t("type")}
          value={item.type}
          onChange={(type) => edit({ type })}
          options={useOptions("evidenceType", EVIDENCE_TYPES)}
        />
        <Choice
          path={`${path}.sourceClass`}
          label={t("source")}
          value={item.sourceClass}
          onChange={(sourceClass) => edit({ sourceClass })}
          options={useOptions("sourceClass", SOURCE_CLASSES)}
        />
        <LanguageChoice
          path={`${path}.language`}
          label={t("language")}
          value={item.language}
          onChange={(language) => edit({ language })}
        />
      </FieldPairs>
      <Links
        path={`${path}.fileIds`}
        label={t("files")}
        values={item.fileIds}
        onChange={(fileIds) => edit({ fileIds })}
        options={files.map((file) => ({ value: file.fid, label: file.name }))}
        empty={t("noFiles")}
      />
    </>
  );
}

function WhatItShows({ item, edit }: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  const path = `evidence.${item.id}`;
  const subjects = useSubjectOptions();
  const incidents = useIncidentOptions();
  return (
    <>
      <LongText
        path={`${path}.whatItShows`}
        label={t("shows")}
        hint={t("showsHint")}
        value={item.whatItShows}
        onChange={(whatItShows) => edit({ whatItShows })}
        reading
      />
      <Links
        path={`${path}.supports`}
        label={t("supports")}
        values={item.supports}
        onChange={(supports) => edit({ supports })}
        options={[...incidents, ...subjects]}
        empty={t("noTargets")}
      />
    </>
  );
}

function HowFarItTravels({ item, edit }: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  const { problem } = useEditor();
  const path = `evidence.${item.id}`;
  const answers = useOptions("shownToTarget", ["yes", "no"] as const);
  const target = item.mayBeShownToTarget;
  return (
    <>
      <FieldPairs>
        <Choice
          path={`${path}.sensitivity`}
          label={t("sensitivity")}
          hint={item.sensitivity === "author-only" ? t("authorOnlyHint") : undefined}
          value={item.sensitivity}
          onChange={(sensitivity) => edit({ sensitivity })}
          options={useOptions("sensitivity", SENSITIVITIES)}
        />
        <RadioGroup
          id={`${path}.mayBeShownToTarget`}
          label={t("target")}
          hint={t("targetHint")}
          value={target === "unanswered" ? "" : target}
          onChange={(answer) => edit({ mayBeShownToTarget: answer })}
          options={answers}
          error={problem(`${path}.mayBeShownToTarget`)}
          inline
        />
      </FieldPairs>
      <Links
        path={`${path}.consentIds`}
        label={t("consents")}
        hint={t("consentsHint")}
        values={item.consentIds}
        onChange={(consentIds) => edit({ consentIds })}
        options={useConsentOptions()}
        empty={t("noConsents")}
      />
    </>
  );
}
