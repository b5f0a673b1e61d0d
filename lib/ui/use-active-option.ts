"use client";

import { useState, type KeyboardEvent } from "react";

export interface ActiveOption {
  /** Index of the option that Enter would take, or -1. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** Moves by arrows, Home and End, takes by Enter; answers whether it used the key. */
  readonly handleKey: (event: KeyboardEvent) => boolean;
}

function nextIndex(key: string, active: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return (active + 1) % count;
    case "ArrowUp":
      return (active <= 0 ? count : active) - 1;
    case "PageDown":
      return Math.min(count - 1, active + 8);
    case "PageUp":
      return Math.max(0, active - 8);
    default:
      return undefined;
  }
}

/** Keyboard of a list of options under a text box; the focus stays in the box (aria-activedescendant). */
export function useActiveOption(count: number, choose: (index: number) => void): ActiveOption {
  const [wanted, setActive] = useState(0);
  const active = count === 0 ? -1 : Math.min(wanted, count - 1);

  function handleKey(event: KeyboardEvent): boolean {
    if (count === 0 || event.nativeEvent.isComposing) return false;
    const next = nextIndex(event.key, active, count);
    if (next !== undefined) setActive(next);
    else if (event.key === "Enter" && active >= 0) choose(active);
    else return false;
    event.preventDefault();
    return true;
  }

  return { active, setActive, handleKey };
}

/** Scrolls the option with this id into its list's view. */
export function showOption(id: string): void {
  document.getElementById(id)?.scrollIntoView({ block: "nearest" });
}
