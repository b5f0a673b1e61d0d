"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import type { IntakeState, TrackState } from "@/lib/domain/lifecycle";
import { StateMark, type StateTone } from "@/lib/ui";
import type { BoardRow, RowTrack } from "./board-query";
import css from "./board.module.css";

const INTAKE: ReadonlySet<string> = new Set([
  "submitted", "screening", "not-admitted", "returned", "resubmitted", "accepted", "rejected", "deferred", "merged", "archived",
]);

const TONES: Record<IntakeState | TrackState, StateTone> = {
  submitted: "waiting",
  resubmitted: "waiting",
  screening: "active",
  returned: "waiting",
  deferred: "waiting",
  accepted: "good",
  "not-admitted": "ended",
  rejected: "bad",
  merged: "ended",
  withdrawn: "ended",
  archived: "ended",
  queued: "active",
  forwarded: "active",
  acknowledged: "active",
  "under-review": "active",
  "info-requested": "waiting",
  supplemented: "active",
  dropped: "ended",
  designated: "good",
  "visa-restricted": "good",
  "designated-elsewhere": "good",
  declined: "bad",
  "no-response": "waiting",
  overtaken: "ended",
  amended: "good",
  delisted: "ended",
};

/** A state in words and tone; the same mark on the board, in the dossier and in lists. */
export function StateBadge({ state }: { readonly state: IntakeState | TrackState }) {
  const intake = useTranslations("domain.intakeState");
  const track = useTranslations("domain.trackState");
  const label = INTAKE.has(state)
    ? intake(state as Parameters<typeof intake>[0])
    : track(state as Parameters<typeof track>[0]);
  return <StateMark tone={TONES[state]}>{label}</StateMark>;
}

export function useCountryName(): (code: string) => string {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
  return (code) => names.of(code) ?? code;
}

/** A day or a month, spelt for the locale. */
export function useDayText(): (day: string) => string {
  const format = useFormatter();
  return (day) => {
    const month = day.length === 7;
    const date = new Date(`${month ? `${day}-15` : day}T12:00:00Z`);
    return format.dateTime(date, month ? { year: "numeric", month: "long" } : { dateStyle: "long" });
  };
}

export function RowTitle({ row }: { readonly row: BoardRow }) {
  const t = useTranslations("board");
  const title = row.summary === null ? t("notAdmitted") : row.summary.title === "" ? t("untitled") : row.summary.title;
  return (
    <div>
      <Link className={css["title"]} href={`/dossier?d=${row.dossierId}`}>
        <bdi>{title}</bdi>
      </Link>
      {row.mine && <span className={css["meta"]}> · {t("own")}</span>}
      {row.summary !== null && row.summary.subjects.length > 0 && (
        <bdi className={css["subjects"]}>{row.summary.subjects.join(" · ")}</bdi>
      )}
    </div>
  );
}

export function RowTracks({ tracks }: { readonly tracks: readonly RowTrack[] }) {
  const authority = useTranslations("domain.authority");
  if (tracks.length === 0) return null;
  const nameOf = (id: string) => (authority.has(id as "us") ? authority(id as "us") : id);
  return (
    <ul className={css["tracks"]}>
      {tracks.map((track) => (
        <li key={track.trackId}>
          {nameOf(track.authority)} <StateBadge state={track.state} /> <bdi>{track.subject}</bdi>
        </li>
      ))}
    </ul>
  );
}
