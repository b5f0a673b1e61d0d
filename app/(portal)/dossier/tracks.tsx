"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { intakeStateSchema, mayMove, nextTrackMoves, trackStateSchema, type TrackRule } from "@/lib/domain/lifecycle";
import { internalSchema, trackSharedSchema } from "@/lib/domain/move-texts";
import type { TrackView } from "@/lib/crypto/api";
import { Button, EmptyState } from "@/lib/ui";
import { StateBadge, useDayText } from "../board/board-parts";
import { MoveDialog } from "./move-dialog";
import type { MoveProps } from "./move-panel";
import { OpenTrackDialog } from "./open-track-dialog";
import { PayloadView } from "./payload-view";
import { useTrackName } from "./track-name";
import { actorOf } from "./actor";
import css from "./dossier.module.css";

export function Tracks(props: MoveProps) {
  const t = useTranslations("dossier");
  const [opening, setOpening] = useState(false);
  const { view, role } = props;
  const mayOpen = role === "coordinator" && !view.mine && view.intake.state === "accepted";
  return (
    <div className={css["section"]}>
      {mayOpen && (
        <div className={css["actions"]}>
          <Button variant="primary" icon="add" onClick={() => setOpening(true)}>
            {t("openTrack")}
          </Button>
        </div>
      )}
      {view.tracks.length === 0 && <EmptyState title={t("noTracks")}>{t("noTracksTeach")}</EmptyState>}
      {view.tracks.map((track) => (
        <Track key={track.trackId} track={track} {...props} />
      ))}
      {opening && <OpenTrackDialog {...props} onClose={() => setOpening(false)} />}
    </div>
  );
}

function Track({ track, ...props }: MoveProps & { readonly track: TrackView }) {
  const t = useTranslations("dossier");
  const names = useTranslations("domain.trackMove");
  const dayText = useDayText();
  const name = useTrackName(props.content)(track.opening);
  const [rule, setRule] = useState<TrackRule | null>(null);
  const state = trackStateSchema.safeParse(track.state);
  const intake = intakeStateSchema.safeParse(props.view.intake.state);
  const actor = actorOf(props.view, props.role);
  if (!state.success || !intake.success) return null;
  const rules = actor === null ? [] : nextTrackMoves(state.data, intake.data).filter((choice) => mayMove(actor, choice.who));
  const last = track.moves.at(-1);
  return (
    <section className={css["panel"]} aria-label={name}>
      <div className={css["marks"]}>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <StateBadge state={state.data} />
        {last !== undefined && <span className={css["meta"]}>{dayText(last.day)}</span>}
      </div>
      {last?.shared !== undefined && <PayloadView label={t("sharedText")} payload={last.shared} />}
      {rules.length > 0 && (
        <div className={css["actions"]}>
          {rules.map((choice) => (
            <Button key={choice.to} onClick={() => setRule(choice)}>
              {names(choice.to)}
            </Button>
          ))}
        </div>
      )}
      {rule !== null && (
        <MoveDialog
          title={names(rule.to)}
          wanted={{ dossierId: props.view.dossierId, trackId: track.trackId, to: rule.to }}
          shared={trackSharedSchema(state.data, rule.to)}
          internal={{ schema: internalSchema(rule.to), required: false }}
          onClose={() => setRule(null)}
          onMoved={props.onMoved}
          onRaced={props.onRaced}
        />
      )}
    </section>
  );
}
