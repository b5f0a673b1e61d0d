"use client";

import { useTranslations } from "use-intl";
import { Button, classNames, Icon, Select } from "@/lib/ui";
import { useLabel } from "../fields/labels";
import { useUploads } from "../use-desk";
import { useEditor } from "./editor-context";
import { hasAnswers } from "./has-answers";
import { EDITOR_SECTIONS, sectionOf, useSection, type EditorSection } from "./use-section";
import css from "./editor.module.css";

function useSectionLabel(): (section: EditorSection) => string {
  const t = useTranslations("write");
  const label = useLabel();
  return (section) => {
    if (section === "check") return t("check.title");
    return section === "consents" ? t("consents.title") : label("section", section);
  };
}

/** How many required answers are missing in each section. */
function useMissingCounts(): ReadonlyMap<EditorSection, number> {
  const { missing } = useEditor();
  const counts = new Map<EditorSection, number>();
  for (const item of missing) {
    if (item.severity === "blocks") counts.set(sectionOf(item), (counts.get(sectionOf(item)) ?? 0) + 1);
  }
  return counts;
}

export function SectionNav() {
  const t = useTranslations("write.nav");
  const sectionLabel = useSectionLabel();
  const [current, open] = useSection();
  const counts = useMissingCounts();
  const words = (section: EditorSection) => {
    const count = counts.get(section) ?? 0;
    return count === 0 ? sectionLabel(section) : t("withMissing", { section: sectionLabel(section), count });
  };
  return (
    <nav className={css["nav"]} aria-label={t("label")}>
      <div className={css["navSelect"]}>
        <Select
          label={t("label")}
          value={current}
          onChange={open}
          options={EDITOR_SECTIONS.map((section) => ({ value: section, label: words(section) }))}
        />
      </div>
      <ol className={css["navList"]}>
        {EDITOR_SECTIONS.map((section) => (
          <li key={section}>
            <button
              type="button"
              className={classNames(css["navItem"], section === "check" && css["navCheck"])}
              aria-current={section === current ? "step" : undefined}
              onClick={() => open(section)}
            >
              <span>{sectionLabel(section)}</span>
              <SectionMark section={section} count={counts.get(section) ?? 0} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function SectionMark({ section, count }: { readonly section: EditorSection; readonly count: number }) {
  const t = useTranslations("write.nav");
  const { dossierId, snapshot } = useEditor();
  const running = useUploads(dossierId).filter((upload) => upload.state !== "done").length;
  if (section === "check") return null;
  return (
    <span className={css["navMarks"]}>
      {section === "evidence" && running > 0 && (
        <span className={css["navUploads"]} title={t("uploads", { count: running })}>
          <Icon name="upload" size={14} />
          {running}
          <span className="visually-hidden">{t("uploads", { count: running })}</span>
        </span>
      )}
      {count === 0 && hasAnswers(section, snapshot.state.dossier) && (
        <span className={css["navDone"]}>
          <Icon name="check" size={14} />
          <span className="visually-hidden">{t("complete")}</span>
        </span>
      )}
      {count > 0 && (
        <span className={css["navCount"]}>
          <span aria-hidden="true">{count}</span>
          <span className="visually-hidden">{t("missing", { count })}</span>
        </span>
      )}
    </span>
  );
}

export function NextSection() {
  const t = useTranslations("write.nav");
  const sectionLabel = useSectionLabel();
  const [current, open] = useSection();
  const next = EDITOR_SECTIONS[EDITOR_SECTIONS.indexOf(current) + 1];
  if (next === undefined) return null;
  return (
    <div className={css["next"]}>
      <Button icon="arrow" onClick={() => open(next)}>
        {t("next", { section: sectionLabel(next) })}
      </Button>
    </div>
  );
}
