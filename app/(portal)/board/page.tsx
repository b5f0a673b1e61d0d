"use client";

import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { readBoard } from "@/lib/client/open-dossier";
import { Button, EmptyState, Notice, Tabs, Waiting } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { coalitionLog, useMember } from "../../session/session";
import { boardRows, filterRows, NO_FILTER, type BoardRow } from "./board-query";
import { BoardColumns } from "./board-columns";
import { BoardFilters } from "./board-filters";
import { BoardTable } from "./board-table";
import css from "./board.module.css";

function useBoard(): { rows: readonly BoardRow[] | null; error: string | null } {
  const errorText = useErrorText();
  const { client } = useMember();
  const [rows, setRows] = useState<readonly BoardRow[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    readBoard(client).then(
      (read) => (read.ok ? setRows(boardRows(read.value, Date.now())) : setError(errorText(read.code))),
      (thrown: unknown) => setError(errorText(codeOfError(thrown))),
    );
    // read once for each client; a new error function is no reason to read again
  }, [client]);
  return { rows, error };
}

export default function BoardPage() {
  const t = useTranslations("board");
  const { member } = useMember();
  const { rows, error } = useBoard();
  const coordinates = coalitionLog(member)?.myRole === "coordinator";
  return (
    <div className={css["page"]}>
      <h1>{t("title")}</h1>
      {error !== null && <Notice tone="error">{error}</Notice>}
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
