"use client";

/** One exhibit's chain of custody, step by step in plain words: for the screen, a phone and paper. */
import { useTranslations } from "use-intl";
import type { PublicFile, CustodyView, OpenedCustody } from "@/lib/crypto/api";
import { chainOfExhibit, type ChainRow, type SignedAct } from "@/lib/domain/custody";
import type { Content, Evidence } from "@/lib/domain/dossier";
import { Disclosure, Notice, Table, type Column } from "@/lib/ui";
import { useDayText } from "../board/board-parts";
import { dateText } from "./date-text";
import { Words } from "./section-parts";
import css from "./dossier.module.css";

type CustodyChainProps = {
  readonly evidence: Evidence;
  readonly content: Content;
  readonly files: readonly PublicFile[];
  readonly view: CustodyView | null;
  /** An earlier version said more, or something else, of this exhibit's history. */
  readonly rewritten: boolean;
};

export function CustodyChain({ evidence, content, files, view, rewritten }: CustodyChainProps) {
  const t = useTranslations("dossier.custody");
  const rows = chainOfExhibit(evidence, content.fileLog, (view?.entries ?? []).flatMap(signedAct));
  const columns = useColumns(files);
  return (
    <>
      {rewritten && <Notice tone="warn">{t("rewritten")}</Notice>}
      <Disclosure summary={t("title", { count: rows.length })}>
        {rows.length === 0 ? (
          <p className={css["meta"]}>{t("empty")}</p>
        ) : (
          <Table caption={t("caption", { title: evidence.title })} captionHidden columns={columns} rows={rows} rowKey={(row) => row.id} />
        )}
      </Disclosure>
    </>
  );
}

function signedAct({ n, day, by, what }: OpenedCustody): SignedAct[] {
  return typeof what === "string" ? [] : [{ n, day, by, action: what.action, files: what.files }];
}

function useColumns(files: readonly PublicFile[]): readonly Column<ChainRow>[] {
  const t = useTranslations("dossier.custody");
  const acts = useTranslations("domain.custodyAct");
  const roles = useTranslations("domain.role");
  const nameOf = (fid: string) => (files.length > 1 ? (files.find((file) => file.fid === fid)?.name ?? "") : "");
  return [
    { id: "when", head: t("when"), cell: (row) => <When row={row} /> },
    {
      id: "what",
      head: t("what"),
      cell: (row) => (
        <span>
          {acts(row.act)}
          {nameOf(row.fid) !== "" && (
            <>
              {" "}
              <bdi className={css["meta"]}>{nameOf(row.fid)}</bdi>
            </>
          )}
        </span>
      ),
    },
    { id: "who", head: t("who"), cell: ({ by }) => <span>{by === null ? t("organisation") : `${by.handle} (${roles(by.role as "reviewer")})`}</span> },
    { id: "detail", head: t("detail"), cell: (row) => <Detail row={row} /> },
  ];
}

function When({ row: { when, moment } }: { readonly row: ChainRow }) {
  const t = useTranslations("dossier.custody");
  const dayText = useDayText();
  if (moment !== "") return <bdi>{moment}</bdi>;
  if (when.value === "") return <span>{t("undated")}</span>;
  return <span>{/^\d{4}-\d{2}-\d{2}$/.test(when.value) && when.precision === "day" ? dayText(when.value) : dateText(when)}</span>;
}

function Detail({ row: { from, to, note, before, after } }: { readonly row: ChainRow }) {
  const t = useTranslations("dossier.custody");
  const texts = [from !== "" && t("from", { from }), to !== "" && t("to", { to }), note].filter((text) => text !== false && text !== "");
  return (
    <div className={css["detail"]}>
      {texts.map((text) => (
        <Words key={String(text)} text={String(text)} />
      ))}
      {before !== "" && <span className={css["hash"]}>{t("before", { hash: before })}</span>}
      {after !== "" && <span className={css["hash"]}>{before === "" ? t("hash", { hash: after }) : t("after", { hash: after })}</span>}
    </div>
  );
}
