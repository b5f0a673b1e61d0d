import type { Authority } from "../authorities";

export const CRITERION_KINDS = [
  "conduct-human-rights",
  "conduct-corruption",
  "status-based",
  "attempt",
  "support",
  "derivative",
] as const;
export type CriterionKind = (typeof CRITERION_KINDS)[number];

/** `code` is stable and stands in sealed dossiers; `cites` are given in the order in which a memo quotes them. */
export type Criterion = {
  readonly code: string;
  readonly authorities: readonly Authority[];
  readonly cites: readonly string[];
  readonly text: string;
  readonly kind: CriterionKind;
  readonly appliesTo: "person" | "entity" | "both";
  readonly source: string;
};
