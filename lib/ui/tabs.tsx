"use client";

import { useId, type KeyboardEvent, type ReactNode } from "react";
import css from "./tabs.module.css";

export interface Tab<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  /** After the label: a count, a mark. */
  readonly mark?: ReactNode;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
  /** The panel of the current tab. */
  readonly children: ReactNode;
}

/** One of several views of the same thing. Arrows move along the row, Home and End to its ends. */
export function Tabs<Id extends string>({ label, tabs, current, onChange, children }: TabsProps<Id>) {
  const baseId = useId();

  function move(event: KeyboardEvent<HTMLDivElement>): void {
    const forwards = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const at = tabs.findIndex((tab) => tab.id === current);
    const targets: Record<string, number> = { Home: 0, End: tabs.length - 1, ArrowLeft: at - 1, ArrowRight: at - 1 };
    targets[forwards] = at + 1;
    const target = targets[event.key];
    const next = target === undefined ? undefined : tabs[(target + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(`${baseId}-${next.id}`)?.focus();
  }

  return (
    <div>
      <div className={css["list"]} role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
        {tabs.map(({ id, label: text, mark }) => (
          <button
            key={id}
            id={`${baseId}-${id}`}
            type="button"
            role="tab"
            className={css["tab"]}
            aria-selected={id === current}
            aria-controls={`${baseId}-panel`}
            tabIndex={id === current ? 0 : -1}
            onClick={() => onChange(id)}
          >
            {text}
            {mark}
          </button>
        ))}
      </div>
      <div id={`${baseId}-panel`} className={css["panel"]} role="tabpanel" aria-labelledby={`${baseId}-${current}`}>
        {children}
      </div>
    </div>
  );
}
