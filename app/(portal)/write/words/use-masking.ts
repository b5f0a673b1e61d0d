"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { MaskKind } from "@/lib/domain/dossier";
import { maskText, planMasking, type Masking } from "@/lib/domain/masks";
import { useToast } from "@/lib/ui";
import { makeId, useEditor } from "../editor/editor-context";

export type Wanted = { readonly kind: MaskKind; readonly words: readonly string[]; readonly id?: string | undefined };

/** Hides words in the whole dossier, says what was done and offers to take it back. False when nothing could be hidden. */
export function useMasking(): (wanted: readonly Wanted[]) => boolean {
  const { draft } = useEditor();
  const toast = useToast();
  const t = useTranslations("write.words");
  return useCallback(
    (wanted) => {
      const done = wanted.flatMap((asked): Masking[] => {
        const masking = planMasking(draft.snapshot().state.dossier, { ...asked, id: asked.id ?? makeId() });
        if (masking === null) return [];
        draft.change({ type: "mask", masking });
        return [masking];
      });
      const [first] = done;
      if (first === undefined) return false;
      const count = done.reduce((sum, masking) => sum + masking.count, 0);
      const tooLong = done.reduce((sum, masking) => sum + masking.tooLong.length, 0);
      const said = done.length === 1 ? t("masked", { mask: maskText(first.mask), count }) : t("maskedAll", { masks: done.length, count });
      const undo = () => [...done].reverse().forEach((masking) => draft.change({ type: "undo-mask", masking }));
      toast(tooLong === 0 ? said : `${said} ${t("tooLong", { count: tooLong })}`, { label: t("undo"), run: undo });
      return true;
    },
    [draft, toast, t],
  );
}
