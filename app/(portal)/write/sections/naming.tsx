"use client";

import { useTranslations } from "use-intl";
import { IDENTITY_MODES, type CaseHeader } from "@/lib/domain/dossier";
import { Checkbox, RadioGroup } from "@/lib/ui";
import { useContent, useEditor } from "../editor/editor-context";
import { SectionPanel } from "./section-panel";

/** Who may know whose dossier this is. Turning one off turns off what rests on it. */
export function NamingPanel() {
  const t = useTranslations("write.naming");
  const { change, problem } = useEditor();
  const { caseHeader } = useContent();
  const set = (patch: Partial<CaseHeader>) => change({ type: "header", patch });
  const sealed = caseHeader.identityMode === "sealed";
  return (
    <SectionPanel title={t("title")} block="consents">
      <RadioGroup
        id="caseHeader.identityMode"
        label={t("identityMode")}
        value={caseHeader.identityMode}
        onChange={(mode) => {
          set(mode === "sealed" ? { identityMode: mode, namingToGovernment: false, namingInPublic: false } : { identityMode: mode });
        }}
        options={IDENTITY_MODES.map((mode) => ({ value: mode, label: t(`modes.${mode}.label`), hint: t(`modes.${mode}.hint`) }))}
        error={problem("caseHeader.identityMode")}
      />
      <Checkbox
        id="caseHeader.namingToGovernment"
        label={t("toGovernment")}
        hint={sealed ? t("needsKnown") : t("toGovernmentHint")}
        checked={caseHeader.namingToGovernment}
        disabled={sealed}
        onChange={(named) => set(named ? { namingToGovernment: true } : { namingToGovernment: false, namingInPublic: false })}
      />
      <Checkbox
        id="caseHeader.namingInPublic"
        label={t("inPublic")}
        hint={t("inPublicHint")}
        error={problem("caseHeader.namingInPublic")}
        checked={caseHeader.namingInPublic}
        disabled={!caseHeader.namingToGovernment}
        onChange={(namingInPublic) => set({ namingInPublic })}
      />
      <Checkbox
        id="caseHeader.sourcesShared"
        label={t("sourcesShared")}
        hint={t("sourcesSharedHint")}
        checked={caseHeader.sourcesShared}
        onChange={(sourcesShared) => set({ sourcesShared })}
      />
    </SectionPanel>
  );
}
