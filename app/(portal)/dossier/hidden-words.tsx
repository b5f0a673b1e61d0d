"use client";

/** Who has the table of hidden words sees them when he asks for them: off at first, since screens are watched. */
import { useMemo, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { OpenedVersion } from "@/lib/crypto/api";
import { notesSchema, sourcesSchema, type Mask } from "@/lib/domain/dossier";
import { Checkbox } from "@/lib/ui";
import { HiddenWordsContext } from "../masked-text";
import css from "./dossier.module.css";

type OpenedSources = { readonly q: number; readonly sources: unknown };

export type HiddenWords = { readonly masks: readonly Mask[]; readonly onSources: (opened: OpenedSources) => void };

/** The rows that this reader could open of this version: the organisation both tables, a coordinator that of the sources once opened. */
export function useHiddenWords(version: OpenedVersion | undefined, mine: boolean): HiddenWords {
  const [opened, setOpened] = useState<OpenedSources | null>(null);
  const masks = useMemo(() => {
    const sources = sourcesSchema.safeParse(mine ? version?.sources : opened?.q === version?.q ? opened?.sources : null);
    const notes = notesSchema.safeParse(mine ? version?.notes : null);
    return [...(sources.data?.masks ?? []), ...(notes.data?.masks ?? [])];
  }, [version, mine, opened]);
  return { masks, onSources: setOpened };
}

type ShowProps = { readonly masks: readonly Mask[]; readonly mine: boolean; readonly children: ReactNode };

export function ShowHiddenWords({ masks, mine, children }: ShowProps) {
  const t = useTranslations("dossier.hiddenWords");
  const [shown, setShown] = useState(false);
  const known = useMemo(() => ({ masks, shown }), [masks, shown]);
  return (
    <HiddenWordsContext value={known}>
      {masks.length > 0 && (
        <div className={css["panel"]}>
          <Checkbox label={t("show", { count: masks.length })} hint={mine ? t("mine") : t("opened")} checked={shown} onChange={setShown} />
        </div>
      )}
      {children}
    </HiddenWordsContext>
  );
}
