"use client";

import { useEffect } from "react";
import { Stack } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { MissingThings } from "./missing-things";
import { SubmitPanel } from "./submit-panel";
import { UnhiddenWords } from "./unhidden-words";
import { WhoWillRead } from "./who-will-read";

/** What is missing, who will read what, and the button. */
export function CheckSection({ onSubmitted }: { readonly onSubmitted: () => void }) {
  const { showProblems } = useEditor();
  useEffect(() => showProblems(), [showProblems]);
  return (
    <Stack gap="wide">
      <MissingThings />
      <UnhiddenWords />
      <WhoWillRead />
      <SubmitPanel onSubmitted={onSubmitted} />
    </Stack>
  );
}
