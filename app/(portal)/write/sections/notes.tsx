"use client";

import { useTranslations } from "use-intl";
import { TEXT_LIMITS, type Notes } from "@/lib/domain/dossier";
import { Checkbox } from "@/lib/ui";
import { makeId, useEditor } from "../editor/editor-context";
import { Line, LongText } from "../fields/fields";
import { Lines } from "../fields/rows";
import { SectionPanel } from "./section-panel";

type Check = Notes["checklist"][number];

export function NotesSection() {
  const t = useTranslations("write.notes");
  const { change, snapshot } = useEditor();
  const { notes } = snapshot.state.dossier;
  return (
    <SectionPanel block="notes">
      <LongText
        path="notes.remarks"
        label={t("remarks")}
        value={notes.remarks}
        onChange={(remarks) => change({ type: "notes", patch: { remarks } })}
        limit={TEXT_LIMITS.narrative}
        rows={8}
        reading
      />
      <Lines<Check>
        path="notes.checklist"
        label={t("checklist")}
        rows={notes.checklist}
        onChange={(edit) => change({ type: "notes", patch: (now) => ({ checklist: edit(now.checklist) }) })}
        make={() => ({ id: makeId(), text: "", done: false })}
        addLabel={t("addCheck")}
        rowLabel={(number) => t("check", { number })}
        limit={100}
      >
        {(check, patch, index) => (
          <>
            <Line path={`notes.checklist.${index}.text`} label={t("checkText")} value={check.text} onChange={(text) => patch({ text })} />
            <Checkbox label={t("done")} checked={check.done} onChange={(done) => patch({ done })} />
          </>
        )}
      </Lines>
    </SectionPanel>
  );
}
