"use client";

import { useTranslations } from "use-intl";
import { newPosition, type Position } from "@/lib/domain/dossier";
import { Checkbox } from "@/lib/ui";
import { Line } from "../fields/fields";
import { Lines } from "../fields/rows";
import { WhenField } from "../fields/when-field";
import type { SubjectPartProps } from "./subject-part";

/** Posts held, with from and to: who is listed for a post must have held it when the abuse took place. */
export function SubjectPositions({ subject, edit }: SubjectPartProps) {
  const t = useTranslations("write.subjects");
  const path = `subjects.${subject.subjectId}.positions`;
  if (subject.kind === "entity" && subject.positions.length === 0) return null;
  return (
    <Lines<Position>
      path={path}
      label={t("positions")}
      rows={subject.positions}
      onChange={(change) => edit((now) => ({ positions: change(now.positions) }))}
      make={newPosition}
      addLabel={t("addPosition")}
      rowLabel={(number) => t("positionNumber", { number })}
      limit={40}
    >
      {(position, patch, index) => <PositionFields {...{ position, patch }} path={`${path}.${index}`} />}
    </Lines>
  );
}

type PositionFieldsProps = {
  readonly position: Position;
  readonly patch: (part: Partial<Position>) => void;
  readonly path: string;
};

function PositionFields({ position, patch, path }: PositionFieldsProps) {
  const t = useTranslations("write.subjects");
  return (
    <>
      <Line path={`${path}.title`} label={t("positionTitle")} value={position.title} onChange={(title) => patch({ title })} />
      <Line
        path={`${path}.organisation`}
        label={t("organisation")}
        value={position.organisation}
        onChange={(organisation) => patch({ organisation })}
      />
      <Line path={`${path}.unit`} label={t("unit")} optional value={position.unit} onChange={(unit) => patch({ unit })} />
      <Line path={`${path}.rank`} label={t("rank")} optional value={position.rank} onChange={(rank) => patch({ rank })} />
      <WhenField path={`${path}.from`} label={t("since")} value={position.from} onChange={(from) => patch({ from })} />
      {!position.current && (
        <WhenField path={`${path}.to`} label={t("until")} value={position.to} onChange={(to) => patch({ to })} />
      )}
      <Checkbox label={t("current")} checked={position.current} onChange={(current) => patch({ current })} />
    </>
  );
}
