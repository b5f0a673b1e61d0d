/** What is missing about incidents, evidence, contrary information and consent. */
import type { Content } from "../dossier/compartments";
import type { Consent, Evidence, Incident } from "../dossier/facts";
import { isCalendarDay, isRealDate } from "../dossier/fields";
import { needsConsent } from "../consent";
import { isBlank, MissingList, type Missing } from "./missing";

export function missingInIncidents(content: Content): readonly Missing[] {
  const list = new MissingList("incidents");
  const subjectIds = new Set(content.subjects.map((subject) => subject.subjectId));
  const evidenceIds = new Set(content.evidence.map((item) => item.id));
  list.blocks(content.incidents.length === 0, "incidents", "no-incident");
  for (const incident of content.incidents) {
    const path = `incidents.${incident.id}`;
    judgeIncident(list, incident, path);
    list.blocks(incident.perpetratorSubjectIds.some((id) => !subjectIds.has(id)), `${path}.perpetratorSubjectIds`, "unknown-subject");
    list.blocks(incident.evidenceIds.some((id) => !evidenceIds.has(id)), `${path}.evidenceIds`, "unknown-evidence");
    const isShown = incident.evidenceIds.length > 0 || content.evidence.some((item) => item.supports.includes(incident.id));
    list.warns(!isShown, `${path}.evidenceIds`, "incident-evidence");
  }
  return list.found;
}

function judgeIncident(list: MissingList, incident: Incident, path: string): void {
  const { from, to } = incident;
  list.blocks(incident.category === "", `${path}.category`, "incident-category");
  list.blocks(from.value === "", `${path}.from`, "incident-date");
  list.checkDate(from, `${path}.from`);
  list.checkDate(to, `${path}.to`);
  list.blocks(isRealDate(from) && isRealDate(to) && endsBefore(to.value, from.value), `${path}.to`, "ends-before-start");
  list.blocks(incident.place.country === "", `${path}.place`, "incident-country");
  list.blocks(isBlank(incident.description), `${path}.description`, "incident-description");
  list.blocks(incident.victims.some((victim) => isBlank(victim.pseudonym)), `${path}.victims`, "victim-pseudonym");
  list.warns(incident.perpetratorSubjectIds.length === 0, `${path}.perpetratorSubjectIds`, "incident-perpetrator");
}

/** Compares as far as both are precise: 2019 does not end before 2019-05. */
function endsBefore(end: string, start: string): boolean {
  const precision = Math.min(end.length, start.length);
  return end.slice(0, precision) < start.slice(0, precision);
}

export function missingInEvidence(content: Content): readonly Missing[] {
  const list = new MissingList("evidence");
  const consentIds = new Set(content.consents.map((consent) => consent.id));
  const targets = new Set([...content.incidents.map((row) => row.id), ...content.subjects.map((row) => row.subjectId)]);
  list.blocks(content.evidence.length === 0, "evidence", "no-evidence");
  for (const item of content.evidence) {
    const path = `evidence.${item.id}`;
    judgeEvidence(list, item, path);
    list.blocks(item.supports.some((id) => !targets.has(id)), `${path}.supports`, "unknown-incident-or-subject");
    list.blocks(item.consentIds.some((id) => !consentIds.has(id)), `${path}.consentIds`, "unknown-consent");
  }
  return list.found;
}

function judgeEvidence(list: MissingList, item: Evidence, path: string): void {
  const hasUrl = !isBlank(item.captureUrl);
  list.blocks(isBlank(item.title), `${path}.title`, "evidence-title");
  list.blocks(item.type === "", `${path}.type`, "evidence-type");
  list.blocks(item.fileIds.length === 0 && !hasUrl, `${path}.fileIds`, "evidence-file-or-url");
  list.blocks(item.supports.length === 0, `${path}.supports`, "evidence-supports");
  list.blocks(isBlank(item.whatItShows), `${path}.whatItShows`, "evidence-shows");
  list.blocks(item.sourceClass === "", `${path}.sourceClass`, "evidence-source");
  list.blocks(item.sensitivity === "", `${path}.sensitivity`, "evidence-sensitivity");
  list.blocks(item.mayBeShownToTarget === "unanswered", `${path}.mayBeShownToTarget`, "evidence-target");
  list.warns(hasUrl && isBlank(item.capturedAt), `${path}.capturedAt`, "evidence-captured-at");
  list.warns(needsConsent(item) && item.consentIds.length === 0, `${path}.consentIds`, "evidence-consent");
}

export function missingInExculpatory({ exculpatory }: Content): readonly Missing[] {
  const list = new MissingList("exculpatory");
  list.blocks(exculpatory.answer === "unanswered", "exculpatory.answer", "exculpatory-answer");
  list.blocks(exculpatory.answer === "known" && isBlank(exculpatory.text), "exculpatory.text", "exculpatory-text");
  return list.found;
}

export function missingInNationalInterest({ nationalInterest }: Content): readonly Missing[] {
  const list = new MissingList("national-interest");
  list.warns(isBlank(nationalInterest.expectedImpact), "nationalInterest.expectedImpact", "expected-impact");
  return list.found;
}

export function missingInConsents({ consents }: Content): readonly Missing[] {
  const list = new MissingList("consents");
  for (const consent of consents) judgeConsent(list, consent);
  return list.found;
}

function judgeConsent(list: MissingList, consent: Consent): void {
  const path = `consents.${consent.id}`;
  const { obtained, withdrawn } = consent;
  list.blocks(isBlank(consent.witnessPseudonym), `${path}.witnessPseudonym`, "consent-pseudonym");
  list.blocks(withdrawn !== "" && !isCalendarDay(withdrawn), `${path}.withdrawn`, "date-not-real");
  list.warns(!obtained, `${path}.obtained`, "consent-not-obtained");
  list.warns(obtained && consent.how === "", `${path}.how`, "consent-how");
  list.warns(obtained && !Object.values(consent.scope).some(Boolean), `${path}.scope`, "consent-scope");
}
