"use client";

import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { Icon, type IconName } from "./icons";
import { matchesText } from "./match-text";
import { showOption, useActiveOption } from "./use-active-option";
import css from "./command-palette.module.css";

export interface Command {
  readonly id: string;
  readonly label: string;
  /** Short, at the end of the line: a place or a key. */
  readonly hint?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly run: () => void;
}

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly commands: readonly Command[];
}

/** Everything that can be done from here, by name. Ctrl+K or Cmd+K opens and closes it. */
export function CommandPalette({ open, onOpenChange, commands }: CommandPaletteProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const t = useTranslations("ui");

  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      onOpenChange(!open);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open, onOpenChange]);

  useEffect(() => {
    if (open) ref.current?.showModal();
    else ref.current?.close();
  }, [open]);

  return (
    <dialog ref={ref} className={css["dialog"]} aria-label={t("commands.label")} onClose={() => onOpenChange(false)}>
      {open && <CommandSearch commands={commands} onDone={() => ref.current?.close()} />}
    </dialog>
  );
}

function CommandSearch({ commands, onDone }: { readonly commands: readonly Command[]; readonly onDone: () => void }) {
  const t = useTranslations("ui");
  const listId = useId();
  const [query, setQuery] = useState("");
  const found = commands.filter((command) => matchesText(`${command.label} ${command.hint ?? ""}`, query));
  const list = useActiveOption(found.length, (index) => run(found[index]));
  const activeId = list.active >= 0 ? `${listId}-${list.active}` : undefined;

  useEffect(() => {
    if (activeId !== undefined) showOption(activeId);
  }, [activeId]);

  function run(command: Command | undefined): void {
    onDone();
    command?.run();
  }

  function search(text: string): void {
    setQuery(text);
    list.setActive(0);
  }

  return (
    <>
      <div className={css["search"]}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={t("commands.label")}
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          placeholder={t("commands.placeholder")}
          value={query}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event: KeyboardEvent) => list.handleKey(event)}
        />
      </div>
      {found.length === 0 && (
        <p className={css["none"]} role="status">
          {t("nothingFound")}
        </p>
      )}
      <CommandList {...{ listId, found }} active={list.active} onRun={run} />
    </>
  );
}

interface CommandListProps {
  readonly listId: string;
  readonly found: readonly Command[];
  readonly active: number;
  readonly onRun: (command: Command) => void;
}

function CommandList({ listId, found, active, onRun }: CommandListProps) {
  const t = useTranslations("ui");
  return (
    <div id={listId} className={css["list"]} role="listbox" aria-label={t("commands.label")}>
      {found.map((command, index) => (
        <div
          key={command.id}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          data-active={index === active || undefined}
          className={css["command"]}
          onClick={() => onRun(command)}
          onKeyDown={() => {}}
        >
          {command.icon !== undefined && <Icon name={command.icon} size={18} />}
          {command.label}
          {command.hint !== undefined && <span className={css["hint"]}>{command.hint}</span>}
        </div>
      ))}
    </div>
  );
}
