"use client";

import Link from "next/link";
import { useState, type ReactNode } from "react";
import { Icon } from "./icons";
import { sortRows, type SortDirection, type SortKey } from "./sort-rows";
import css from "./table.module.css";

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Makes the head a button that sorts by this. */
  readonly sortBy?: ((row: Row) => SortKey) | undefined;
  /** Aligns to the end. */
  readonly numeric?: boolean | undefined;
}

export interface TableSort {
  readonly column: string;
  readonly direction: SortDirection;
}

export interface TableProps<Row> {
  readonly caption: string;
  /** The caption is spoken always and shown unless this is set. */
  readonly captionHidden?: boolean | undefined;
  /** The first column names the row and carries its link. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly rowHref?: ((row: Row) => string | undefined) | undefined;
  /** Without one the rows stand as given until a head is pressed. */
  readonly initialSort?: TableSort | undefined;
}

/**
 * Rows of data: sorted by its heads, each row its own link, cards on a phone, plain when copied or printed.
 * The explicit roles keep it a table for assistive technology where the style sheet lays it out as cards.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionHidden = false, columns, rows, rowKey, rowHref, initialSort } = props;
  const [sort, setSort] = useState(initialSort);
  const sortBy = columns.find((column) => column.id === sort?.column)?.sortBy;
  const shown = sort === undefined || sortBy === undefined ? rows : sortRows(rows, sortBy, sort.direction);
  return (
    <div className={css["scroll"]}>
      <table className={css["table"]} role="table">
        <caption className={captionHidden ? "visually-hidden" : undefined}>{caption}</caption>
        <thead>
          <tr role="row">
            {columns.map((column) => (
              <Head key={column.id} {...{ column, sort }} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <TableRow key={rowKey(row)} {...{ row, columns }} href={rowHref?.(row)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly sort: TableSort | undefined;
  readonly onSort: (sort: TableSort) => void;
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const sorted = sort?.column === column.id ? sort.direction : undefined;
  const className = column.numeric === true ? css["end"] : undefined;
  if (column.sortBy === undefined) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {column.head}
      </th>
    );
  }
  const next: TableSort = { column: column.id, direction: sorted === "ascending" ? "descending" : "ascending" };
  return (
    <th role="columnheader" scope="col" className={className} aria-sort={sorted}>
      <button type="button" className={css["sort"]} onClick={() => onSort(next)}>
        {column.head}
        <Icon name={sorted === undefined ? "sort" : sorted === "ascending" ? "sortUp" : "sortDown"} size={14} />
      </button>
    </th>
  );
}

interface TableRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly href: string | undefined;
}

function TableRow<Row>({ row, columns, href }: TableRowProps<Row>) {
  const [first, ...others] = columns;
  return (
    <tr role="row" className={css["row"]} data-link={href !== undefined || undefined}>
      {first !== undefined && (
        <th scope="row" className={first.numeric === true ? css["end"] : undefined}>
          {href === undefined ? (
            first.cell(row)
          ) : (
            <Link href={href} className={css["rowLink"]}>
              {first.cell(row)}
            </Link>
          )}
        </th>
      )}
      {others.map((column) => (
        <td key={column.id} data-label={column.head} className={column.numeric === true ? css["end"] : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
