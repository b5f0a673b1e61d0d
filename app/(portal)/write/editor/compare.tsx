"use client";

import { useTranslations } from "use-intl";
import { compareDrafts, type Difference } from "@/lib/client/draft/compare-drafts";
import type { DraftState } from "@/lib/client/draft/draft-state";
import { useLabel } from "../fields/labels";
import css from "./editor.module.css";

const SHOWN = 60;

/** Only what differs, the version that is open here beside the other one. */
export function Compare({ mine, theirs }: { readonly mine: DraftState; readonly theirs: DraftState }) {
  const t = useTranslations("write.conflict");
  const label = useLabel();
  const found = compareDrafts(mine, theirs);
  const where = ({ section }: Difference) => (section === "files" ? t("files") : label("section", section));
  if (found.length === 0) return <p>{t("same")}</p>;
  return (
    <div className={css["compare"]} role="region" aria-label={t("differences")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("where")}</th>
            <th scope="col">{t("mine")}</th>
            <th scope="col">{t("theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, SHOWN).map((difference) => (
            <tr key={difference.key}>
              <th scope="row">{where(difference)}</th>
              <td dir="auto">{difference.mine || t("nothing")}</td>
              <td dir="auto">{difference.theirs || t("nothing")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > SHOWN && <p>{t("more", { count: found.length - SHOWN })}</p>}
    </div>
  );
}
