"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { MaskedText } from "../masked-text";
import css from "./dossier.module.css";

export function Section({ title, empty, children }: { readonly title: string; readonly empty: boolean; readonly children: ReactNode }) {
  const t = useTranslations("dossier");
  return (
    <section className={css["section"]}>
      <h2>{title}</h2>
      {empty ? <p className={css["meta"]}>{t("none")}</p> : children}
    </section>
  );
}

/** A text somebody wrote, in its own direction, paragraphs kept. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <p className="narrative" dir="auto">
      <MaskedText text={text} />
    </p>
  );
}

/** A short text that somebody wrote, apart from the direction of what stands around it. */
export function Words({ text }: { readonly text: string }) {
  return (
    <bdi>
      <MaskedText text={text} />
    </bdi>
  );
}
