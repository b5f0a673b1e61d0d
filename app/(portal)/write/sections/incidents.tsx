"use client";

import { useTranslations } from "use-intl";
import { WhoReads } from "@/app/who-reads";
import { newIncident, newVictim, TEXT_LIMITS, type Incident, type Victim } from "@/lib/domain/dossier";
import { INCIDENT_CATEGORIES, VICTIM_GROUPS, VICTIM_STATUSES } from "@/lib/domain/themes";
import { EmptyState, FieldPairs, Stack } from "@/lib/ui";
import { makeId, useContent, useEditor } from "../editor/editor-context";
import { useReaders } from "../editor/readers";
import { Choice, CountryChoice, Line, Links, LongText, Many } from "../fields/fields";
import { useLabel, useOptions } from "../fields/labels";
import { AddRow, Lines, RowCard } from "../fields/rows";
import { WhenField } from "../fields/when-field";
import { incidentName } from "./row-names";
import { useEvidenceOptions, useSubjectOptions } from "./link-options";

export function IncidentsSection() {
  const t = useTranslations("write.incidents");
  const { change } = useEditor();
  const { incidents } = useContent();
  const add = () => change({ type: "add", list: "incidents", row: newIncident(makeId) });
  if (incidents.length === 0) {
    return (
      <EmptyState title={t("emptyTitle")} action={<AddRow id="incidents" label={t("add")} onAdd={add} primary />}>
        <p>{t("empty")}</p>
      </EmptyState>
    );
  }
  return (
    <Stack gap="wide">
      {incidents.map((incident, index) => (
        <IncidentCard key={incident.id} {...{ incident, index }} count={incidents.length} />
      ))}
      <AddRow label={t("addAnother")} onAdd={add} />
    </Stack>
  );
}

type IncidentEdit = (patch: Partial<Incident> | ((now: Incident) => Partial<Incident>)) => void;
type PartProps = { readonly incident: Incident; readonly edit: IncidentEdit };

function IncidentCard({ incident, index, count }: { readonly incident: Incident; readonly index: number; readonly count: number }) {
  const t = useTranslations("write.incidents");
  const label = useLabel();
  const { change } = useEditor();
  const readers = useReaders("content");
  const edit: IncidentEdit = (patch) => change({ type: "patch", list: "incidents", id: incident.id, patch });
  const category = incident.category === "" ? "" : label("incidentCategory", incident.category);
  return (
    <RowCard
      list="incidents"
      id={incident.id}
      name={incidentName({ ...incident, description: "" }, category)}
      kind={t("kind", { number: index + 1 })}
      first={index === 0}
      last={index === count - 1}
      mark={<WhoReads readers={readers} />}
    >
      <WhatWhenWhere incident={incident} edit={edit} />
      <LongText
        path={`incidents.${incident.id}.description`}
        label={t("description")}
        hint={t("descriptionHint")}
        value={incident.description}
        onChange={(description) => edit({ description })}
        limit={TEXT_LIMITS.narrative}
        rows={7}
        reading
      />
      <Victims incident={incident} edit={edit} />
      <IncidentLinks incident={incident} edit={edit} />
    </RowCard>
  );
}

function WhatWhenWhere({ incident, edit }: PartProps) {
  const t = useTranslations("write.incidents");
  const path = `incidents.${incident.id}`;
  const categories = useOptions("incidentCategory", INCIDENT_CATEGORIES);
  const { place } = incident;
  const setPlace = (part: Partial<Incident["place"]>) => edit((now) => ({ place: { ...now.place, ...part } }));
  return (
    <>
      <FieldPairs>
        <Choice
          path={`${path}.category`}
          label={t("category")}
          value={incident.category}
          onChange={(category) => edit({ category })}
          options={categories}
        />
        <WhenField path={`${path}.from`} label={t("from")} value={incident.from} onChange={(from) => edit({ from })} />
        <WhenField path={`${path}.to`} label={t("to")} value={incident.to} onChange={(to) => edit({ to })} />
      </FieldPairs>
      <FieldPairs>
        <CountryChoice path={`${path}.place`} label={t("country")} value={place.country} onChange={(country) => setPlace({ country })} />
        <Line path={`${path}.place.area`} label={t("area")} optional value={place.area} onChange={(area) => setPlace({ area })} />
        <Line path={`${path}.place.site`} label={t("site")} optional value={place.site} onChange={(site) => setPlace({ site })} />
      </FieldPairs>
    </>
  );
}

function Victims({ incident, edit }: PartProps) {
  const t = useTranslations("write.incidents");
  const path = `incidents.${incident.id}.victims`;
  const groups = useOptions("victimGroup", VICTIM_GROUPS);
  const statuses = useOptions("victimStatus", VICTIM_STATUSES);
  return (
    <Lines<Victim>
      path={path}
      label={t("victims")}
      rows={incident.victims}
      onChange={(change) => edit((now) => ({ victims: change(now.victims) }))}
      make={newVictim}
      addLabel={t("addVictim")}
      rowLabel={(number) => t("victim", { number })}
      limit={200}
    >
      {(victim, patch, index) => (
        <>
          <Line
            path={`${path}.${index}.pseudonym`}
            label={t("pseudonym")}
            value={victim.pseudonym}
            onChange={(pseudonym) => patch({ pseudonym })}
          />
          <Many
            path={`${path}.${index}.groups`}
            label={t("groups")}
            values={victim.groups}
            onChange={(chosen) => patch({ groups: chosen })}
            options={groups}
          />
          <Choice
            path={`${path}.${index}.status`}
            label={t("status")}
            value={victim.status}
            onChange={(status) => patch({ status })}
            options={statuses}
          />
        </>
      )}
    </Lines>
  );
}

function IncidentLinks({ incident, edit }: PartProps) {
  const t = useTranslations("write.incidents");
  const path = `incidents.${incident.id}`;
  return (
    <>
      <Links
        path={`${path}.perpetratorSubjectIds`}
        label={t("perpetrators")}
        values={incident.perpetratorSubjectIds}
        onChange={(perpetratorSubjectIds) => edit({ perpetratorSubjectIds })}
        options={useSubjectOptions()}
        empty={t("noSubjects")}
      />
      <Links
        path={`${path}.evidenceIds`}
        label={t("evidence")}
        values={incident.evidenceIds}
        onChange={(evidenceIds) => edit({ evidenceIds })}
        options={useEvidenceOptions()}
        empty={t("noEvidence")}
      />
    </>
  );
}
