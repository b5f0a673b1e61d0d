"use client";

import { useTranslations } from "use-intl";
import { WhoReads } from "@/app/who-reads";
import { newWitness, type Witness } from "@/lib/domain/dossier";
import { EmptyState, FieldPairs, Select, Stack } from "@/lib/ui";
import { makeId, useEditor } from "../editor/editor-context";
import { useReaders } from "../editor/readers";
import { Line, LongText } from "../fields/fields";
import { AddRow, RowCard } from "../fields/rows";
import { useConsentOptions } from "./link-options";

export function SourcesSection() {
  const t = useTranslations("write.sources");
  const { change, snapshot } = useEditor();
  const { witnesses } = snapshot.state.dossier.sources;
  const add = () => change({ type: "add", list: "witnesses", row: newWitness(makeId) });
  if (witnesses.length === 0) {
    return (
      <EmptyState title={t("emptyTitle")} action={<AddRow label={t("add")} onAdd={add} primary />}>
        <p>{t("empty")}</p>
      </EmptyState>
    );
  }
  return (
    <Stack gap="wide">
      {witnesses.map((witness, index) => (
        <WitnessCard key={witness.id} {...{ witness, index }} count={witnesses.length} />
      ))}
      <AddRow label={t("addAnother")} onAdd={add} />
    </Stack>
  );
}

type WitnessProps = { readonly witness: Witness; readonly index: number; readonly count: number };
const NO_CONSENT = "none";

function WitnessCard({ witness, index, count }: WitnessProps) {
  const t = useTranslations("write.sources");
  const { change, problem } = useEditor();
  const readers = useReaders("sources");
  const path = `sources.witnesses.${witness.id}`;
  const edit = (patch: Partial<Witness>) => change({ type: "patch", list: "witnesses", id: witness.id, patch });
  const consents = [{ value: NO_CONSENT, label: t("noConsent") }, ...useConsentOptions()];
  return (
    <RowCard
      list="witnesses"
      id={witness.id}
      name={witness.pseudonym}
      kind={t("kind", { number: index + 1 })}
      first={index === 0}
      last={index === count - 1}
      mark={<WhoReads readers={readers} />}
    >
      <FieldPairs>
        <Line path={`${path}.pseudonym`} label={t("pseudonym")} value={witness.pseudonym} onChange={(pseudonym) => edit({ pseudonym })} />
        <Line path={`${path}.realName`} label={t("realName")} value={witness.realName} onChange={(realName) => edit({ realName })} />
        <Line path={`${path}.role`} label={t("role")} optional value={witness.role} onChange={(role) => edit({ role })} />
        <Select
          id={`${path}.consentRef`}
          label={t("consent")}
          value={witness.consentRef === "" ? NO_CONSENT : witness.consentRef}
          onChange={(id) => edit({ consentRef: id === NO_CONSENT ? "" : id })}
          options={consents}
          error={problem(`${path}.consentRef`)}
        />
      </FieldPairs>
      <LongText path={`${path}.contact`} label={t("contact")} value={witness.contact} onChange={(contact) => edit({ contact })} rows={2} />
      <LongText
        path={`${path}.securityAssessment`}
        label={t("security")}
        hint={t("securityHint")}
        value={witness.securityAssessment}
        onChange={(securityAssessment) => edit({ securityAssessment })}
      />
    </RowCard>
  );
}
