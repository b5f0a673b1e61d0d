"use client";

import { useTranslations } from "use-intl";

/** Catalogue groups that hold the words for the choices of a payload's fields. */
const GROUPS: Readonly<Record<string, string>> = {
  how: "forwardingWay",
  knowledgeSource: "knowledgeSource",
  confidence: "confidence",
  basisGrade: "basisGrade",
  linkType: "outcomeLink",
  basis: "declineBasis",
  cause: "overtakenCause",
  visibility: "visaVisibility",
  class: "withdrawalClass",
  authority: "authority",
  asked: "asked",
};

export function useFieldLabel(): (key: string) => string {
  const t = useTranslations("dossier.fields");
  return (key) => (t.has(key as "day") ? t(key as "day") : key);
}

/** The word for a field's choice; a text of its own stands as it is. */
export function useFieldChoice(): (key: string, value: string) => string {
  const t = useTranslations("domain");
  return (key, value) => {
    const path = `${GROUPS[key] ?? "none"}.${value}` as "authority.us";
    return key in GROUPS && t.has(path) ? t(path) : value;
  };
}
