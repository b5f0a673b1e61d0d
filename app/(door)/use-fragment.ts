"use client";

import { useEffect, useState } from "react";

/**
 * The fragment that this page was opened with, taken out of the address bar and the history entry at once.
 * null until the page has hydrated.
 */
export function useFragment(): string | null {
  const [fragment, setFragment] = useState<string | null>(null);
  useEffect(() => {
    const { hash, pathname, search } = location;
    if (hash !== "") history.replaceState(null, "", pathname + search);
    setFragment((known) => known ?? hash.replace(/^#/, ""));
  }, []);
  return fragment;
}
