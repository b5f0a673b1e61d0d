"use client";

import { useTranslations } from "use-intl";
import type { Missing } from "@/lib/domain/completeness";
import { SECTIONS, type Section } from "@/lib/domain/sections";
import { Notice, Panel } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { focusField, sectionOf, useSection } from "../editor/use-section";
import { useLabel } from "../fields/labels";
import { useRowName } from "../sections/use-row-name";
import css from "./submit.module.css";

export function MissingThings() {
  const t = useTranslations("write.check");
  const { missing } = useEditor();
  const blocking = missing.filter((item) => item.severity === "blocks");
  const wished = missing.filter((item) => item.severity === "warns");
  return (
    <>
      {blocking.length === 0 ? (
        <Notice tone="success" title={t("completeTitle")}>
          {t("complete")}
        </Notice>
      ) : (
        <Panel title={t("missingTitle", { count: blocking.length })} headingLevel={3}>
          <MissingList missing={blocking} />
        </Panel>
      )}
      {wished.length > 0 && (
        <Panel title={t("wishedTitle", { count: wished.length })} headingLevel={3}>
          <p>{t("wished")}</p>
          <MissingList missing={wished} />
        </Panel>
      )}
    </>
  );
}

function MissingList({ missing }: { readonly missing: readonly Missing[] }) {
  const label = useLabel();
  const bySection = SECTIONS.map((section) => [section, missing.filter((item) => sectionOf(item) === section)] as const);
  return (
    <dl className={css["missing"]}>
      {bySection
        .filter(([, items]) => items.length > 0)
        .map(([section, items]) => (
          <div key={section}>
            <dt>{label("section", section)}</dt>
            <dd>
              <MissingOfSection {...{ section, items }} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

type OfSectionProps = { readonly section: Section; readonly items: readonly Missing[] };

/** Under the name of the row that lacks them, where rows have names. */
function MissingOfSection({ section, items }: OfSectionProps) {
  const rowName = useRowName();
  const names = [...new Set(items.map((item) => rowName(item.path)))];
  return names.map((name) => (
    <div key={name} className={css["missingRow"]}>
      {name !== "" && <bdi className={css["rowName"]}>{name}</bdi>}
      <ul>
        {items
          .filter((item) => rowName(item.path) === name)
          .map((item) => (
            <li key={`${item.path} ${item.messageKey}`}>
              <MissingLink {...{ item, section, name }} />
            </li>
          ))}
      </ul>
    </div>
  ));
}

/** Goes to the field and puts the cursor into it. */
function MissingLink({ item, section, name }: { readonly item: Missing; readonly section: Section; readonly name: string }) {
  const t = useTranslations("domain.missing");
  const [, openSection] = useSection();
  const go = () => {
    openSection(section);
    requestAnimationFrame(() => focusField(item.path));
  };
  return (
    <button type="button" className={css["missingLink"]} onClick={go}>
      {t(item.messageKey)}
      {name !== "" && <span className="visually-hidden"> ({name})</span>}
    </button>
  );
}
