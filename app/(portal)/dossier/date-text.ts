import type { PartialDate } from "@/lib/domain/dossier";

/** A date as it is known: an interval with a dash, a rough one as "c.". */
export function dateText({ value, precision }: PartialDate): string {
  return precision === "circa" ? `c. ${value}` : value.replace("/", " – ");
}
