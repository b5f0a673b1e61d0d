"use client";

import { useLayoutEffect, useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const STORAGE_KEY = "theme";
const listeners = new Set<() => void>();
let chosen: Theme | undefined;

function readTheme(): Theme {
  if (chosen !== undefined) return chosen;
  try {
    const stored = window.localStorage.getItem(STORAGE_KEY);
    chosen = stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    chosen = "system"; // storage is refused in some private windows
  }
  return chosen;
}

function chooseTheme(theme: Theme): void {
  chosen = theme;
  try {
    if (theme === "system") window.localStorage.removeItem(STORAGE_KEY);
    else window.localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // The choice then holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The reader's choice of light or dark, kept in this browser; "system" follows the device. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, readTheme, () => "system" as const);
  return [theme, chooseTheme];
}

export function ThemeOnRoot(): null {
  const [theme] = useTheme();
  useLayoutEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return null;
}
