"use client";

import { useTranslations } from "use-intl";
import type { NationalInterest } from "@/lib/domain/dossier";
import { useContent, useEditor } from "../editor/editor-context";
import { LongText } from "../fields/fields";
import { SectionPanel } from "./section-panel";

const FIELDS = [
  "expectedImpact",
  "messageAndAudience",
  "leverageAndTiming",
  "assetsAndTravel",
  "deterrence",
  "effectOnVictims",
  "risks",
  "alliesPosition",
] as const satisfies readonly (keyof NationalInterest)[];

export function NationalInterestSection() {
  const t = useTranslations("write.interest");
  const { change } = useEditor();
  const { nationalInterest } = useContent();
  return (
    <SectionPanel>
      {FIELDS.map((field) => (
        <LongText
          key={field}
          path={`nationalInterest.${field}`}
          label={t(`${field}.label`)}
          hint={t(`${field}.hint`)}
          optional={field !== "expectedImpact"}
          value={nationalInterest[field]}
          onChange={(text) => change({ type: "interest", patch: { [field]: text } })}
        />
      ))}
    </SectionPanel>
  );
}
