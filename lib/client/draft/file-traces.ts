/** What the product itself keeps of files, in the compartment that each file is in: its log, and a small picture of it. */
import type { PublicFile } from "@/lib/crypto/api";
import { joinLogs, logFile, withThumbnail, type Dossier, type FileEvent, type Thumbnail } from "@/lib/domain/dossier";

type Part = "content" | "sources" | "notes";
const PARTS: readonly Part[] = ["content", "sources", "notes"];
const PART_OF: Readonly<Record<PublicFile["compartment"], Part>> = { c: "content", s: "sources", n: "notes" };

type Traces = { readonly fileLog: readonly FileEvent[]; readonly thumbnails: readonly Thumbnail[] };

function withTraces(dossier: Dossier, part: Part, change: (traces: Traces) => Traces): Dossier {
  const { fileLog, thumbnails } = dossier[part];
  const after = change({ fileLog, thumbnails });
  if (after.fileLog === fileLog && after.thumbnails === thumbnails) return dossier;
  return { ...dossier, [part]: { ...dossier[part], fileLog: [...after.fileLog], thumbnails: [...after.thumbnails] } };
}

/** Uploaded when the receipt was checked; cleaned or redacted from the day on which the copy was made. */
export function withFileLogged(dossier: Dossier, file: PublicFile, day: string): Dossier {
  const { fid, sha256, cth, derivedFrom } = file;
  const made = derivedFrom === null ? null : { from: derivedFrom.sha256, action: derivedFrom.action };
  return withTraces(dossier, PART_OF[file.compartment], (traces) => ({
    ...traces,
    fileLog: logFile(traces.fileLog, { fid, sha256, received: cth !== null, made }, day),
  }));
}

export function withThumbnailOf(dossier: Dossier, compartment: PublicFile["compartment"], thumbnail: Thumbnail): Dossier {
  return withTraces(dossier, PART_OF[compartment], (traces) => ({ ...traces, thumbnails: withThumbnail(traces.thumbnails, thumbnail) }));
}

/** A file that was taken out of a draft leaves nothing; earlier versions keep what they say of it. */
export function withFileForgotten(dossier: Dossier, fid: string): Dossier {
  return PARTS.reduce((after, part) => withTraces(after, part, ({ fileLog, thumbnails }) => ({ fileLog: without(fileLog, fid), thumbnails: without(thumbnails, fid) })), dossier);
}

function without<Row extends { readonly fid: string }>(rows: readonly Row[], fid: string): readonly Row[] {
  return rows.some((row) => row.fid === fid) ? rows.filter((row) => row.fid !== fid) : rows;
}

/** With what `other`, another version of the same draft, has besides. */
export function withTracesOf(dossier: Dossier, other: Dossier): Dossier {
  const join = (part: Part) => (traces: Traces) => ({
    fileLog: joinLogs(traces.fileLog, other[part].fileLog),
    thumbnails: other[part].thumbnails.filter(({ fid }) => traces.thumbnails.every((mine) => mine.fid !== fid)).reduce(withThumbnail, traces.thumbnails),
  });
  return PARTS.reduce((after, part) => withTraces(after, part, join(part)), dossier);
}
