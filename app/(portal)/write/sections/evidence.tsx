"use client";

import { useTranslations } from "use-intl";
import { newEvidence } from "@/lib/domain/dossier";
import { EmptyState, Stack } from "@/lib/ui";
import { makeId, useContent, useEditor } from "../editor/editor-context";
import { AddRow } from "../fields/rows";
import { FileTray } from "../uploads/file-tray";
import { EvidenceCard } from "./evidence-card";

export function EvidenceSection() {
  const t = useTranslations("write.evidence");
  const { change } = useEditor();
  const { evidence } = useContent();
  const add = () => change({ type: "add", list: "evidence", row: newEvidence(makeId) });
  return (
    <Stack gap="wide">
      <FileTray />
      {evidence.length === 0 ? (
        <EmptyState title={t("emptyTitle")} headingLevel={3} action={<AddRow id="evidence" label={t("addWithoutFile")} onAdd={add} />}>
          <p>{t("empty")}</p>
        </EmptyState>
      ) : (
        <>
          {evidence.map((item, index) => (
            <EvidenceCard key={item.id} {...{ item, index }} count={evidence.length} />
          ))}
          <AddRow label={t("addWithoutFile")} onAdd={add} />
        </>
      )}
    </Stack>
  );
}
