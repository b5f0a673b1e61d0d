"use client";

import { useTranslations } from "use-intl";
import type { Wishes } from "@/lib/client/uploads/prepare-file";
import { Button, Checkbox, RadioGroup, useFormatBytes } from "@/lib/ui";
import { MetadataChoice } from "./metadata-choice";
import type { Review } from "./review";
import css from "./uploads.module.css";

type ReviewFileProps = {
  readonly review: Review;
  readonly onChange: (review: Review) => void;
  readonly judged: boolean;
  /** Null where it is the only one: then the whole question is cancelled. */
  readonly onLeaveOut: (() => void) | null;
};

export function ReviewFile({ review, onChange, judged, onLeaveOut }: ReviewFileProps) {
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
          <MetadataChoice inspection={chosen.inspection} wishes={review.wishes} set={set} judged={judged} />
          <NameChoice review={review} set={set} />
          <WhoOpens wishes={review.wishes} set={set} />
        </>
      )}
      {onLeaveOut !== null && (
        <Button icon="close" onClick={onLeaveOut}>
          {t("leaveOut", { name: chosen.file.name })}
        </Button>
      )}
    </section>
  );
}

type PartProps = { readonly wishes: Wishes; readonly set: (part: Partial<Wishes>) => void };

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
