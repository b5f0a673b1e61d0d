"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { BrowserClient } from "@/lib/client/browser-client";
import { findWithheld, readBoard } from "@/lib/client/open-dossier";
import { ok, type Result } from "@/lib/shared/result";
import { Button, EmptyState, Notice, Tabs, Waiting } from "@/lib/ui";
import { coalitionLog, useMember } from "../../session/session";
import { useRead } from "../../session/use-read";
import { boardRows, filterRows, NO_FILTER, type BoardRow } from "./board-query";
import { BoardColumns } from "./board-columns";
import { BoardFilters } from "./board-filters";
import { BoardTable } from "./board-table";
import css from "./board.module.css";

type BoardState = { readonly rows: readonly BoardRow[]; readonly withheld: number };

async function readWholeBoard(client: BrowserClient): Promise<Result<BoardState>> {
  const got = await readBoard(client);
  return got.ok ? ok({ rows: boardRows(got.value, Date.now()), withheld: (await findWithheld(client, got.value)).length }) : got;
}

export default function BoardPage() {
  const t = useTranslations("board");
  const { member } = useMember();
  const { value: board, error } = useRead(readWholeBoard);
  const rows = board?.rows ?? null;
  const coordinates = coalitionLog(member)?.myRole === "coordinator";
  return (
    <div className={css["page"]}>
      <h1>{t("title")}</h1>
      {error !== null && <Notice tone="error">{error}</Notice>}
      {board !== null && board.withheld > 0 && <Notice tone="error">{t("withheld", { count: board.withheld })}</Notice>}
      {error === null && rows === null && <Waiting label={t("loading")} />}
      {rows !== null && rows.length === 0 && (
        <EmptyState title={t("emptyTitle")}>{coordinates ? t("emptyCoordinator") : t("emptyReviewer")}</EmptyState>
      )}
      {rows !== null && rows.length > 0 && <Board rows={rows} />}
    </div>
  );
}

function Board({ rows }: { readonly rows: readonly BoardRow[] }) {
  const t = useTranslations("board");
  const [filter, setFilter] = useState(NO_FILTER);
  const [view, setView] = useState<"table" | "board">("table");
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter]);
  return (
    <>
      <BoardFilters rows={rows} filter={filter} onChange={setFilter} />
      <p className={css["count"]} role="status">
        {t("count", { shown: shown.length, all: rows.length })}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={t("noMatchTitle")} action={<Button onClick={() => setFilter(NO_FILTER)}>{t("clear")}</Button>}>
          {t("noMatch")}
        </EmptyState>
      ) : (
        <Tabs
          label={t("view")}
          current={view}
          onChange={setView}
          tabs={[
            { id: "table", label: t("viewTable") },
            { id: "board", label: t("viewBoard") },
          ]}
        >
          {view === "table" ? <BoardTable rows={shown} /> : <BoardColumns rows={shown} />}
        </Tabs>
      )}
    </>
  );
}
