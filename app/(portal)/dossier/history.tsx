"use client";

import { useTranslations } from "use-intl";
import type { Content } from "@/lib/domain/dossier";
import type { DossierView, OpenedMove } from "@/lib/crypto/api";
import type { IntakeState, TrackState } from "@/lib/domain/lifecycle";
import { EmptyState, Timeline } from "@/lib/ui";
import { StateBadge } from "../board/board-parts";
import { PayloadView } from "./payload-view";
import { useTrackName } from "./track-name";
import css from "./dossier.module.css";

type Happening = { id: string; track: string | null; move: OpenedMove };

/** Every move of every track, newest first, with who, when and why. */
export function History({ view, content }: { readonly view: DossierView; readonly content: Content | null }) {
  const t = useTranslations("dossier");
  const role = useTranslations("domain.role");
  const trackName = useTrackName(content);
  const happenings: Happening[] = [
    ...view.intake.moves.map((move) => ({ id: `intake-${move.n}`, track: null, move })),
    ...view.tracks.flatMap((track) => track.moves.map((move) => ({ id: `${track.trackId}-${move.n}`, track: trackName(track.opening), move }))),
  ];
  if (happenings.length === 0) return <EmptyState title={t("historyEmpty")}>{t("noTracksTeach")}</EmptyState>;
  const newestFirst = happenings.reverse().sort((a, b) => b.move.day.localeCompare(a.move.day));
  return (
    <Timeline
      label={t("tabs.history")}
      events={newestFirst.map(({ id, track, move }) => ({
        id,
        title: (
          <>
            {track !== null && <span className={css["meta"]}>{track} </span>}
            <StateBadge state={move.to as IntakeState | TrackState} />
          </>
        ),
        at: new Date(`${move.day.length === 7 ? `${move.day}-01` : move.day}T12:00:00Z`),
        dayOnly: true,
        who: move.by === null ? t("submittingSide") : `${move.by.handle} (${role(move.by.role)})`,
        body: <Reasons move={move} />,
      }))}
    />
  );
}

function Reasons({ move }: { readonly move: OpenedMove }) {
  const t = useTranslations("dossier");
  return (
    <>
      {move.shared !== undefined && <PayloadView label={t("sharedText")} payload={move.shared} />}
      {move.internal !== undefined && <PayloadView label={t("internalText")} payload={move.internal} />}
    </>
  );
}
