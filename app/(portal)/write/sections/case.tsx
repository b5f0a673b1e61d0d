"use client";

import { useTranslations } from "use-intl";
import { AUTHORITIES } from "@/lib/domain/regimes";
import { CONFIDENTIALITIES, TEXT_LIMITS, type CaseHeader } from "@/lib/domain/dossier";
import { THEMES } from "@/lib/domain/themes";
import { DateField, FieldPairs, RadioGroup, Stack } from "@/lib/ui";
import { useContent, useEditor } from "../editor/editor-context";
import { Choice, CountriesInput, LanguageChoice, Line, LongText, Many } from "../fields/fields";
import { useOptions } from "../fields/labels";
import { cleanDateText } from "../fields/partial-date";
import { Lines } from "../fields/rows";
import { SectionPanel } from "./section-panel";

export function CaseSection() {
  return (
    <Stack gap="wide">
      <Header />
      <InShort />
      <DualFiling />
    </Stack>
  );
}

function useHeader() {
  const { change } = useEditor();
  const { caseHeader } = useContent();
  return [caseHeader, (patch: Partial<CaseHeader>) => change({ type: "header", patch })] as const;
}

function Header() {
  const t = useTranslations("write.case");
  const { problem } = useEditor();
  const [caseHeader, set] = useHeader();
  return (
    <SectionPanel>
      <Line
        path="caseHeader.workingTitle"
        label={t("workingTitle")}
        hint={t("workingTitleHint")}
        value={caseHeader.workingTitle}
        onChange={(workingTitle) => set({ workingTitle })}
      />
      <FieldPairs>
        <CountriesInput
          path="caseHeader.countriesOfConduct"
          label={t("countries")}
          values={caseHeader.countriesOfConduct}
          onChange={(countriesOfConduct) => set({ countriesOfConduct })}
        />
        <Many
          path="caseHeader.themes"
          label={t("themes")}
          values={caseHeader.themes}
          onChange={(themes) => set({ themes })}
          options={useOptions("theme", THEMES)}
        />
      </FieldPairs>
      <LanguageChoice
        path="caseHeader.language"
        label={t("language")}
        value={caseHeader.language}
        onChange={(language) => set({ language })}
      />
      <RadioGroup
        id="caseHeader.confidentiality"
        label={t("confidentiality")}
        value={caseHeader.confidentiality}
        onChange={(confidentiality) => set({ confidentiality })}
        options={useOptions("confidentiality", CONFIDENTIALITIES)}
        error={problem("caseHeader.confidentiality")}
      />
    </SectionPanel>
  );
}

function InShort() {
  const t = useTranslations("write.case");
  const [caseHeader, set] = useHeader();
  return (
    <SectionPanel title={t("wordsTitle")}>
      <LongText
        path="caseHeader.summary"
        label={t("summary")}
        hint={t("summaryHint")}
        value={caseHeader.summary}
        onChange={(summary) => set({ summary })}
        rows={6}
        reading
      />
      <LongText
        path="caseHeader.background"
        label={t("background")}
        optional
        value={caseHeader.background}
        onChange={(background) => set({ background })}
        limit={TEXT_LIMITS.narrative}
        rows={5}
        reading
      />
      <LongText
        path="caseHeader.urgency"
        label={t("urgency")}
        hint={t("urgencyHint")}
        optional
        value={caseHeader.urgency}
        onChange={(urgency) => set({ urgency })}
        rows={2}
      />
    </SectionPanel>
  );
}

type Filing = CaseHeader["dualFiling"][number];

function DualFiling() {
  const t = useTranslations("write.case");
  const { change } = useEditor();
  const { caseHeader } = useContent();
  const authorities = useOptions("authority", AUTHORITIES);
  return (
    <SectionPanel title={t("filedTitle")}>
      <Lines<Filing>
        path="caseHeader.dualFiling"
        label={t("filed")}
        rows={caseHeader.dualFiling}
        onChange={(edit) => change({ type: "header", patch: (now) => ({ dualFiling: edit(now.dualFiling) }) })}
        make={() => ({ authority: "uk", date: "", note: "" })}
        addLabel={t("addFiling")}
        rowLabel={(number) => t("filing", { number })}
        limit={20}
      >
        {(row, patch, index) => (
          <>
            <Choice
              path={`caseHeader.dualFiling.${index}.authority`}
              label={t("filedWith")}
              value={row.authority}
              onChange={(authority) => patch({ authority })}
              options={authorities}
            />
            <DateField label={t("filedOn")} value={row.date} onChange={(text) => patch({ date: cleanDateText(text) })} exact hint="" />
            <Line
              path={`caseHeader.dualFiling.${index}.note`}
              label={t("filedNote")}
              value={row.note}
              onChange={(note) => patch({ note })}
            />
          </>
        )}
      </Lines>
    </SectionPanel>
  );
}
