"use client";

import { useTranslations } from "use-intl";
import type { Wishes } from "@/lib/client/uploads/prepare-file";
import type { Finding } from "@/lib/clean/finding";
import { warningOf, type Inspection } from "@/lib/clean/inspection";
import { Checkbox, Notice, RadioGroup, TextField } from "@/lib/ui";
import css from "./uploads.module.css";

type MetadataProps = {
  readonly inspection: Inspection;
  readonly wishes: Wishes;
  readonly set: (part: Partial<Wishes>) => void;
  /** After somebody tried to go on: says what is still missing. */
  readonly judged: boolean;
};

/** What the file gives away besides its content, and what shall be done about it. */
export function MetadataChoice({ inspection, wishes, set, judged }: MetadataProps) {
  const t = useTranslations("write.review");
  const clean = useTranslations("clean");
  const { kind, findings, fault, remains } = inspection;
  const warning = warningOf(inspection);
  if (warning !== null) {
    return (
      <Notice tone={warning === "text" ? "info" : "warn"}>
        {clean(`warning.${warning}`)}
        {warning === "damaged" && fault !== null && ` ${clean(`fault.${fault}`)}`}
      </Notice>
    );
  }
  if (kind === "empty") return null;
  return (
    <>
      {findings.length === 0 ? <p className={css["reviewMeta"]}>{t("nothingFound")}</p> : <Findings findings={findings} />}
      {findings.length > 0 && <RemoveOrKeep {...{ wishes, set, judged }} />}
      {remains.map((id) => (
        <p key={id} className={css["reviewMeta"]}>
          {clean(`remains.${id}`)}
        </p>
      ))}
    </>
  );
}

/** A file with something inside stays as it is only for a reason that readers can see. */
export function lacksReason(inspection: Inspection, { clean, reason }: Wishes): boolean {
  return inspection.fault === null && inspection.findings.length > 0 && !clean && reason.trim() === "";
}

function RemoveOrKeep({ wishes, set, judged }: Pick<MetadataProps, "wishes" | "set" | "judged">) {
  const t = useTranslations("write.review");
  const clean = useTranslations("clean");
  return (
    <>
      <RadioGroup
        label={t("metadata")}
        hint={clean("kept")}
        value={wishes.clean ? "remove" : "keep"}
        onChange={(choice) => set({ clean: choice === "remove", keepOriginal: choice === "remove" })}
        options={[
          { value: "remove", label: t("remove") },
          { value: "keep", label: t("keep"), hint: t("keepHint") },
        ]}
      />
      {wishes.clean ? (
        <Checkbox
          label={t("keepOriginal")}
          hint={t("keepOriginalHint")}
          checked={wishes.keepOriginal}
          onChange={(keepOriginal) => set({ keepOriginal })}
        />
      ) : (
        <TextField
          label={t("reason")}
          hint={t("reasonHint")}
          value={wishes.reason}
          onChange={(reason) => set({ reason })}
          maxLength={300}
          error={judged && wishes.reason.trim() === "" ? t("reasonMissing") : undefined}
        />
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useTranslations("write.review");
  const clean = useTranslations("clean");
  return (
    <table className={css["findings"]}>
      <caption>{t("findings")}</caption>
      <tbody>
        {[...new Set(findings.map((found) => found.what))].map((what) => {
          const alike = findings.filter((found) => found.what === what);
          const severity = alike[0]?.severity ?? "low";
          return (
            <tr key={what} data-severity={severity}>
              <th scope="row">{clean(`finding.${what}`)}</th>
              <td dir="auto">
                {alike
                  .map(told)
                  .filter((detail) => detail !== "")
                  .join("; ")}
              </td>
              <td>{clean(`severity.${severity}`)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** With the part of the file that holds it, where it is made of parts. */
function told({ detail, where }: Finding): string {
  if (where === undefined) return detail;
  return detail === "" ? where : `${detail} (${where})`;
}
