"use client";

import { useTranslations } from "use-intl";
import type { Wishes } from "@/lib/client/uploads/prepare-file";
import { warningOf, type Inspection } from "@/lib/clean/inspection";
import type { Finding } from "@/lib/clean/finding";
import { Checkbox, Notice, RadioGroup, useFormatBytes } from "@/lib/ui";
import type { Review } from "./review";
import css from "./uploads.module.css";

type ReviewFileProps = { readonly review: Review; readonly onChange: (review: Review) => void };

export function ReviewFile({ review, onChange }: ReviewFileProps) {
  const t = useTranslations("write.review");
  const clean = useTranslations("clean");
  const bytes = useFormatBytes();
  const { chosen, goOn } = review;
  const set = (part: Partial<Wishes>) => onChange({ ...review, wishes: { ...review.wishes, ...part } });
  return (
    <section className={css["review"]} aria-label={chosen.file.name}>
      <h3>
        <bdi>{chosen.file.name}</bdi>
      </h3>
      <p className={css["reviewMeta"]}>
        {clean(`kind.${chosen.inspection.kind}`)} · {bytes(chosen.file.size)}
      </p>
      {chosen.goesOn !== null && (
        <Checkbox
          label={t("goOn", { name: chosen.goesOn.name })}
          hint={t("goOnHint")}
          checked={goOn}
          onChange={(next) => onChange({ ...review, goOn: next })}
        />
      )}
      {!goOn && (
        <>
          <Metadata inspection={chosen.inspection} wishes={review.wishes} set={set} />
          <NameChoice review={review} set={set} />
          <WhoOpens wishes={review.wishes} set={set} />
        </>
      )}
    </section>
  );
}

type PartProps = { readonly wishes: Wishes; readonly set: (part: Partial<Wishes>) => void };

function Metadata({ inspection, wishes, set }: PartProps & { readonly inspection: Inspection }) {
  const t = useTranslations("write.review");
  const clean = useTranslations("clean");
  const { kind, findings } = inspection;
  const warning = warningOf(inspection);
  if (warning !== null) return <Notice tone={warning === "text" ? "info" : "warn"}>{clean(`warning.${warning}`)}</Notice>;
  if (kind === "empty") return null;
  if (findings.length === 0) return <p className={css["reviewMeta"]}>{t("nothingFound")}</p>;
  return (
    <>
      <Findings findings={findings} />
      <RadioGroup
        label={t("metadata")}
        hint={clean("kept")}
        value={wishes.clean ? "remove" : "keep"}
        onChange={(choice) => set({ clean: choice === "remove", keepOriginal: false })}
        options={[
          { value: "remove", label: t("remove") },
          { value: "keep", label: t("keep"), hint: t("keepHint") },
        ]}
      />
      {wishes.clean && (
        <Checkbox
          label={t("keepOriginal")}
          hint={t("keepOriginalHint")}
          checked={wishes.keepOriginal}
          onChange={(keepOriginal) => set({ keepOriginal })}
        />
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useTranslations("write.review");
  const clean = useTranslations("clean");
  return (
    <table className={css["findings"]}>
      <caption>{t("findings")}</caption>
      <tbody>
        {[...new Set(findings.map((found) => found.what))].map((what) => {
          const alike = findings.filter((found) => found.what === what);
          const severity = alike[0]?.severity ?? "low";
          return (
            <tr key={what} data-severity={severity}>
              <th scope="row">{clean(`finding.${what}`)}</th>
              <td dir="auto">
                {alike
                  .map((found) => found.detail)
                  .filter((detail) => detail !== "")
                  .join("; ")}
              </td>
              <td>{clean(`severity.${severity}`)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function NameChoice({ review, set }: { readonly review: Review; readonly set: PartProps["set"] }) {
  const t = useTranslations("write.review");
  const { chosen, neutral, wishes } = review;
  return (
    <RadioGroup
      label={t("name")}
      value={wishes.name === neutral ? "neutral" : "original"}
      onChange={(choice) => set({ name: choice === "neutral" ? neutral : chosen.file.name })}
      options={[
        { value: "neutral", label: t("neutral", { name: neutral }) },
        { value: "original", label: t("original", { name: chosen.file.name }), hint: t("originalHint") },
      ]}
      inline
    />
  );
}

function WhoOpens({ wishes, set }: PartProps) {
  const t = useTranslations("write.review");
  const choices = ["c", "s", "n"] as const;
  return (
    <RadioGroup
      label={t("whoOpens")}
      value={wishes.compartment}
      onChange={(compartment) => set({ compartment })}
      options={choices.map((id) => ({ value: id, label: t(`compartment.${id}.label`), hint: t(`compartment.${id}.hint`) }))}
    />
  );
}
