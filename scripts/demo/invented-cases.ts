/** Six cases that nobody could take for real: every name and text says that it is invented. */
import { toHex } from "@/lib/shared/bytes";
import {
  emptyDossier, newCustodyStep, newEvidence, newIncident, newLegalBasis, newName, newPosition, newRequestedAction, newSubject, newVictim,
  type Content, type Dossier, type Evidence, type Subject,
} from "@/lib/domain/dossier";

export type DemoCase = {
  readonly title: string;
  readonly person: string;
  readonly post: string;
  readonly country: string;
  readonly theme: Content["caseHeader"]["themes"][number];
  readonly category: Content["incidents"][number]["category"];
  readonly criterion: string;
  readonly sealed: boolean;
};

export const CASES = {
  draft: {
    title: "The example harbour fees (invented)", person: "Example Person Six", post: "Invented harbour master", country: "MT",
    theme: "corruption", category: "bribery", criterion: "US-GLOMAG-CORRUPTION", sealed: true,
  },
  submitted: {
    title: "The example newspaper (invented)", person: "Example Person Five", post: "Invented press officer", country: "IS",
    theme: "media-freedom", category: "expression", criterion: "US-GLOMAG-HR", sealed: false,
  },
  returned: {
    title: "The example quarry (invented)", person: "Example Person Four", post: "Invented site director", country: "LU",
    theme: "slavery-forced-labour", category: "slavery-forced-labour", criterion: "US-GLOMAG-HR", sealed: true,
  },
  forwarded: {
    title: "The example police station (invented)", person: "Example Person One", post: "Invented station commander", country: "NZ",
    theme: "torture", category: "torture", criterion: "US-GLOMAG-HR", sealed: false,
  },
  designated: {
    title: "The example road contracts (invented)", person: "Example Person Two", post: "Invented roads minister", country: "AD",
    theme: "corruption", category: "procurement", criterion: "US-GLOMAG-CORRUPTION", sealed: false,
  },
  rejected: {
    title: "The example rumour (invented)", person: "Example Person Three", post: "Invented councillor", country: "LI",
    theme: "rule-of-law", category: "other-abuse", criterion: "US-GLOMAG-HR", sealed: true,
  },
} as const satisfies Record<string, DemoCase>;

const NOTE = "Invented for a demonstration.";
const makeId = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

/** A complete dossier of the case; the caller hangs files on its exhibit. */
export function inventDossier(example: DemoCase, organisation: string): Dossier {
  const dossier = emptyDossier();
  const { content, identity, notes } = dossier;
  const subject = inventSubject(example);
  content.subjects = [subject];
  fillHeader(content, example);
  const basis = { authority: "us", criterion: example.criterion, linkType: "ordered", narrative: `${NOTE} The text would show how the facts meet the criterion.` } as const;
  content.legalBasis = [{ ...newLegalBasis(makeId, subject.subjectId), ...basis }];
  content.requestedActions = [{ ...newRequestedAction(makeId, subject.subjectId), authority: "us", asked: ["US_GLOMAG"] }];
  fillFacts(content, example, subject);
  identity.organisationName = organisation;
  identity.contacts = [{ name: "Example Contact", role: "Invented desk officer", email: "contact@example.org", phone: "" }];
  identity.relationToInformation = `${NOTE} The organisation would say here how it knows.`;
  notes.remarks = `${NOTE} Only this organisation reads this.`;
  return dossier;
}

function fillHeader({ caseHeader, exculpatory, nationalInterest }: Content, { title, country, theme, sealed }: DemoCase): void {
  caseHeader.workingTitle = title;
  caseHeader.summary = `${NOTE} Nothing in it happened.`;
  caseHeader.countriesOfConduct = [country];
  caseHeader.themes = [theme];
  caseHeader.language = "en";
  caseHeader.identityMode = sealed ? "sealed" : "known-to-coordinators";
  caseHeader.namingToGovernment = !sealed;
  exculpatory.answer = "known";
  exculpatory.text = `${NOTE} The person denied it in an invented statement.`;
  nationalInterest.expectedImpact = `${NOTE} Others in such a post would think twice.`;
}

function inventSubject({ person, post, country }: DemoCase): Subject {
  const family = person.split(" ").at(-1) ?? "";
  return {
    ...newSubject(makeId),
    role: "primary-perpetrator",
    names: [
      { ...newName(), full: person, family, given: "Example Person", script: "Latn" },
      { ...newName("aka"), full: `The Invented ${family}`, script: "Latn", strength: "weak" },
    ],
    birthDates: [{ value: "1960", precision: "circa" }],
    placeOfBirth: "An invented town",
    nationalities: [country],
    positions: [{ ...newPosition(), title: post, organisation: "Invented Authority", from: { value: "2015-03", precision: "month" }, current: true }],
    foreignPersonCheck: { answer: "foreign", note: NOTE },
  };
}

function fillFacts(content: Content, { category, country }: DemoCase, { subjectId }: Subject): void {
  const incident = {
    ...newIncident(makeId),
    category,
    from: { value: "2021-06", precision: "month" as const },
    place: { country, area: "Invented province", site: "An invented site" },
    description: `${NOTE} A real dossier would tell step by step what happened, who did it, and how that is known.`,
    victims: [{ ...newVictim(), pseudonym: "V-1" }],
    perpetratorSubjectIds: [subjectId],
  };
  const exhibit: Evidence = {
    ...newEvidence(makeId),
    title: "Invented exhibit",
    type: "document",
    language: "en",
    supports: [incident.id],
    whatItShows: `${NOTE} It shows where exhibits appear.`,
    sourceClass: "own-investigation",
    sensitivity: "government-only",
    mayBeShownToTarget: "no",
    captureMethod: "photograph",
    captureTool: "Invented camera 1.0",
    capturedBy: "R-1",
    capturedAt: "2021-07-02 09:30",
    reliability: "B",
    credibility: "2",
    riskNote: `${NOTE} A real one would say who could be harmed.`,
    custody: [{ ...newCustodyStep(makeId), kind: "received", when: { value: "2021-07-05", precision: "day" }, from: "R-1", to: "R-2", note: NOTE }],
  };
  content.incidents = [{ ...incident, evidenceIds: [exhibit.id] }];
  content.evidence = [exhibit];
}
