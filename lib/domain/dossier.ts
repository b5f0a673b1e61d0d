/** The dossier's schema, its types and its blank rows, in one place to import from. */
export * from "./dossier/fields";
export * from "./dossier/subject";
export * from "./dossier/facts";
export * from "./dossier/file-log";
export * from "./dossier/thumbnail";
export * from "./dossier/mask";
export * from "./dossier/compartments";
export * from "./dossier/blank";
