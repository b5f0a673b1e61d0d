"use client";

import { useTranslations } from "use-intl";
import { newRequestedAction, type RequestedAction, type Subject } from "@/lib/domain/dossier";
import { ASKED_BY_AUTHORITY, AUTHORITIES, canList } from "@/lib/domain/regimes";
import { Notice } from "@/lib/ui";
import { makeId, useContent, useEditor } from "../editor/editor-context";
import { Choice, Links } from "../fields/fields";
import { useLabel, useOptions } from "../fields/labels";
import { AddRow, RowCard } from "../fields/rows";
import { PerSubject } from "./per-subject";

export function RequestedActionsSection() {
  const t = useTranslations("write.requests");
  const { change } = useEditor();
  const { requestedActions } = useContent();
  return (
    <PerSubject part="requestedActions">
      {(subject) => {
        const rows = requestedActions.filter((action) => action.subjectId === subject.subjectId);
        return (
          <>
            {rows.map((action, index) => (
              <RequestCard key={action.id} {...{ action, subject, index }} />
            ))}
            <AddRow
              label={rows.length === 0 ? t("add") : t("addAnother")}
              onAdd={() => change({ type: "add", list: "requestedActions", row: newRequestedAction(makeId, subject.subjectId) })}
            />
          </>
        );
      }}
    </PerSubject>
  );
}

type RequestProps = { readonly action: RequestedAction; readonly subject: Subject; readonly index: number };

function RequestCard({ action, subject, index }: RequestProps) {
  const t = useTranslations("write.requests");
  const label = useLabel();
  const { change } = useEditor();
  const path = `requestedActions.${action.id}`;
  const edit = (patch: Partial<RequestedAction>) => change({ type: "patch", list: "requestedActions", id: action.id, patch });
  const authorities = useOptions("authority", AUTHORITIES).filter(({ value }) => canList(value, subject.kind));
  const offered = action.authority === "" ? [] : ASKED_BY_AUTHORITY[action.authority];
  const name = action.authority === "" ? "" : label("authority", action.authority);
  return (
    <RowCard list="requestedActions" id={action.id} name={name} kind={t("kind", { number: index + 1 })} first last>
      <Choice
        path={`${path}.authority`}
        label={t("authority")}
        hint={subject.kind === "entity" ? t("entityHint") : undefined}
        value={action.authority}
        onChange={(authority) => edit({ authority, asked: [] })}
        options={authorities}
      />
      {offered.length > 0 && (
        <Links
          path={`${path}.asked`}
          label={t("asked")}
          values={action.asked}
          onChange={(codes) => edit({ asked: offered.filter((code) => codes.includes(code)) })}
          options={offered.map((code) => ({ value: code, label: label("asked", code) }))}
          empty=""
        />
      )}
      {action.authority === "other" && <Notice>{t("otherAuthority")}</Notice>}
    </RowCard>
  );
}
