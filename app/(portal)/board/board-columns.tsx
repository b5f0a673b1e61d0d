"use client";

import { useTranslations } from "use-intl";
import { RowTitle, RowTracks, StateBadge } from "./board-parts";
import { COLUMNS, columnOf, type BoardRow } from "./board-query";
import css from "./board.module.css";

/** The same rows by stage; longest waiting first in each. */
export function BoardColumns({ rows }: { readonly rows: readonly BoardRow[] }) {
  const t = useTranslations("board");
  const oldestFirst = [...rows].sort((a, b) => b.ageDays - a.ageDays);
  return (
    <div className={css["columns"]} role="region" aria-label={t("viewBoard")}>
      {COLUMNS.map((column) => {
        const cards = oldestFirst.filter((row) => columnOf(row) === column);
        return (
          <section key={column} className={css["column"]}>
            <h2 className={css["columnHead"]}>
              {t(`columns.${column}`)} <span className="numbers">{cards.length}</span>
            </h2>
            {cards.length === 0 && <p className={css["meta"]}>{t("columnEmpty")}</p>}
            <ul className={css["cards"]}>
              {cards.map((row) => (
                <li key={row.dossierId} className={css["card"]}>
                  <RowTitle row={row} />
                  <span>
                    <StateBadge state={row.headline} /> <span className={css["meta"]}>{t("days", { days: row.ageDays })}</span>
                  </span>
                  <RowTracks tracks={row.tracks} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
