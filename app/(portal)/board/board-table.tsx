"use client";

import { useTranslations } from "use-intl";
import { Table } from "@/lib/ui";
import { RowTitle, RowTracks, StateBadge, useCountryName, useDayText } from "./board-parts";
import type { BoardRow } from "./board-query";
import css from "./board.module.css";

export function BoardTable({ rows }: { readonly rows: readonly BoardRow[] }) {
  const t = useTranslations("board");
  const countryName = useCountryName();
  const dayText = useDayText();
  return (
    <Table<BoardRow>
      caption={t("title")}
      captionHidden
      rows={rows}
      rowKey={(row) => row.dossierId}
      columns={[
        { id: "title", head: t("dossier"), cell: (row) => <RowTitle row={row} />, sortBy: (row) => row.summary?.title ?? "" },
        { id: "state", head: t("state"), cell: (row) => <StateBadge state={row.headline} />, sortBy: (row) => row.headline },
        { id: "tracks", head: t("tracks"), cell: (row) => <RowTracks tracks={row.tracks} /> },
        { id: "countries", head: t("countries"), cell: (row) => (row.summary?.countries ?? []).map(countryName).join(", ") },
        {
          id: "since",
          head: t("since"),
          cell: (row) => (
            <>
              {dayText(row.sinceDay)} <span className={css["meta"]}>({t("days", { days: row.ageDays })})</span>
            </>
          ),
          sortBy: (row) => row.ageDays,
        },
      ]}
    />
  );
}
