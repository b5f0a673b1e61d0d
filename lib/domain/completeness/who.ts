/** What is missing about the case, the subjects and the law. */
import { ASKED_BY_AUTHORITY } from "../authorities";
import type { Content, LegalBasis, RequestedAction } from "../dossier/compartments";
import type { Subject } from "../dossier/subject";
import { canList, criteriaFor, findCriterion } from "../regimes";
import { isBlank, MissingList, type Missing } from "./missing";

export function missingInCase({ caseHeader }: Content): readonly Missing[] {
  const list = new MissingList("case");
  const named = caseHeader.namingToGovernment || caseHeader.namingInPublic;
  list.blocks(isBlank(caseHeader.workingTitle), "caseHeader.workingTitle", "working-title");
  list.blocks(caseHeader.countriesOfConduct.length === 0, "caseHeader.countriesOfConduct", "countries");
  list.blocks(caseHeader.confidentiality === "", "caseHeader.confidentiality", "confidentiality");
  list.blocks(named && caseHeader.identityMode === "sealed", "caseHeader.identityMode", "naming-needs-identity");
  list.blocks(
    caseHeader.namingInPublic && !caseHeader.namingToGovernment,
    "caseHeader.namingInPublic",
    "public-naming-needs-government",
  );
  list.warns(caseHeader.themes.length === 0, "caseHeader.themes", "themes");
  list.warns(isBlank(caseHeader.language), "caseHeader.language", "language");
  list.warns(isBlank(caseHeader.summary), "caseHeader.summary", "summary");
  return list.found;
}

export function missingInSubjects(content: Content): readonly Missing[] {
  const list = new MissingList("subjects");
  list.blocks(content.subjects.length === 0, "subjects", "no-subject");
  for (const subject of content.subjects) {
    judgeSubject(list, subject, content);
    judgeSubjectDates(list, subject);
  }
  return list.found;
}

function judgeSubject(list: MissingList, subject: Subject, { legalBasis, requestedActions }: Content): void {
  const path = `subjects.${subject.subjectId}`;
  const isOfSubject = (row: { subjectId: string }): boolean => row.subjectId === subject.subjectId;
  const asksUs = requestedActions.some((row) => isOfSubject(row) && (row.authority === "us" || row.authority === "us-congress"));
  const person = subject.kind === "person";
  list.blocks(subject.names.length === 0 || subject.names.every((name) => isBlank(name.full)), `${path}.names`, "subject-name");
  list.blocks(subject.role === "", `${path}.role`, "subject-role");
  list.blocks(!legalBasis.some(isOfSubject), `${path}.legalBasis`, "subject-legal-basis");
  list.blocks(!requestedActions.some(isOfSubject), `${path}.requestedActions`, "subject-requested-action");
  list.warns(person && subject.birthDates.every((date) => date.value === ""), `${path}.birthDates`, "subject-birth-date");
  list.warns(person && subject.positions.length === 0, `${path}.positions`, "subject-position");
  list.warns(subject.nationalities.length === 0, `${path}.nationalities`, "subject-nationality");
  list.warns(asksUs && subject.foreignPersonCheck.answer === "unanswered", `${path}.foreignPersonCheck`, "foreign-person");
  list.warns(asksUs && subject.foreignPersonCheck.answer === "us-person", `${path}.foreignPersonCheck`, "us-person");
}

function judgeSubjectDates(list: MissingList, subject: Subject): void {
  const path = `subjects.${subject.subjectId}`;
  for (const date of subject.birthDates) list.checkDate(date, `${path}.birthDates`);
  for (const { from, to } of subject.positions) {
    list.checkDate(from, `${path}.positions`);
    list.checkDate(to, `${path}.positions`);
  }
  for (const { issued, expires } of subject.identifiers) {
    list.checkDate(issued, `${path}.identifiers`);
    list.checkDate(expires, `${path}.identifiers`);
  }
}

export function missingInLegalBasis(content: Content): readonly Missing[] {
  const list = new MissingList("legal-basis");
  for (const basis of content.legalBasis) judgeBasis(list, basis, content);
  return list.found;
}

function judgeBasis(list: MissingList, basis: LegalBasis, content: Content): void {
  const path = `legalBasis.${basis.id}`;
  const subject = findSubject(content, basis.subjectId);
  list.blocks(subject === undefined, `${path}.subjectId`, "unknown-subject");
  list.blocks(basis.authority === "", `${path}.authority`, "authority");
  list.blocks(isBlank(basis.narrative), `${path}.narrative`, "narrative");
  list.warns(basis.linkType === "", `${path}.linkType`, "conduct-link");
  if (basis.authority === "" || subject === undefined) return;
  list.blocks(!canList(basis.authority, subject.kind), `${path}.authority`, "individuals-only");
  const offered = criteriaFor(basis.authority, subject.kind);
  list.blocks(isBlank(basis.criterion) && offered.length > 0, `${path}.criterion`, "criterion");
  const known = findCriterion(basis.criterion);
  list.blocks(known !== null && !offered.includes(known), `${path}.criterion`, "criterion-of-other-authority");
}

export function missingInRequestedActions(content: Content): readonly Missing[] {
  const list = new MissingList("requested-actions");
  for (const action of content.requestedActions) judgeAction(list, action, content);
  return list.found;
}

function judgeAction(list: MissingList, action: RequestedAction, content: Content): void {
  const path = `requestedActions.${action.id}`;
  const subject = findSubject(content, action.subjectId);
  list.blocks(subject === undefined, `${path}.subjectId`, "unknown-subject");
  list.blocks(action.authority === "", `${path}.authority`, "authority");
  if (action.authority === "") return;
  const { authority } = action;
  const offered = ASKED_BY_AUTHORITY[authority];
  list.blocks(offered.length > 0 && action.asked.length === 0, `${path}.asked`, "asked");
  list.blocks(action.asked.some((code) => !offered.includes(code)), `${path}.asked`, "asked-of-other-authority");
  list.blocks(subject !== undefined && !canList(authority, subject.kind), `${path}.authority`, "individuals-only");
  list.warns(!hasBasisFor(content, action.subjectId, authority), `${path}.authority`, "asked-without-basis");
}

/** Congress is asked on the strength of US law. */
function hasBasisFor({ legalBasis }: Content, subjectId: string, authority: string): boolean {
  const accepted = authority === "us-congress" ? ["us", "us-congress"] : [authority];
  return legalBasis.some((basis) => basis.subjectId === subjectId && accepted.includes(basis.authority));
}

function findSubject(content: Content, subjectId: string): Subject | undefined {
  return content.subjects.find((subject) => subject.subjectId === subjectId);
}
