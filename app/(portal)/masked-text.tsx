"use client";

/** Texts in which words are hidden: each mask as a mark of its own, or its words where the reader has them and asked for them. */
import { createContext, useContext } from "react";
import { useTranslations } from "use-intl";
import type { Mask } from "@/lib/domain/dossier";
import { maskText, splitMasks, type MaskName } from "@/lib/domain/masks";
import { classNames } from "@/lib/ui";
import css from "./masked-text.module.css";

type HiddenWords = { readonly masks: readonly Mask[]; readonly shown: boolean };

/** The rows that this reader could open, and whether the words are to be shown. */
export const HiddenWordsContext = createContext<HiddenWords>({ masks: [], shown: false });

export function MaskMark({ name, unknown = false }: { readonly name: MaskName; readonly unknown?: boolean | undefined }) {
  const t = useTranslations("domain.mask");
  return (
    <bdi className={classNames(css["mask"], unknown && css["unknown"])} title={t("hidden")}>
      <span className="visually-hidden">{t("hidden")}: </span>
      {maskText(name).slice(1, -1)}
    </bdi>
  );
}

export function MaskedText({ text }: { readonly text: string }) {
  const t = useTranslations("domain.mask");
  const { masks, shown } = useContext(HiddenWordsContext);
  return splitMasks(text, shown ? masks : []).map(({ text: piece, mask, words }, index) => {
    if (mask === null) return piece;
    if (words === null) return <MaskMark key={index} name={mask} />;
    return (
      <bdi key={index} className={css["words"]} title={maskText(mask)}>
        {words}
        <span className="visually-hidden"> ({t("standsFor", { mask: maskText(mask) })})</span>
      </bdi>
    );
  });
}
