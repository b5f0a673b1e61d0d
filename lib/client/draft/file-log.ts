/** The product's own entries about files, kept in the compartment that each file is in. */
import type { PublicFile } from "@/lib/crypto/api";
import { joinLogs, logFile, type Dossier, type FileEvent } from "@/lib/domain/dossier";

type Part = "content" | "sources" | "notes";
const PARTS: readonly Part[] = ["content", "sources", "notes"];
const PART_OF: Readonly<Record<PublicFile["compartment"], Part>> = { c: "content", s: "sources", n: "notes" };

function withLog(dossier: Dossier, part: Part, change: (log: readonly FileEvent[]) => readonly FileEvent[]): Dossier {
  const before = dossier[part].fileLog;
  const after = change(before);
  return after === before ? dossier : { ...dossier, [part]: { ...dossier[part], fileLog: [...after] } };
}

/** Uploaded when the receipt was checked; cleaned or redacted from the day on which the copy was made. */
export function withFileLogged(dossier: Dossier, file: PublicFile, day: string): Dossier {
  const { fid, sha256, cth, derivedFrom } = file;
  const made = derivedFrom === null ? null : { from: derivedFrom.sha256, action: derivedFrom.action };
  return withLog(dossier, PART_OF[file.compartment], (log) => logFile(log, { fid, sha256, received: cth !== null, made }, day));
}

/** A file that was taken out of a draft leaves nothing; earlier versions keep what they say of it. */
export function withFileForgotten(dossier: Dossier, fid: string): Dossier {
  return PARTS.reduce((after, part) => withLog(after, part, (log) => (log.some((event) => event.fid === fid) ? log.filter((event) => event.fid !== fid) : log)), dossier);
}

export function withLogsOf(dossier: Dossier, other: Dossier): Dossier {
  return PARTS.reduce((after, part) => withLog(after, part, (log) => joinLogs(log, other[part].fileLog)), dossier);
}
