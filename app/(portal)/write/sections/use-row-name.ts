"use client";

import { useContent } from "../editor/editor-context";
import { useLabel } from "../fields/labels";
import { evidenceName, incidentName, subjectName } from "./row-names";

/** What the row is called that a path of completeness leads into; "" for paths without a row. */
export function useRowName(): (path: string) => string {
  const content = useContent();
  const label = useLabel();
  return (path) => {
    const id = path.split(".")[1] ?? "";
    const subject = content.subjects.find((row) => row.subjectId === id);
    if (subject !== undefined) return subjectName(subject);
    const incident = content.incidents.find((row) => row.id === id);
    if (incident !== undefined) return incidentName(incident, incident.category && label("incidentCategory", incident.category));
    const item = content.evidence.find((row) => row.id === id);
    if (item !== undefined) return evidenceName(item);
    const owner = [...content.legalBasis, ...content.requestedActions].find((row) => row.id === id);
    const ofSubject = content.subjects.find((row) => row.subjectId === owner?.subjectId);
    return ofSubject === undefined ? "" : subjectName(ofSubject);
  };
}
