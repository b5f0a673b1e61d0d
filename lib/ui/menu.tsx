"use client";

import Link from "next/link";
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from "react";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icons";
import css from "./menu.module.css";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly danger?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly current?: boolean | undefined;
  /** Where it goes, or what it does: one of the two. */
  readonly href?: string | undefined;
  readonly run?: (() => void) | undefined;
}

export interface MenuProps {
  /** Draws the button that opens the menu; spread `button` on it. */
  readonly trigger: (button: {
    readonly "aria-expanded": boolean;
    readonly "aria-controls": string;
    readonly onClick: () => void;
  }) => ReactNode;
  readonly items: readonly MenuItem[];
  readonly upwards?: boolean | undefined;
}

/** A button that shows a short list of links and actions; Escape, a click elsewhere or moving on closes it. */
export function Menu({ trigger, items, upwards = false }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const listId = useId();
  useCloseOnLeave(open, root, () => setOpen(false));

  return (
    <div ref={root} className={css["menu"]}>
      {trigger({ "aria-expanded": open, "aria-controls": listId, onClick: () => setOpen(!open) })}
      <ul id={listId} hidden={!open} className={classNames(css["list"], upwards && css["up"])}>
        {items.map((item) => (
          <li key={item.id}>
            <MenuEntry item={item} onDone={() => setOpen(false)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function useCloseOnLeave(open: boolean, root: RefObject<HTMLElement | null>, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    function onElsewhere(event: Event): void {
      if (event.target instanceof Node && root.current?.contains(event.target) === true) return;
      close();
    }
    function onKey(event: KeyboardEvent): void {
      if (event.key !== "Escape") return;
      close();
      root.current?.querySelector("button")?.focus();
    }
    document.addEventListener("pointerdown", onElsewhere);
    document.addEventListener("focusin", onElsewhere);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onElsewhere);
      document.removeEventListener("focusin", onElsewhere);
      document.removeEventListener("keydown", onKey);
    };
  });
}

function MenuEntry({ item, onDone }: { readonly item: MenuItem; readonly onDone: () => void }) {
  const className = classNames(css["item"], item.danger === true && css["itemDanger"]);
  const content = (
    <>
      {item.icon !== undefined && <Icon name={item.icon} size={18} />}
      {item.label}
    </>
  );
  if (item.href !== undefined) {
    return (
      <Link href={item.href} className={className} aria-current={item.current === true ? "page" : undefined} onClick={onDone}>
        {content}
      </Link>
    );
  }
  function run(): void {
    onDone();
    item.run?.();
  }
  return (
    <button type="button" className={className} disabled={item.disabled} onClick={run}>
      {content}
    </button>
  );
}
