/** The line that the board shows of a dossier: made from its content by the client that admits it or opens a track. */
import type { DossierView } from "@/lib/crypto/api";
import type { Content, Subject } from "@/lib/domain/dossier";
import { trackOpenedSchema, type TrackOpened } from "@/lib/domain/move-texts";
import type { Summary } from "@/lib/format/summary";

/** The name that a subject is listed under: its first full name. */
export function subjectName(subject: Subject | undefined): string {
  return subject?.names.find((name) => name.full !== "")?.full ?? "";
}

/** `opening` is the track that the same move opens. */
export function summariseDossier(content: Content, view: DossierView, opening?: { trackId: string; opened: TrackOpened }): Summary {
  const nameOf = (subjectId: string) => subjectName(content.subjects.find((subject) => subject.subjectId === subjectId));
  const known = view.tracks.flatMap((track) => {
    const opened = trackOpenedSchema.safeParse(track.opening);
    return opened.success ? [{ trackId: track.trackId, opened: opened.data }] : [];
  });
  const tracks = opening === undefined ? known : [...known, opening];
  return {
    title: content.caseHeader.workingTitle,
    subjects: content.subjects.map(subjectName).filter((name) => name !== ""),
    countries: [...content.caseHeader.countriesOfConduct],
    themes: [...content.caseHeader.themes],
    authorities: [...new Set(content.requestedActions.map((action) => action.authority).filter((authority) => authority !== ""))],
    tracks: tracks.map(({ trackId, opened }) => ({ track: trackId, subject: nameOf(opened.subjectId), authority: opened.authority })),
  };
}
