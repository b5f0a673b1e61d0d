import { describe, expect, it } from "vitest";
import { maySubmit, missingForSubmission, type MissingKey } from "./completeness";
import { emptyDossier, newEvidence, newLegalBasis, newSubject, type Dossier } from "./dossier";
import { countingIds, sampleDossier } from "./testing/sample-dossier";

function keysAfter(change: (dossier: Dossier) => void, severity: "blocks" | "warns" = "blocks"): readonly MissingKey[] {
  const dossier = sampleDossier();
  change(dossier);
  return missingForSubmission(dossier)
    .filter((missing) => missing.severity === severity)
    .map((missing) => missing.messageKey);
}

describe("completeness", () => {
  it("finds nothing missing in a complete dossier", () => {
    expect(missingForSubmission(sampleDossier())).toEqual([]);
    expect(maySubmit(sampleDossier())).toBe(true);
  });

  it("names what an empty dossier lacks, section by section", () => {
    const blocking = missingForSubmission(emptyDossier()).filter(({ severity }) => severity === "blocks");
    expect(blocking.map(({ path }) => path)).toEqual([
      "caseHeader.workingTitle",
      "caseHeader.countriesOfConduct",
      "subjects",
      "incidents",
      "evidence",
      "exculpatory.answer",
    ]);
    expect(maySubmit(emptyDossier())).toBe(false);
  });

  const cases: readonly (readonly [string, MissingKey, (dossier: Dossier) => void])[] = [
    ["naming while sealed", "naming-needs-identity", (d) => void (d.content.caseHeader.identityMode = "sealed")],
    ["an unanswered exculpatory question", "exculpatory-answer", (d) => void (d.content.exculpatory.answer = "unanswered")],
    ["contrary information without text", "exculpatory-text", (d) => void (d.content.exculpatory.text = " ")],
    ["a subject without a legal basis", "subject-legal-basis", (d) => void (d.content.legalBasis = [])],
    ["a subject without a request", "subject-requested-action", (d) => void (d.content.requestedActions = [])],
    ["a subject without a name", "subject-name", (d) => d.content.subjects.forEach((s) => void (s.names = []))],
    ["a legal basis of nobody", "unknown-subject", (d) => d.content.legalBasis.push(newLegalBasis(countingIds(), "f".repeat(32)))],
    ["a criterion of another authority", "criterion-of-other-authority", (d) => d.content.legalBasis.forEach((b) => void (b.criterion = "EU-TORTURE"))],
    ["a measure of another authority", "asked-of-other-authority", (d) => d.content.requestedActions.forEach((a) => void (a.asked = ["CA_SEMA"]))],
    ["an entity asked of Canada", "individuals-only", (d) => d.content.requestedActions.forEach((a) => Object.assign(a, { authority: "ca", asked: ["CA_JVCFOA"] }))],
    ["an impossible date", "date-not-real", (d) => d.content.incidents.forEach((i) => void (i.from.value = "2021-02-30"))],
    ["an end before the start", "ends-before-start", (d) => d.content.incidents.forEach((i) => void (i.to = { value: "2015", precision: "year" }))],
    ["evidence without file or address", "evidence-file-or-url", (d) => d.content.evidence.push(newEvidence(countingIds()))],
    ["a dangling consent", "unknown-consent", (d) => void (d.content.consents = [])],
    ["a known identity without a contact", "contact", (d) => void (d.identity.contacts = [])],
  ];
  it.each(cases)("blocks on %s", (_name, key, change) => {
    expect(keysAfter(change)).toContain(key);
  });

  it("points at the row that lacks something", () => {
    const dossier = sampleDossier();
    const subject = newSubject(() => "ab".repeat(16));
    dossier.content.subjects.push(subject);
    const paths = missingForSubmission(dossier).map(({ path }) => path);
    expect(paths).toContain(`subjects.${subject.subjectId}.names`);
    expect(paths).toContain(`subjects.${subject.subjectId}.legalBasis`);
  });

  it("lets a sealed dossier go without an identity", () => {
    const dossier = sampleDossier();
    Object.assign(dossier.content.caseHeader, { identityMode: "sealed", namingToGovernment: false });
    dossier.identity = emptyDossier().identity;
    expect(maySubmit(dossier)).toBe(true);
  });

  it("warns when content names the organisation or a witness", () => {
    const names = (text: string) => keysAfter((d) => void (d.content.caseHeader.summary = text), "warns");
    expect(names("Canary-Organisation saw it")).toContain("names-organisation");
    expect(names("as CANARY-WITNESS told us")).toContain("names-witness");
  });

  it("warns when evidence from a person at risk rests on no consent", () => {
    expect(keysAfter((d) => d.content.evidence.forEach((e) => void (e.consentIds = [])), "warns")).toContain("evidence-consent");
  });
});
