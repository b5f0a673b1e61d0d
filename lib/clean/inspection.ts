/** What was found in a file, for whoever shows it: without the formats' own code. */
import type { Finding } from "./finding";
import type { CleanFault, RemainId } from "./format";
import { groupOf, type FileKind, type KindGroup } from "./kinds";

export interface Inspection {
  readonly kind: FileKind;
  /** Gravest first. */
  readonly findings: readonly Finding[];
  /** What a cleaned copy would still hold. */
  readonly remains: readonly RemainId[];
  /** Why it cannot be cleaned; null when `cleanFile` can take the findings out. */
  readonly fault: CleanFault | null;
}

/** What can be said of a file that cannot be cleaned; the words are in messages/en/clean.json. */
export type WarningId = KindGroup | "damaged";

/** Null where there is nothing to warn of: the file can be cleaned, or is empty. */
export function warningOf({ kind, fault }: Pick<Inspection, "kind" | "fault">): WarningId | null {
  if (fault === null || kind === "empty") return null;
  return fault === "not-cleanable" ? groupOf(kind) : "damaged";
}
