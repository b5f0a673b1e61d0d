"use client";

import { useSyncExternalStore } from "react";

export interface Preference<Value extends string> {
  /** The value now, and a function that sets and keeps it. */
  readonly use: () => readonly [Value, (value: Value) => void];
}

/**
 * A choice about appearance that is kept in this browser, and only that: nothing about people or work goes into
 * localStorage. The first value stands for "nothing chosen" and is not stored.
 */
export function browserPreference<Value extends string>(key: string, values: readonly [Value, ...Value[]]): Preference<Value> {
  const listeners = new Set<() => void>();
  let chosen: Value | undefined;

  function read(): Value {
    chosen ??= values.find((value) => value === readStored(key)) ?? values[0];
    return chosen;
  }

  function choose(value: Value): void {
    chosen = value;
    store(key, value === values[0] ? null : value);
    for (const listener of listeners) listener();
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return { use: () => [useSyncExternalStore(subscribe, read, () => values[0]), choose] };
}

function readStored(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null; // storage is refused in some private windows
  }
}

function store(key: string, value: string | null): void {
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value);
  } catch {
    // The choice then holds until the page is left.
  }
}
