"use client";

import { useTranslations } from "use-intl";
import { EXCULPATORY_ANSWERS, TEXT_LIMITS } from "@/lib/domain/dossier";
import { RadioGroup } from "@/lib/ui";
import { useContent, useEditor } from "../editor/editor-context";
import { LongText } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { SectionPanel } from "./section-panel";

const ANSWERS = EXCULPATORY_ANSWERS.filter((answer) => answer !== "unanswered");

export function ExculpatorySection() {
  const t = useTranslations("write.exculpatory");
  const { change, problem } = useEditor();
  const { exculpatory } = useContent();
  const answers = useOptions("exculpatoryAnswer", ANSWERS);
  const { answer } = exculpatory;
  return (
    <SectionPanel>
      <RadioGroup
        id="exculpatory.answer"
        label={t("answer")}
        value={answer === "unanswered" ? "" : answer}
        onChange={(chosen) => change({ type: "exculpatory", patch: { answer: chosen } })}
        options={answers}
        error={problem("exculpatory.answer")}
      />
      <LongText
        path="exculpatory.text"
        label={answer === "none-known" ? t("searched") : t("text")}
        hint={t("textHint")}
        optional={answer === "none-known"}
        value={exculpatory.text}
        onChange={(text) => change({ type: "exculpatory", patch: { text } })}
        limit={TEXT_LIMITS.narrative}
        rows={8}
        reading
      />
    </SectionPanel>
  );
}
