import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ASKED_CODES, AUTHORITIES } from "./authorities";
import { MISSING_KEYS } from "./completeness";
import { COUNTRY_CODES } from "./countries";
import * as dossier from "./dossier";
import { INTAKE_STATES, TRACK_STATES } from "./lifecycle";
import * as texts from "./move-texts";
import { AUDIENCES, MEMO_SECTIONS, NAMINGS, WITHHELD_REASONS } from "./package-recipe";
import { ROLES } from "./policy";
import { canList, CRITERIA, criteriaFor, CRITERION_KINDS } from "./regimes";
import { SECTIONS } from "./sections";
import * as themes from "./themes";

const catalogueSchema = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));

function readCatalogue(name: string): z.infer<typeof catalogueSchema> {
  const path = fileURLToPath(new URL(`../../messages/en/${name}.json`, import.meta.url));
  return catalogueSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}

const IDS_OF_GROUP: Readonly<Record<string, readonly string[]>> = {
  authority: AUTHORITIES,
  asked: ASKED_CODES,
  criterion: CRITERIA.map(({ code }) => code),
  criterionKind: CRITERION_KINDS,
  theme: themes.THEMES,
  incidentCategory: themes.INCIDENT_CATEGORIES,
  victimGroup: themes.VICTIM_GROUPS,
  victimStatus: themes.VICTIM_STATUSES,
  evidenceType: themes.EVIDENCE_TYPES,
  sourceClass: themes.SOURCE_CLASSES,
  sensitivity: themes.SENSITIVITIES,
  captureMethod: themes.CAPTURE_METHODS,
  reliability: themes.RELIABILITY_GRADES,
  credibility: themes.CREDIBILITY_GRADES,
  twoSources: dossier.TWO_SOURCES,
  custodyAct: [...themes.CUSTODY_STEPS, "uploaded", "cleaned", "viewed", "saved", "exported", "step"],
  subjectKind: dossier.SUBJECT_KINDS,
  subjectRole: themes.SUBJECT_ROLES,
  nameType: themes.NAME_TYPES,
  nameStrength: ["strong", "weak"],
  gender: dossier.GENDERS,
  identifierKind: themes.IDENTIFIER_KINDS,
  conductLink: themes.CONDUCT_LINKS,
  datePrecision: dossier.DATE_PRECISIONS,
  foreignPerson: dossier.FOREIGN_PERSON_ANSWERS,
  confidentiality: dossier.CONFIDENTIALITIES,
  identityMode: dossier.IDENTITY_MODES,
  exculpatoryAnswer: dossier.EXCULPATORY_ANSWERS,
  consentHow: ["written", "audio", "oral"],
  consentScope: dossier.CONSENT_SCOPES,
  shownToTarget: dossier.SHOWN_TO_TARGET,
  section: SECTIONS,
  maskKind: dossier.MASK_KINDS,
  mask: ["hidden", "standsFor"],
  missing: MISSING_KEYS,
  intakeState: INTAKE_STATES,
  trackState: TRACK_STATES,
  intakeMove: ["admit", ...INTAKE_STATES],
  trackMove: TRACK_STATES,
  moveRefusal: ["illegal-move", "wrong-actor", "intake-forbids", "text-missing", "text-refused"],
  withdrawalClass: texts.WITHDRAWAL_CLASSES,
  forwardingWay: texts.FORWARDING_WAYS,
  knowledgeSource: texts.KNOWLEDGE_SOURCES,
  confidence: ["1", "2", "3"],
  basisGrade: texts.BASIS_GRADES,
  outcomeLink: texts.OUTCOME_LINKS,
  declineBasis: texts.DECLINE_BASES,
  overtakenCause: texts.OVERTAKEN_CAUSES,
  visaVisibility: texts.VISA_VISIBILITIES,
  role: ROLES,
  audience: AUDIENCES,
  naming: NAMINGS,
  memoSection: MEMO_SECTIONS,
  withheldWhat: ["subject", "incident", "victim", "evidence"],
  withheldReason: WITHHELD_REASONS,
  selectionRefusal: ["naming-not-allowed", "identity-missing", "nothing-asked"],
};

describe("the message catalogue", () => {
  const catalogue = readCatalogue("domain");

  it.each(Object.keys(IDS_OF_GROUP))("labels every id of %s, no other, and explains the group to translators", (group) => {
    expect(Object.keys(catalogue[group] ?? {}).sort()).toEqual([...(IDS_OF_GROUP[group] ?? []), "_about"].sort());
  });

  it("has no group that the domain does not know", () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(IDS_OF_GROUP).sort());
  });

  it("guides through every section with a text and an example", () => {
    const { _about, ...guidance } = readCatalogue("guidance");
    expect(_about).toBeTypeOf("string");
    expect(Object.keys(guidance)).toEqual([...SECTIONS]);
    for (const section of SECTIONS) expect(Object.keys(guidance[section] ?? {})).toEqual(["guidance", "example"]);
  });
});

describe("criteria", () => {
  it("have unique codes, a cite and a source, and Canada's reach individuals only", () => {
    expect(new Set(CRITERIA.map(({ code }) => code)).size).toBe(CRITERIA.length);
    for (const { cites, source, text } of CRITERIA) expect([...cites, source, text]).not.toContain("");
    expect(criteriaFor("ca", "entity")).toEqual([]);
    expect(criteriaFor("ca", "person").length).toBeGreaterThan(0);
    expect([canList("ca", "entity"), canList("ca", "person"), canList("us", "entity")]).toEqual([false, true, true]);
  });

  it("of E.O. 13818 cite the Order and the regulation", () => {
    const order = CRITERIA.filter(({ code }) => code.startsWith("US-GLOMAG"));
    expect(order).toHaveLength(7);
    for (const { cites } of order) expect(cites.map((cite) => cite.split(" ")[0])).toEqual(["E.O.", "31"]);
  });
});

describe("countries", () => {
  it("are codes that every reader's browser can name", () => {
    const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
    expect(new Set(COUNTRY_CODES).size).toBe(COUNTRY_CODES.length);
    expect(COUNTRY_CODES.filter((code) => names.of(code) === undefined)).toEqual([]);
    expect(COUNTRY_CODES).toHaveLength(250);
  });
});
