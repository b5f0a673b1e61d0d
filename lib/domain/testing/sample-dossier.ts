/** A complete invented dossier for tests. Every call gives a fresh copy, so that a test may change it. */
import type { Dossier } from "../dossier/compartments";
import {
  emptyDossier,
  newConsent,
  newEvidence,
  newIncident,
  newLegalBasis,
  newName,
  newPosition,
  newRequestedAction,
  newSubject,
  newVictim,
  newWitness,
  type MakeId,
} from "../dossier/blank";

/** Ids that count up, so that tests can be read: 00…01, 00…02, … */
export function countingIds(): MakeId {
  let count = 0;
  return () => {
    count += 1;
    return count.toString(16).padStart(32, "0");
  };
}

/** One person and one entity, asked of the US and the UK; three exhibits, of which one rests on a consent for the US only. */
export function sampleDossier(): Dossier {
  const makeId = countingIds();
  const dossier = emptyDossier();
  fillHeader(dossier);
  fillWho(dossier, makeId);
  fillWhat(dossier, makeId);
  fillSealed(dossier, makeId);
  return dossier;
}

function fillHeader({ content }: Dossier): void {
  Object.assign(content.caseHeader, {
    workingTitle: "Quarry case",
    summary: "A commander and his unit.",
    countriesOfConduct: ["GM"],
    themes: ["torture"],
    language: "en",
    identityMode: "known-to-coordinators",
    namingToGovernment: true,
  });
  content.exculpatory = { answer: "known", text: "The ministry denied it." };
  content.nationalInterest.expectedImpact = "Deterrence in the unit.";
}

function fillWho({ content }: Dossier, makeId: MakeId): void {
  const person = newSubject(makeId);
  person.role = "primary-perpetrator";
  person.names = [{ ...newName(), full: "Subject One" }, { ...newName("aka"), full: "موضوع", script: "Arab" }];
  person.birthDates = [{ value: "1970", precision: "year" }];
  person.nationalities = ["GM"];
  person.positions = [{ ...newPosition(), title: "Commander", from: { value: "2010-05", precision: "month" }, current: true }];
  person.foreignPersonCheck.answer = "foreign";
  const unit = newSubject(makeId, "entity");
  unit.role = "owned-or-controlled";
  unit.names = [{ ...newName(), full: "Unit Two" }];
  unit.nationalities = ["GM"];
  unit.foreignPersonCheck.answer = "foreign";
  content.subjects = [person, unit];
  for (const { subjectId } of content.subjects) {
    content.legalBasis.push({
      ...newLegalBasis(makeId, subjectId),
      authority: "us",
      criterion: "US-GLOMAG-HR",
      linkType: "ordered",
      narrative: "Facts meet the criterion.",
    });
    content.requestedActions.push({ ...newRequestedAction(makeId, subjectId), authority: "us", asked: ["US_GLOMAG"] });
  }
  const ofPerson = person.subjectId;
  content.legalBasis.push({
    ...newLegalBasis(makeId, ofPerson),
    authority: "uk",
    criterion: "UK-GHR-TORTURE",
    linkType: "ordered",
    narrative: "Facts meet the right.",
  });
  content.requestedActions.push({ ...newRequestedAction(makeId, ofPerson), authority: "uk", asked: ["UK_GHR"] });
}

function fillWhat({ content }: Dossier, makeId: MakeId): void {
  const [person] = content.subjects;
  const consent = newConsent(makeId);
  Object.assign(consent, { witnessPseudonym: "W-1", obtained: true, how: "written" });
  consent.scope.us = true;
  content.consents = [consent];
  const incident = newIncident(makeId);
  incident.category = "torture";
  incident.from = { value: "2016-11-03", precision: "day" };
  incident.place.country = "GM";
  incident.description = "W-1 and another person were beaten.";
  incident.victims = [{ ...newVictim(), pseudonym: "W-1" }, { ...newVictim(), pseudonym: "V-2" }];
  incident.perpetratorSubjectIds = person === undefined ? [] : [person.subjectId];
  const base = { supports: [incident.id], whatItShows: "The beating.", mayBeShownToTarget: "no" as const };
  content.evidence = [
    { ...newEvidence(makeId), ...base, title: "Statement", type: "witness-statement", sourceClass: "victim", sensitivity: "government-only", fileIds: [makeId()], consentIds: [consent.id] },
    { ...newEvidence(makeId), ...base, title: "Article", type: "press", sourceClass: "open-source", sensitivity: "public", captureUrl: "https://example.org/a", capturedAt: "2017-01-02T03:04:05Z" },
    { ...newEvidence(makeId), ...base, title: "Chat log", type: "document", sourceClass: "own-investigation", sensitivity: "coalition-only", fileIds: [makeId()] },
  ];
  incident.evidenceIds = content.evidence.map((item) => item.id);
  content.incidents = [incident];
}

function fillSealed(dossier: Dossier, makeId: MakeId): void {
  const { identity, sources, notes } = dossier;
  identity.organisationName = "CANARY-ORGANISATION";
  identity.contacts = [{ name: "CANARY-CONTACT", role: "", email: "canary@example.org", phone: "" }];
  identity.partners = ["CANARY-PARTNER"];
  identity.relationToInformation = "CANARY-RELATION";
  sources.witnesses = [{ ...newWitness(makeId), pseudonym: "W-1", realName: "CANARY-WITNESS" }];
  notes.remarks = "CANARY-NOTES";
}
