/** What of a dossier may go to one government: by request, sensitivity and consent. In doubt it stays. */
import type { Authority } from "../authorities";
import { covers, needsConsent } from "../consent";
import type { Content, LegalBasis } from "../dossier/compartments";
import type { Consent, ConsentScope, Evidence, Incident, Victim } from "../dossier/facts";
import type { Subject } from "../dossier/subject";
import { canList } from "../regimes";
import type { Sensitivity } from "../themes";
import type { Exhibit, Withheld } from "./memo";

type Kept<T> = { readonly kept: readonly T[]; readonly withheld: readonly Withheld[] };

const MAY_LEAVE: ReadonlySet<Sensitivity | ""> = new Set<Sensitivity | "">(["public", "government-only"]);

/** The subjects for whom something is asked of this authority, and whom it can list. */
export function selectSubjects(content: Content, authority: Authority): Kept<Subject> {
  const asked = new Set(content.requestedActions.filter((row) => row.authority === authority).map((row) => row.subjectId));
  const isKept = (subject: Subject): boolean => asked.has(subject.subjectId) && canList(authority, subject.kind);
  const kept = content.subjects.filter(isKept).map(pickSubject);
  const withheld = content.subjects
    .filter((subject) => !isKept(subject))
    .map(({ subjectId }): Withheld => ({ what: "subject", id: subjectId, reason: "not-asked-of-audience" }));
  return { kept, withheld };
}

/** Field by field, so that a field added to the schema does not leave before somebody decides that it may. */
function pickSubject(subject: Subject): Subject {
  const { subjectId, kind, role, names, birthDates, placeOfBirth, gender } = subject;
  const { nationalities, positions, identifiers, foreignPersonCheck } = subject;
  return {
    subjectId,
    kind,
    role,
    names,
    birthDates,
    placeOfBirth,
    gender,
    nationalities,
    positions,
    identifiers,
    foreignPersonCheck,
  };
}

export function pickBasis({ id, subjectId, authority, criterion, linkType, narrative }: LegalBasis): LegalBasis {
  return { id, subjectId, authority, criterion, linkType, narrative };
}

function pickIncident(incident: Incident): Incident {
  const { id, category, from, to, place, description, victims, perpetratorSubjectIds, evidenceIds } = incident;
  return { id, category, from, to, place, description, victims, perpetratorSubjectIds, evidenceIds };
}

/** Incidents of those subjects, or of nobody named yet, in order of date; victims only as their consents allow. */
export function selectIncidents(content: Content, subjectIds: ReadonlySet<string>, scope: ConsentScope): Kept<Incident> {
  const withheld: Withheld[] = [];
  const kept: Incident[] = [];
  const refused = refusedPseudonyms(content.consents, scope);
  for (const incident of content.incidents) {
    const perpetratorSubjectIds = incident.perpetratorSubjectIds.filter((id) => subjectIds.has(id));
    if (incident.perpetratorSubjectIds.length > 0 && perpetratorSubjectIds.length === 0) {
      withheld.push({ what: "incident", id: incident.id, reason: "not-asked-of-audience" });
      continue;
    }
    const victims = incident.victims.filter((victim) => !refused.has(foldPseudonym(victim)));
    if (victims.length < incident.victims.length) {
      withheld.push({ what: "victim", id: incident.id, reason: "consent-does-not-cover" });
    }
    kept.push({ ...pickIncident(incident), perpetratorSubjectIds, victims });
  }
  return { kept: kept.toSorted((a, b) => compareText(a.from.value, b.from.value)), withheld };
}

/** People with a consent on record that does not reach this recipient. */
function refusedPseudonyms(consents: readonly Consent[], scope: ConsentScope): ReadonlySet<string> {
  return new Set(
    consents.filter((consent) => !covers(consent, scope)).map((consent) => foldText(consent.witnessPseudonym)),
  );
}

function foldPseudonym(victim: Victim): string {
  return foldText(victim.pseudonym);
}

function foldText(text: string): string {
  return text.trim().normalize("NFKC").toLocaleLowerCase("und");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Exhibits numbered in the dossier's own order; `consentsRelied` counts the distinct consents behind them. */
export function selectEvidence(
  content: Content,
  subjectIds: ReadonlySet<string>,
  incidents: readonly Incident[],
  scope: ConsentScope,
): Kept<Exhibit> & { readonly consentsRelied: number } {
  const targets = new Set([...subjectIds, ...incidents.map((incident) => incident.id)]);
  const cited = new Set(incidents.flatMap((incident) => incident.evidenceIds));
  const kept: Exhibit[] = [];
  const withheld: Withheld[] = [];
  const relied = new Set<string>();
  for (const item of content.evidence) {
    const isUseful = cited.has(item.id) || item.supports.length === 0 || item.supports.some((id) => targets.has(id));
    const reason = reasonToWithhold(item, content.consents, scope) ?? (isUseful ? null : "supports-nothing-included");
    if (reason !== null) {
      withheld.push({ what: "evidence", id: item.id, reason });
      continue;
    }
    for (const id of item.consentIds) relied.add(id);
    kept.push(asExhibit(item, kept.length + 1, targets));
  }
  return { kept, withheld, consentsRelied: relied.size };
}

function reasonToWithhold(item: Evidence, consents: readonly Consent[], scope: ConsentScope): Withheld["reason"] | null {
  if (!MAY_LEAVE.has(item.sensitivity)) return "sensitivity";
  if (needsConsent(item) && item.consentIds.length === 0) return "no-consent-recorded";
  const isCovered = (id: string): boolean => {
    const consent = consents.find((candidate) => candidate.id === id);
    return consent !== undefined && covers(consent, scope);
  };
  return item.consentIds.every(isCovered) ? null : "consent-does-not-cover";
}

function asExhibit(item: Evidence, number: number, targets: ReadonlySet<string>): Exhibit {
  const { title, type, language, fileIds, whatItShows, sourceClass, capturedAt, captureUrl, mayBeShownToTarget } = item;
  const supports = item.supports.filter((id) => targets.has(id));
  return {
    number,
    evidenceId: item.id,
    title,
    type,
    language,
    fileIds,
    supports,
    whatItShows,
    sourceClass,
    capturedAt,
    captureUrl,
    mayBeShownToTarget,
  };
}
