/** Who agreed to what. A consent that is unknown, not given, withdrawn or of another scope counts as a refusal. */
import type { Consent, ConsentScope, Evidence } from "./dossier/facts";

const FROM_A_PERSON: ReadonlySet<string> = new Set(["victim", "first-hand-witness", "insider"]);

/** An exhibit that a person at risk gave must rest on a recorded consent. */
export function needsConsent(item: Pick<Evidence, "sourceClass" | "type">): boolean {
  return FROM_A_PERSON.has(item.sourceClass) || item.type === "witness-statement";
}

/** Whether this consent covers that recipient today. Any entry under `withdrawn`, even half typed, withdraws it. */
export function covers(consent: Consent, scope: ConsentScope): boolean {
  return consent.obtained && consent.withdrawn === "" && consent.scope[scope];
}
