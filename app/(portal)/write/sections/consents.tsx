"use client";

import { useTranslations } from "use-intl";
import { WhoReads } from "@/app/who-reads";
import { CONSENT_SCOPES, newConsent, type Consent } from "@/lib/domain/dossier";
import { Checkbox, DateField, EmptyState, FieldPairs, Stack } from "@/lib/ui";
import { makeId, useContent, useEditor } from "../editor/editor-context";
import { useReaders } from "../editor/readers";
import { Choice, Line, Links } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { cleanDateText } from "../fields/partial-date";
import { AddRow, RowCard } from "../fields/rows";
import { NamingPanel } from "./naming";

const WAYS = ["written", "audio", "oral"] as const;

export function ConsentsSection() {
  const t = useTranslations("write.consents");
  const { change } = useEditor();
  const { consents } = useContent();
  const add = () => change({ type: "add", list: "consents", row: newConsent(makeId) });
  return (
    <Stack gap="wide">
      <NamingPanel />
      {consents.length === 0 && (
        <EmptyState title={t("emptyTitle")} action={<AddRow label={t("add")} onAdd={add} />}>
          <p>{t("empty")}</p>
        </EmptyState>
      )}
      {consents.map((consent, index) => (
        <ConsentCard key={consent.id} {...{ consent, index }} count={consents.length} />
      ))}
      {consents.length > 0 && <AddRow label={t("addAnother")} onAdd={add} />}
    </Stack>
  );
}

type ConsentProps = { readonly consent: Consent; readonly index: number; readonly count: number };

function ConsentCard({ consent, index, count }: ConsentProps) {
  const t = useTranslations("write.consents");
  const { change, problem } = useEditor();
  const readers = useReaders("consents");
  const path = `consents.${consent.id}`;
  const edit = (patch: Partial<Consent>) => change({ type: "patch", list: "consents", id: consent.id, patch });
  return (
    <RowCard
      list="consents"
      id={consent.id}
      name={consent.witnessPseudonym}
      kind={t("kind", { number: index + 1 })}
      first={index === 0}
      last={index === count - 1}
      mark={<WhoReads readers={readers} />}
    >
      <FieldPairs>
        <Line
          path={`${path}.witnessPseudonym`}
          label={t("pseudonym")}
          hint={t("pseudonymHint")}
          value={consent.witnessPseudonym}
          onChange={(witnessPseudonym) => edit({ witnessPseudonym })}
        />
        <Choice
          path={`${path}.how`}
          label={t("how")}
          value={consent.how}
          onChange={(how) => edit({ how })}
          options={useOptions("consentHow", WAYS)}
        />
      </FieldPairs>
      <Checkbox
        id={`${path}.obtained`}
        label={t("obtained")}
        hint={t("obtainedHint")}
        checked={consent.obtained}
        onChange={(obtained) => edit({ obtained })}
      />
      <Scope consent={consent} edit={edit} />
      <DateField
        id={`${path}.withdrawn`}
        label={t("withdrawn")}
        hint={t("withdrawnHint")}
        value={consent.withdrawn}
        onChange={(text) => edit({ withdrawn: cleanDateText(text) })}
        error={problem(`${path}.withdrawn`)}
        exact
        optional
      />
    </RowCard>
  );
}

function Scope({ consent, edit }: { readonly consent: Consent; readonly edit: (patch: Partial<Consent>) => void }) {
  const t = useTranslations("write.consents");
  const scopes = useOptions("consentScope", CONSENT_SCOPES);
  return (
    <Links
      path={`consents.${consent.id}.scope`}
      label={t("scope")}
      hint={t("scopeHint")}
      values={CONSENT_SCOPES.filter((scope) => consent.scope[scope])}
      onChange={(chosen) => {
        const entries = CONSENT_SCOPES.map((scope) => [scope, chosen.includes(scope)] as const);
        edit({ scope: Object.fromEntries(entries) as Consent["scope"] });
      }}
      options={scopes}
      empty=""
    />
  );
}
