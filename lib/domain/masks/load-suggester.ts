/** Suggestions with the tables of all scripts, which are loaded when they are first needed: half a megabyte that most pages never use. */
import type { Dossier } from "../dossier/compartments";
import { suggestMasks, type Suggestion } from "./suggest";

export async function loadSuggester(): Promise<(dossier: Dossier, fileNames: readonly string[]) => readonly Suggestion[]> {
  const { default: romanise } = await import("any-ascii");
  return (dossier, fileNames) => suggestMasks(dossier, fileNames, romanise);
}
