/** Blank rows. Pure: randomness is handed in, as a function that gives sixteen random bytes in lower-case hex. */
import type { Contact, Dossier, LegalBasis, RequestedAction, Witness } from "./compartments";
import { SCHEMA_VERSION } from "./compartments";
import type { Consent, CustodyStep, Evidence, Incident, Victim } from "./facts";
import type { PartialDate } from "./fields";
import type { Identifier, Position, Subject, SubjectKind, SubjectName } from "./subject";

export type MakeId = () => string;

/** A dossier in which nothing has been answered. The careful choice is the default: sealed, unnamed, in confidence. */
export function emptyDossier(): Dossier {
  return {
    content: {
      schemaVersion: SCHEMA_VERSION,
      caseHeader: {
        workingTitle: "",
        summary: "",
        background: "",
        countriesOfConduct: [],
        themes: [],
        language: "",
        confidentiality: "in-confidence",
        urgency: "",
        namingToGovernment: false,
        namingInPublic: false,
        identityMode: "sealed",
        sourcesShared: false,
        dualFiling: [],
      },
      subjects: [],
      legalBasis: [],
      incidents: [],
      evidence: [],
      exculpatory: { answer: "unanswered", text: "" },
      nationalInterest: {
        expectedImpact: "",
        messageAndAudience: "",
        leverageAndTiming: "",
        assetsAndTravel: "",
        deterrence: "",
        effectOnVictims: "",
        risks: "",
        alliesPosition: "",
      },
      requestedActions: [],
      consents: [],
      fileLog: [],
      thumbnails: [],
    },
    identity: { schemaVersion: SCHEMA_VERSION, organisationName: "", contacts: [], partners: [], relationToInformation: "" },
    sources: { schemaVersion: SCHEMA_VERSION, witnesses: [], fileLog: [], thumbnails: [], masks: [] },
    notes: { schemaVersion: SCHEMA_VERSION, remarks: "", checklist: [], fileLog: [], thumbnails: [], masks: [], dismissedWords: [] },
  };
}

export function newDate(): PartialDate {
  return { value: "", precision: "day" };
}

export function newName(type: SubjectName["type"] = "primary"): SubjectName {
  return { full: "", family: "", given: "", script: "", language: "", type, strength: "strong" };
}

export function newPosition(): Position {
  return { title: "", organisation: "", unit: "", rank: "", from: newDate(), to: newDate(), current: false };
}

export function newIdentifier(): Identifier {
  return { kind: "passport", number: "", country: "", issued: newDate(), expires: newDate() };
}

/** A subject with one empty primary name. */
export function newSubject(makeId: MakeId, kind: SubjectKind = "person"): Subject {
  return {
    subjectId: makeId(),
    kind,
    role: "",
    names: [newName()],
    birthDates: [],
    placeOfBirth: "",
    gender: "unknown",
    nationalities: [],
    positions: [],
    identifiers: [],
    foreignPersonCheck: { answer: "unanswered", note: "" },
  };
}

export function newLegalBasis(makeId: MakeId, subjectId: string): LegalBasis {
  return { id: makeId(), subjectId, authority: "", criterion: "", linkType: "", narrative: "" };
}

export function newRequestedAction(makeId: MakeId, subjectId: string): RequestedAction {
  return { id: makeId(), subjectId, authority: "", asked: [] };
}

export function newIncident(makeId: MakeId): Incident {
  return {
    id: makeId(),
    category: "",
    from: newDate(),
    to: newDate(),
    place: { country: "", area: "", site: "" },
    description: "",
    victims: [],
    perpetratorSubjectIds: [],
    evidenceIds: [],
  };
}

export function newVictim(): Victim {
  return { pseudonym: "", groups: [], status: "unknown" };
}

export function newEvidence(makeId: MakeId): Evidence {
  return {
    id: makeId(),
    title: "",
    type: "",
    language: "",
    fileIds: [],
    supports: [],
    consentIds: [],
    whatItShows: "",
    sourceClass: "",
    capturedAt: "",
    captureUrl: "",
    sensitivity: "",
    mayBeShownToTarget: "unanswered",
    metadataNote: "",
    captureMethod: "",
    captureTool: "",
    capturedBy: "",
    captureNote: "",
    translationOf: "",
    reliability: "",
    credibility: "",
    twoSources: "unanswered",
    originalAt: "",
    archiveUrl: "",
    accessNote: "",
    licence: "",
    keepUntil: "",
    riskNote: "",
    custody: [],
  };
}

export function newCustodyStep(makeId: MakeId): CustodyStep {
  return { id: makeId(), when: newDate(), kind: "", from: "", to: "", note: "" };
}

export function newConsent(makeId: MakeId): Consent {
  return {
    id: makeId(),
    witnessPseudonym: "",
    obtained: false,
    how: "",
    scope: { us: false, uk: false, eu: false, ca: false, au: false, congress: false, public: false },
    withdrawn: "",
  };
}

export function newContact(): Contact {
  return { name: "", role: "", email: "", phone: "" };
}

export function newWitness(makeId: MakeId): Witness {
  return { id: makeId(), pseudonym: "", realName: "", contact: "", role: "", consentRef: "", securityAssessment: "" };
}
