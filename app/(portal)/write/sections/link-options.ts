"use client";

/** The rows that other rows can be linked to, by the names that they have so far. */
import { useTranslations } from "use-intl";
import type { Option } from "@/lib/ui";
import { useContent } from "../editor/editor-context";
import { useLabel } from "../fields/labels";
import { evidenceName, incidentName, subjectName } from "./row-names";

export function useSubjectOptions(): readonly Option[] {
  const t = useTranslations("write.perSubject");
  return useContent().subjects.map((subject, index) => ({
    value: subject.subjectId,
    label: subjectName(subject) || t("unnamed", { number: index + 1 }),
  }));
}

export function useIncidentOptions(): readonly Option[] {
  const t = useTranslations("write.incidents");
  const label = useLabel();
  return useContent().incidents.map((incident, index) => {
    const category = incident.category === "" ? "" : label("incidentCategory", incident.category);
    const name = incidentName(incident, category);
    const kind = t("kind", { number: index + 1 });
    return { value: incident.id, label: name === "" ? kind : `${kind}: ${name}` };
  });
}

export function useEvidenceOptions(): readonly Option[] {
  const t = useTranslations("write.evidence");
  return useContent().evidence.map((item, index) => {
    const kind = t("kind", { number: index + 1 });
    return { value: item.id, label: evidenceName(item) === "" ? kind : `${kind}: ${evidenceName(item)}` };
  });
}

export function useConsentOptions(): readonly Option[] {
  const t = useTranslations("write.consents");
  return useContent().consents.map((consent, index) => ({
    value: consent.id,
    label: consent.witnessPseudonym || t("kind", { number: index + 1 }),
  }));
}
