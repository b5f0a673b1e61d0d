"use client";

import { useTranslations } from "use-intl";
import type { Content, Evidence } from "@/lib/domain/dossier";
import { KeyValue } from "@/lib/ui";
import { Words } from "./section-parts";

/** What is recorded of an exhibit beside what it shows: where it comes from, how it was captured, how it is to be handled. */
export function EvidenceFacts({ content, evidence }: { readonly content: Content; readonly evidence: Evidence }) {
  const t = useTranslations("dossier");
  const pairs = useFacts(content, evidence).filter(({ value }) => value !== "");
  if (pairs.length === 0) return null;
  return <KeyValue pairs={pairs.map(({ id, value }) => ({ id, term: t(`evidence.${id}`), value: <Words text={value} /> }))} />;
}

function useFacts(content: Content, evidence: Evidence) {
  const t = useTranslations("domain");
  const joined = (...parts: readonly string[]) => parts.filter((part) => part !== "").join(" · ");
  const { sourceClass, sensitivity, captureMethod, reliability, credibility, twoSources, translationOf } = evidence;
  return [
    { id: "source", value: sourceClass === "" ? "" : t(`sourceClass.${sourceClass}`) },
    { id: "grades", value: joined(reliability === "" ? "" : t(`reliability.${reliability}`), credibility === "" ? "" : t(`credibility.${credibility}`)) },
    { id: "twoSources", value: twoSources === "unanswered" ? "" : t(`twoSources.${twoSources}`) },
    { id: "captured", value: joined(evidence.capturedAt, evidence.captureUrl) },
    { id: "how", value: joined(captureMethod === "" ? "" : t(`captureMethod.${captureMethod}`), evidence.captureTool, evidence.capturedBy, evidence.captureNote) },
    { id: "translationOf", value: content.evidence.find(({ id }) => id === translationOf)?.title ?? "" },
    { id: "sensitivity", value: sensitivity === "" ? "" : t(`sensitivity.${sensitivity}`) },
    { id: "risk", value: evidence.riskNote },
    { id: "metadata", value: evidence.metadataNote },
    { id: "original", value: joined(evidence.originalAt, evidence.archiveUrl) },
    { id: "access", value: evidence.accessNote },
    { id: "licence", value: evidence.licence },
    { id: "keepUntil", value: evidence.keepUntil },
  ] as const;
}
