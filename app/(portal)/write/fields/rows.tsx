"use client";

/** Repeated rows: cards for the rows of the dossier, and smaller lines for rows inside of them. */
import { useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { moveBy, insertAt, type ListName } from "@/lib/client/draft/draft-rows";
import { Button, FieldError, Icon, IconButton, useToast } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import css from "./rows.module.css";

type RowCardProps = {
  readonly list: ListName;
  readonly id: string;
  /** What the row is called so far, or "" while it has no name. */
  readonly name: string;
  /** Its kind and number, such as "Incident 2". */
  readonly kind: string;
  readonly first: boolean;
  readonly last: boolean;
  /** Begins folded even though something is missing. */
  readonly folded?: boolean | undefined;
  readonly mark?: ReactNode;
  readonly children: ReactNode;
};

/** One row of the dossier as a card that can be folded, moved and removed. */
export function RowCard({ list, id, name, kind, first, last, folded, mark, children }: RowCardProps) {
  const t = useTranslations("write.rows");
  const { change, remove, missingIn } = useEditor();
  const lacking = missingIn(list, id);
  // Complete rows begin folded, so that many of them are read at a glance.
  const [open] = useState(folded !== true && lacking !== 0);
  // Of many only what is looked at is drawn: each card has hundreds of fields and choices.
  const [drawn, setDrawn] = useState(folded !== true);
  const called = name === "" ? kind : name;
  const move = (by: -1 | 1) => change({ type: "move", list, id, by });
  return (
    <details className={css["card"]} open={open} data-row={id} onToggle={() => setDrawn(true)}>
      <summary className={css["cardHead"]}>
        <Icon name="chevron" size={18} />
        <span className={css["cardWords"]}>
          <span className={css["kind"]}>{kind}</span>
          {name !== "" && <bdi className={css["name"]}>{name}</bdi>}
        </span>
        {lacking !== null && lacking > 0 && <span className={css["lacking"]}>{t("lacking", { count: lacking })}</span>}
        {mark}
      </summary>
      <div className={css["cardBody"]}>
        {drawn && children}
        <div className={css["cardActions"]}>
          {!(first && last) && (
            <>
              <IconButton icon="sortUp" label={t("up", { name: called })} disabled={first} onClick={() => move(-1)} />
              <IconButton icon="sortDown" label={t("down", { name: called })} disabled={last} onClick={() => move(1)} />
            </>
          )}
          <Button variant="plain" icon="trash" onClick={() => remove(list, id, called)}>
            {t("remove", { kind })}
          </Button>
        </div>
      </div>
    </details>
  );
}

export type ChangeRows<Row> = (edit: (rows: readonly Row[]) => Row[]) => void;

type LinesProps<Row> = {
  readonly path: string;
  readonly label: string;
  readonly rows: readonly Row[];
  /** Gets a function of the rows, so that a late undo works on what is there by then. */
  readonly onChange: ChangeRows<Row>;
  readonly make: () => Row;
  readonly addLabel: string;
  /** Said for one row, "Name 2". */
  readonly rowLabel: (number: number) => string;
  readonly limit: number;
  readonly children: (row: Row, patch: (part: Partial<Row>) => void, index: number) => ReactNode;
};

/** Rows inside a row, one under the other: names, positions, victims. */
export function Lines<Row extends object>(props: LinesProps<Row>) {
  const { path, label, rows, onChange, make, addLabel, rowLabel, limit, children } = props;
  const { problem } = useEditor();
  const group = useRef<HTMLFieldSetElement>(null);
  const add = () => {
    onChange((now) => [...now, make()]);
    requestAnimationFrame(() => {
      group.current?.querySelector<HTMLElement>("li:last-child input, li:last-child select")?.focus();
    });
  };
  return (
    <fieldset id={path} ref={group} className={css["lines"]} tabIndex={-1}>
      <legend>{label}</legend>
      <FieldError id={`${path}-error`} error={problem(path)} />
      <ol>
        {rows.map((row, index) => (
          <li key={index} aria-label={rowLabel(index + 1)}>
            <div className={css["lineFields"]}>
              {children(row, (part) => onChange((now) => now.map((same, at) => (at === index ? { ...same, ...part } : same))), index)}
            </div>
            <LineActions {...{ rows, index, onChange }} name={rowLabel(index + 1)} />
          </li>
        ))}
      </ol>
      {rows.length < limit && (
        <Button icon="add" onClick={add}>
          {addLabel}
        </Button>
      )}
    </fieldset>
  );
}

type LineActionsProps<Row> = {
  readonly rows: readonly Row[];
  readonly index: number;
  readonly onChange: ChangeRows<Row>;
  readonly name: string;
};

function LineActions<Row>({ rows, index, onChange, name }: LineActionsProps<Row>) {
  const t = useTranslations("write.rows");
  const toast = useToast();
  const row = rows[index];
  const removeLine = () => {
    if (row === undefined) return;
    onChange((now) => now.filter((_, at) => at !== index));
    toast(t("removed", { name }), { label: t("undo"), run: () => onChange((now) => [...insertAt(now, index, row)]) });
  };
  const move = (by: -1 | 1) => onChange((now) => [...moveBy(now, index, by)]);
  return (
    <div className={css["lineActions"]}>
      {rows.length > 1 && (
        <>
          <IconButton icon="sortUp" label={t("up", { name })} disabled={index === 0} onClick={() => move(-1)} />
          <IconButton icon="sortDown" label={t("down", { name })} disabled={index === rows.length - 1} onClick={() => move(1)} />
        </>
      )}
      <IconButton icon="trash" label={t("removeLine", { name })} onClick={removeLine} />
    </div>
  );
}

type AddRowProps = { readonly label: string; readonly onAdd: () => void; readonly primary?: boolean | undefined; readonly id?: string };

export function AddRow({ label, onAdd, primary = false, id }: AddRowProps) {
  return (
    <div>
      <Button id={id} icon="add" variant={primary ? "primary" : "quiet"} onClick={onAdd}>
        {label}
      </Button>
    </div>
  );
}
