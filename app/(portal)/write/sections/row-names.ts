/** What rows are called where they are listed or linked to. */
import type { Dossier, Evidence, Incident, Subject } from "@/lib/domain/dossier";

/** The main name, else the first that is written. */
export function subjectName(subject: Subject): string {
  const written = subject.names.filter((name) => name.full.trim() !== "");
  return (written.find((name) => name.type === "primary") ?? written[0])?.full ?? "";
}

const SHORT = 70;

function cut(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  return [...line].length > SHORT ? `${[...line].slice(0, SHORT).join("")}…` : line;
}

export function incidentName(incident: Incident, category: string): string {
  return [category, incident.from.value, incident.place.site || incident.place.area, cut(incident.description)]
    .filter((part) => part !== "")
    .slice(0, 3)
    .join(" · ");
}

export function evidenceName(item: Evidence): string {
  return item.title.trim();
}

export function findSubject({ content }: Dossier, subjectId: string): Subject | undefined {
  return content.subjects.find((subject) => subject.subjectId === subjectId);
}
