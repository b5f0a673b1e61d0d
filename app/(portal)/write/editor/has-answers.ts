import type { Dossier } from "@/lib/domain/dossier";
import type { Section } from "@/lib/domain/sections";

/** Whether anything was written in a section: an empty one is not shown as done, even where nothing is required. */
export function hasAnswers(section: Section, { content, identity, sources, notes }: Dossier): boolean {
  const written = (texts: object) => Object.values(texts).some((text) => (Array.isArray(text) ? text.length > 0 : typeof text === "string" && text !== ""));
  switch (section) {
    case "case":
      return content.caseHeader.workingTitle !== "";
    case "subjects":
      return content.subjects.length > 0;
    case "legal-basis":
      return content.legalBasis.length > 0;
    case "incidents":
      return content.incidents.length > 0;
    case "evidence":
      return content.evidence.length > 0;
    case "exculpatory":
      return content.exculpatory.answer !== "unanswered";
    case "national-interest":
      return written(content.nationalInterest);
    case "requested-actions":
      return content.requestedActions.length > 0;
    case "consents":
      return content.consents.length > 0 || content.caseHeader.identityMode !== "sealed";
    case "identity":
      return written(identity);
    case "sources":
      return sources.witnesses.length > 0;
    case "hidden-words":
      return sources.masks.length + notes.masks.length > 0;
    case "notes":
      return notes.remarks !== "" || notes.checklist.length > 0 || notes.fileLog.length > 0;
  }
}
