"use client";

import { useDeferredValue, useMemo } from "react";
import { useTranslations } from "use-intl";
import { danglingMasks, maskText, standingMasks } from "@/lib/domain/masks";
import { EmptyState, Notice, Stack } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { MaskTable, occurrencesOf } from "../words/mask-rows";
import { Places } from "../words/places";
import { Suggestions } from "../words/suggestions";
import { useSuggestions } from "../words/use-suggestions";

/** What is hidden in this dossier: suggestions first, then the tables by who may read them. */
export function HiddenWordsSection() {
  const t = useTranslations("write.words");
  const { snapshot } = useEditor();
  const { sources, notes } = snapshot.state.dossier;
  const judged = useDeferredValue(snapshot.state.dossier);
  const standing = useMemo(() => standingMasks(judged), [judged]);
  const suggestions = useSuggestions();
  return (
    <Stack gap="wide">
      <Dangling />
      <Suggestions suggestions={suggestions ?? []} />
      {sources.masks.length + notes.masks.length === 0 && (
        <EmptyState title={t("emptyTitle")} headingLevel={3}>
          <p>{t("empty")}</p>
          <p>{t("emptyHow")}</p>
        </EmptyState>
      )}
      <MaskTable title={t("sourcesTitle")} block="sources" masks={sources.masks} standing={standing} />
      <MaskTable title={t("notesTitle")} block="notes" masks={notes.masks} standing={standing} />
    </Stack>
  );
}

/** Masks in the texts that no table knows. */
function Dangling() {
  const t = useTranslations("write.words");
  const { snapshot } = useEditor();
  const judged = useDeferredValue(snapshot.state.dossier);
  const dangling = useMemo(() => danglingMasks(judged), [judged]);
  const names = [...new Set(dangling.map(({ mask }) => maskText(mask)))];
  if (names.length === 0) return null;
  return (
    <Notice tone="warn" title={t("danglingTitle", { count: names.length })}>
      <p>{t("dangling")}</p>
      <Places occurrences={names.flatMap((name) => occurrencesOf(name, dangling))} />
    </Notice>
  );
}
