import type { Content } from "@/lib/domain/dossier";
import { trackOpenedSchema, type TrackOpened } from "@/lib/domain/move-texts";
import type { Summary } from "@/lib/format/summary";
import type { DossierView } from "@/lib/crypto/api";
import { subjectName } from "./track-name";

/** The board's line of a dossier; `opening` is the track that the same move opens. */
export function summaryOf(content: Content, view: DossierView, opening?: { trackId: string; opened: TrackOpened }): Summary {
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
