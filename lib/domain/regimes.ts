/**
 * Legal criteria that a dossier can invoke. Only criteria whose words were read in a source are here, with that source;
 * what is known from memory alone is left out, even where that leaves a regime incomplete.
 * `text` is the law's own wording (or its official summary) and stays in English; "…" marks an omission.
 */
import type { Authority } from "./authorities";
import { AU_CRITERIA, CA_CRITERIA, EU_CRITERIA } from "./regimes/eu-ca-au";
import { UK_CRITERIA } from "./regimes/uk";
import { US_CRITERIA } from "./regimes/us";
import type { Criterion } from "./regimes/criterion";
import type { SubjectKind } from "./dossier/subject";

export { ASKED_BY_AUTHORITY, ASKED_CODES, AUTHORITIES, type AskedCode, type Authority } from "./authorities";
export { CRITERION_KINDS, type Criterion, type CriterionKind } from "./regimes/criterion";

/** Every criterion, in the order in which a form shows them. */
export const CRITERIA: readonly Criterion[] = [...US_CRITERIA, ...UK_CRITERIA, ...EU_CRITERIA, ...CA_CRITERIA, ...AU_CRITERIA];

const BY_CODE: ReadonlyMap<string, Criterion> = new Map(CRITERIA.map((criterion) => [criterion.code, criterion]));

/** The criterion with this code, or null for a code that this version does not know. */
export function findCriterion(code: string): Criterion | null {
  return BY_CODE.get(code) ?? null;
}

/** The criteria that an authority applies to this kind of subject. Empty for `other`, and for entities in Canada. */
export function criteriaFor(authority: Authority, kind: SubjectKind): readonly Criterion[] {
  return CRITERIA.filter(
    ({ authorities, appliesTo }) => authorities.includes(authority) && (appliesTo === "both" || appliesTo === kind),
  );
}

/** Canada's Justice for Victims of Corrupt Foreign Officials Act lists individuals only (SOR/2017-233). */
export function canList(authority: Authority, kind: SubjectKind): boolean {
  return authority !== "ca" || kind === "person";
}
