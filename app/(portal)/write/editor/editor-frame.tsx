"use client";

import Link from "next/link";
import { useEffect, useRef, useState, type ComponentType } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "@/lib/ui";
import { useLabel } from "../fields/labels";
import { CaseSection } from "../sections/case";
import { ConsentsSection } from "../sections/consents";
import { EvidenceSection } from "../sections/evidence";
import { ExculpatorySection } from "../sections/exculpatory";
import { HiddenWordsSection } from "../sections/hidden-words";
import { IdentitySection } from "../sections/identity";
import { IncidentsSection } from "../sections/incidents";
import { LegalBasisSection } from "../sections/legal-basis";
import { NationalInterestSection } from "../sections/national-interest";
import { NotesSection } from "../sections/notes";
import { RequestedActionsSection } from "../sections/requested-actions";
import { SourcesSection } from "../sections/sources";
import { SubjectsSection } from "../sections/subjects";
import { CheckSection } from "../submit/check";
import { Feedback } from "../submit/feedback";
import { ConflictNotices } from "./conflict";
import { useContent } from "./editor-context";
import { Guidance } from "./guidance";
import { SaveLine } from "./save-line";
import { NextSection, SectionNav } from "./section-nav";
import { useSection, type EditorSection } from "./use-section";
import type { Section } from "@/lib/domain/sections";
import css from "./editor.module.css";

const PARTS: Record<Section, ComponentType> = {
  case: CaseSection,
  subjects: SubjectsSection,
  "legal-basis": LegalBasisSection,
  incidents: IncidentsSection,
  evidence: EvidenceSection,
  exculpatory: ExculpatorySection,
  "national-interest": NationalInterestSection,
  "requested-actions": RequestedActionsSection,
  consents: ConsentsSection,
  identity: IdentitySection,
  sources: SourcesSection,
  "hidden-words": HiddenWordsSection,
  notes: NotesSection,
};

export function EditorFrame({ onSubmitted }: { readonly onSubmitted: () => void }) {
  const t = useTranslations("write");
  const [section] = useSection();
  const { caseHeader } = useContent();
  const Part = section === "check" ? null : PARTS[section];
  return (
    <div className={css["frame"]}>
      <div className={css["top"]}>
        <div className={css["titleLine"]}>
          <Link href="/write" className={css["back"]}>
            <Icon name="back" size={16} />
            {t("toList")}
          </Link>
          <h1>
            <bdi>{caseHeader.workingTitle.trim() === "" ? t("untitled") : caseHeader.workingTitle}</bdi>
          </h1>
        </div>
        <SaveLine />
      </div>
      <ConflictNotices />
      <Feedback />
      <div className={css["columns"]}>
        <SectionNav />
        <div className={css["part"]}>
          <SectionTitle section={section} />
          {section !== "check" && <Guidance section={section} narrow />}
          {Part === null ? <CheckSection onSubmitted={onSubmitted} /> : <Part />}
          {section !== "check" && <NextSection />}
        </div>
        <div className={css["beside"]}>{section !== "check" && <Guidance section={section} />}</div>
      </div>
    </div>
  );
}

/** Takes the focus when another section opens, so that reading goes on at its beginning. */
function SectionTitle({ section }: { readonly section: EditorSection }) {
  const t = useTranslations("write");
  const label = useLabel();
  const heading = useRef<HTMLHeadingElement>(null);
  const [shown, setShown] = useState(section);
  useEffect(() => {
    if (shown === section) return;
    setShown(section);
    scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [section, shown]);
  return (
    <h2 id="section-title" ref={heading} tabIndex={-1} className={css["sectionTitle"]}>
      {section === "check" ? t("check.title") : section === "consents" ? t("consents.title") : label("section", section)}
    </h2>
  );
}
