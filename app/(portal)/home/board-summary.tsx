"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { readBoard } from "@/lib/client/open-dossier";
import { OUTSTANDING, type TrackState } from "@/lib/domain/lifecycle";
import { summarySchema } from "@/lib/format/summary";
import type { BoardView } from "@/lib/crypto/api";
import { LinkButton, Notice, Waiting } from "@/lib/ui";
import { useRead } from "../../session/use-read";
import css from "./home.module.css";

const SHOWN_ROWS = 6;

export function BoardSummary({ coordinates }: { readonly coordinates: boolean }) {
  const t = useTranslations("home");
  const { value: rows, error } = useRead(readBoard);
  if (error !== null) return <Notice tone="error">{error}</Notice>;
  if (rows === null) return <Waiting label={t("loading")} />;
  const inIntake = (...states: string[]) => oldestFirst(rows.filter((row) => states.includes(row.intake.state)));
  const isOut = (row: BoardView) => row.tracks.some((track) => OUTSTANDING.has(track.state as TrackState));
  return (
    <div className={css["columns"]}>
      {coordinates && (
        <Rows title={t("admissionTitle")} lead={t("admissionLead")} empty={t("admissionEmpty")} rows={inIntake("submitted", "resubmitted")} />
      )}
      <Rows title={t("reviewTitle")} lead={t("reviewLead")} empty={t("reviewEmpty")} rows={inIntake("screening")} />
      <Rows title={t("outstandingTitle")} lead={t("outstandingLead")} empty={t("outstandingEmpty")} rows={oldestFirst(rows.filter(isOut))} />
    </div>
  );
}

function oldestFirst(rows: readonly BoardView[]): BoardView[] {
  return [...rows].sort((a, b) => a.intake.sinceDay.localeCompare(b.intake.sinceDay));
}

type RowsProps = { readonly title: string; readonly lead: string; readonly empty: string; readonly rows: readonly BoardView[] };

function Rows({ title, lead, empty, rows }: RowsProps) {
  const t = useTranslations("home");
  const format = useFormatter();
  const titleOf = (row: BoardView) => {
    const summary = summarySchema.safeParse(row.summary);
    if (!summary.success) return t("notAdmitted");
    return summary.data.title === "" ? t("untitled") : summary.data.title;
  };
  return (
    <section className={css["section"]}>
      <h2>
        {title} <span className="numbers">({rows.length})</span>
      </h2>
      <p className={css["lead"]}>{rows.length === 0 ? empty : lead}</p>
      {rows.length > 0 && (
        <ul className={css["list"]}>
          {rows.slice(0, SHOWN_ROWS).map((row) => (
            <li key={row.dossierId} className={css["item"]}>
              <Link className={css["title"]} href={`/dossier?d=${row.dossierId}`}>
                <bdi>{titleOf(row)}</bdi>
              </Link>
              <span className={css["meta"]}>
                {t("since", { day: format.dateTime(new Date(`${row.intake.sinceDay}T12:00:00Z`), { dateStyle: "long" }) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {rows.length > SHOWN_ROWS && <p className={css["meta"]}>{t("more", { count: rows.length - SHOWN_ROWS })}</p>}
      {rows.length > 0 && (
        <div className={css["actions"]}>
          <LinkButton href="/board" icon="board">
            {t("toBoard")}
          </LinkButton>
        </div>
      )}
    </section>
  );
}
