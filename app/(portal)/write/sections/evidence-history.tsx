"use client";

import { useTranslations } from "use-intl";
import { newCustodyStep, type CustodyStep } from "@/lib/domain/dossier";
import { CUSTODY_STEPS } from "@/lib/domain/themes";
import { makeId } from "../editor/editor-context";
import { Choice, Line, LongText } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { Lines } from "../fields/rows";
import { WhenField } from "../fields/when-field";
import { More, type EvidencePartProps } from "./evidence-part";

const MOST_STEPS = 100;

/** Whose hands it went through before it came here. What happens from here on the portal writes down by itself. */
export function EarlierHistory({ item, edit }: EvidencePartProps) {
  const t = useTranslations("write.evidence");
  const path = `evidence.${item.id}.custody`;
  return (
    <More title={t("historyTitle")} filled={item.custody.length > 0}>
      <p>{t("historyLead")}</p>
      <Lines<CustodyStep>
        path={path}
        label={t("historySteps")}
        rows={item.custody}
        onChange={(change) => edit((now) => ({ custody: change(now.custody) }))}
        make={() => newCustodyStep(makeId)}
        addLabel={t("addStep")}
        rowLabel={(number) => t("stepNumber", { number })}
        limit={MOST_STEPS}
      >
        {(step, patch, index) => <StepFields {...{ step, patch }} path={`${path}.${index}`} />}
      </Lines>
    </More>
  );
}

type StepFieldsProps = { readonly step: CustodyStep; readonly patch: (part: Partial<CustodyStep>) => void; readonly path: string };

function StepFields({ step, patch, path }: StepFieldsProps) {
  const t = useTranslations("write.evidence");
  return (
    <>
      <Choice
        path={`${path}.kind`}
        label={t("stepKind")}
        value={step.kind}
        onChange={(kind) => patch({ kind })}
        options={useOptions("custodyAct", CUSTODY_STEPS)}
      />
      <WhenField path={`${path}.when`} label={t("stepWhen")} value={step.when} onChange={(when) => patch({ when })} />
      <Line path={`${path}.from`} label={t("stepFrom")} hint={t("stepHandsHint")} optional value={step.from} onChange={(from) => patch({ from })} />
      <Line path={`${path}.to`} label={t("stepTo")} optional value={step.to} onChange={(to) => patch({ to })} />
      <LongText path={`${path}.note`} label={t("stepNote")} optional value={step.note} onChange={(note) => patch({ note })} rows={2} />
    </>
  );
}
