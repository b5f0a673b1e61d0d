/** What a dossier still lacks before it can be submitted, and what reviewers will ask for. */
import type { Dossier } from "./dossier/compartments";
import { isBlank, MissingList, type Missing } from "./completeness/missing";
import {
  missingInConsents,
  missingInEvidence,
  missingInExculpatory,
  missingInIncidents,
  missingInNationalInterest,
} from "./completeness/what";
import { missingInCase, missingInLegalBasis, missingInRequestedActions, missingInSubjects } from "./completeness/who";
import { danglingMasks, foldWords } from "./masks";
import type { Section } from "./sections";

export { MISSING_KEYS, type Missing, type MissingKey } from "./completeness/missing";

/** Everything missing, in the order of the form. Submission is possible when none of it `blocks`. */
export function missingForSubmission(dossier: Dossier): readonly Missing[] {
  const { content } = dossier;
  return [
    ...missingInCase(content),
    ...missingInSubjects(content),
    ...missingInLegalBasis(content),
    ...missingInIncidents(content),
    ...missingInEvidence(content),
    ...missingInExculpatory(content),
    ...missingInNationalInterest(content),
    ...missingInRequestedActions(content),
    ...missingInConsents(content),
    ...missingInIdentity(dossier),
    ...missingInSources(dossier),
    ...leaksInContent(dossier),
    ...unknownMasks(dossier),
  ];
}

/** Whether nothing stands in the way of submitting. */
export function maySubmit(dossier: Dossier): boolean {
  return missingForSubmission(dossier).every(({ severity }) => severity !== "blocks");
}

/** Required where a coordinator can open it; in a sealed dossier nobody but the organisation reads it, so it only warns. */
function missingInIdentity({ content, identity }: Dossier): readonly Missing[] {
  const list = new MissingList("identity");
  const judge = content.caseHeader.identityMode === "sealed" ? list.warns.bind(list) : list.blocks.bind(list);
  const reachable = identity.contacts.some((contact) => !isBlank(contact.email) || !isBlank(contact.phone));
  judge(isBlank(identity.organisationName), "identity.organisationName", "organisation-name");
  judge(!reachable, "identity.contacts", "contact");
  judge(isBlank(identity.relationToInformation), "identity.relationToInformation", "relation-to-information");
  return list.found;
}

function missingInSources({ content, sources }: Dossier): readonly Missing[] {
  const list = new MissingList("sources");
  const consentIds = new Set(content.consents.map((consent) => consent.id));
  for (const { id, pseudonym, consentRef } of sources.witnesses) {
    list.blocks(isBlank(pseudonym), `sources.witnesses.${id}.pseudonym`, "witness-pseudonym");
    list.blocks(consentRef !== "" && !consentIds.has(consentRef), `sources.witnesses.${id}.consentRef`, "unknown-consent");
  }
  return list.found;
}

const PARTS_OF_CONTENT: readonly (readonly [Section, keyof Dossier["content"]])[] = [
  ["case", "caseHeader"],
  ["subjects", "subjects"],
  ["legal-basis", "legalBasis"],
  ["incidents", "incidents"],
  ["evidence", "evidence"],
  ["exculpatory", "exculpatory"],
  ["national-interest", "nationalInterest"],
  ["consents", "consents"],
];
/** Shorter names would be found inside ordinary words. */
const SHORTEST_SOUGHT_NAME = 4;

/** Reviewers read content: the organisation's or a witness's real name does not belong there. */
function leaksInContent({ content, identity, sources, notes }: Dossier): readonly Missing[] {
  const isLeft = (name: string) => notes.dismissedWords.includes(foldWords(name));
  const ofOrganisation = [identity.organisationName, ...identity.partners, ...identity.contacts.flatMap((c) => [c.name, c.email])].filter((name) => !isLeft(name));
  const ofWitnesses = sources.witnesses.map((witness) => witness.realName).filter((name) => !isLeft(name));
  return PARTS_OF_CONTENT.flatMap(([section, part]) => {
    const list = new MissingList(section);
    const text = allText(content[part]).toLocaleLowerCase("und");
    list.warns(mentions(text, ofOrganisation), part, "names-organisation");
    list.warns(mentions(text, ofWitnesses), part, "names-witness");
    return list.found;
  });
}

/** A mask that nobody can look up: typed by hand, or copied from another dossier. */
function unknownMasks(dossier: Dossier): readonly Missing[] {
  const paths = new Map(danglingMasks(dossier).map(({ place }) => [place.path, place.section]));
  return [...paths].map(([path, section]) => ({ section, path, messageKey: "dangling-mask", severity: "warns" }));
}

function mentions(text: string, names: readonly string[]): boolean {
  return names
    .map((name) => name.trim().toLocaleLowerCase("und"))
    .some((name) => name.length >= SHORTEST_SOUGHT_NAME && text.includes(name));
}

function allText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(allText).join("\n");
}
