"use client";

import { useTranslations } from "use-intl";
import type { PlacedText } from "@/lib/domain/masks";
import { Disclosure } from "@/lib/ui";
import { focusField, sectionOf, useSection } from "../editor/use-section";
import { useLabel } from "../fields/labels";
import { useRowName } from "../sections/use-row-name";
import { MaskedText } from "../../masked-text";
import css from "./words.module.css";

/** A text and where in it the words or the mask stand. */
export type Occurrence = { readonly place: PlacedText; readonly from: number; readonly to: number };

const AROUND = 40;

function excerpt({ place: { text }, from, to }: Occurrence): string {
  const [start, end] = [Math.max(0, from - AROUND), Math.min(text.length, to + AROUND)];
  // A mask that is cut in two at an edge goes whole.
  const around = text.slice(start, end).replace(start > 0 ? /^[a-z]* ?\d*\]/ : /^$/, "").replace(end < text.length ? /\[[a-z]* ?\d*$/ : /^$/, "");
  return `${start > 0 ? "…" : ""}${around.replace(/\s+/gu, " ").trim()}${end < text.length ? "…" : ""}`;
}

/** Where words stand, each with what stands around it, and a way to the field. */
export function Places({ occurrences }: { readonly occurrences: readonly Occurrence[] }) {
  const t = useTranslations("write.words");
  const label = useLabel();
  const rowName = useRowName();
  const [, openSection] = useSection();
  if (occurrences.length === 0) return <p className={css["small"]}>{t("nowhere")}</p>;
  const go = ({ section, path }: PlacedText) => {
    openSection(sectionOf({ section, path }));
    requestAnimationFrame(() => focusField(path));
  };
  return (
    <Disclosure summary={t("places", { count: occurrences.length })}>
      <ul className={css["places"]}>
        {occurrences.map((occurrence) => (
          <li key={`${occurrence.place.path} ${occurrence.from}`}>
            <button type="button" className={css["place"]} onClick={() => go(occurrence.place)}>
              <span className={css["where"]}>
                <bdi>{[label("section", occurrence.place.section), rowName(occurrence.place.path)].filter((part) => part !== "").join(" · ")}</bdi>
              </span>
              <bdi>
                <MaskedText text={excerpt(occurrence)} />
              </bdi>
            </button>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
