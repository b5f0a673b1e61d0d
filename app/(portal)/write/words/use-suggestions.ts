"use client";

import { useDeferredValue, useEffect, useState } from "react";
import { loadSuggester, type Suggestion } from "@/lib/domain/masks";
import { useEditor } from "../editor/editor-context";

/** What could be hidden in the dossier as it stands; null until the first answer. Computed when the writer pauses. */
export function useSuggestions(): readonly Suggestion[] | null {
  const { snapshot } = useEditor();
  const state = useDeferredValue(snapshot.state);
  const [found, setFound] = useState<readonly Suggestion[] | null>(null);
  useEffect(() => {
    let stale = false;
    const suggest = async () => {
      const compute = await loadSuggester();
      const names = state.files.filter(({ compartment }) => compartment === "c").map(({ name }) => name);
      if (!stale) setFound(compute(state.dossier, names));
    };
    const timer = setTimeout(() => void suggest(), PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [state]);
  return found;
}

const PAUSE_MS = 150;
