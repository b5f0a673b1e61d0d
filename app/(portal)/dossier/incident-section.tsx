"use client";

import { useTranslations } from "use-intl";
import type { Content, Incident } from "@/lib/domain/dossier";
import { KeyValue } from "@/lib/ui";
import { useCountryName } from "../board/board-parts";
import { Prose, Section, Words } from "./section-parts";
import { dateText } from "./date-text";
import css from "./dossier.module.css";

/** In date order, as a narrative is read. */
export function IncidentSection({ content }: { readonly content: Content }) {
  const sections = useTranslations("domain.section");
  const inOrder = [...content.incidents].sort((a, b) => a.from.value.localeCompare(b.from.value));
  return (
    <Section title={sections("incidents")} empty={inOrder.length === 0}>
      {inOrder.map((incident) => (
        <IncidentEntry key={incident.id} incident={incident} content={content} />
      ))}
    </Section>
  );
}

function IncidentEntry({ incident, content }: { readonly incident: Incident; readonly content: Content }) {
  const t = useTranslations("dossier");
  const categories = useTranslations("domain.incidentCategory");
  const statuses = useTranslations("domain.victimStatus");
  const groups = useTranslations("domain.victimGroup");
  const countryName = useCountryName();
  const { country, area, site } = incident.place;
  const when = [dateText(incident.from), dateText(incident.to)].filter((part) => part !== "").join(" – ");
  const where = [site, area, country === "" ? "" : countryName(country)].filter((part) => part !== "").join(", ");
  const victims = incident.victims.map(
    (victim) => `${victim.pseudonym} (${[statuses(victim.status), ...victim.groups.map((group) => groups(group))].join(", ")})`,
  );
  const exhibits = content.evidence.filter(({ id }) => incident.evidenceIds.includes(id)).map(({ title }) => title);
  const pairs = [
    { id: "when", term: t("when"), value: when },
    { id: "where", term: t("where"), value: where },
    { id: "victims", term: t("victims"), value: victims.join("; ") },
    { id: "exhibits", term: t("exhibits"), value: exhibits.join("; ") },
  ].filter((pair) => pair.value !== "");
  return (
    <article className={css["entry"]}>
      <h3>{incident.category === "" ? when : categories(incident.category)}</h3>
      {pairs.length > 0 && <KeyValue pairs={pairs.map((pair) => ({ ...pair, value: <Words text={pair.value} /> }))} />}
      {incident.description !== "" && <Prose text={incident.description} />}
    </article>
  );
}
