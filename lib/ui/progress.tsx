"use client";

import { useId } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { classNames } from "./class-names";
import { scaleBytes, scaleSeconds } from "./format-amounts";
import css from "./progress.module.css";

export type ProgressState = "running" | "waiting" | "paused" | "done" | "failed";

export interface ProgressProps {
  readonly label: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly state?: ProgressState | undefined;
  /** Shown while running. */
  readonly bytesPerSecond?: number | undefined;
  /** Instead of the built detail, for instance why it waits. */
  readonly detail?: string | undefined;
}

/** Words for a size, "1.2 MB". */
export function useFormatBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const { amount, unit } = scaleBytes(bytes);
    return format.number(amount, { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short", maximumFractionDigits: amount < 10 ? 1 : 0 });
  };
}

/** How far a transfer is: a bar, and in words the percent, the amount, the speed and the time left. */
export function Progress(props: ProgressProps) {
  const { label, doneBytes, totalBytes, state = "running" } = props;
  const labelId = useId();
  const detail = useDetail(props);
  return (
    <div className={classNames(css["progress"], state !== "running" && css[state])}>
      <div className={css["line"]}>
        <bdi id={labelId} className={css["label"]}>
          {label}
        </bdi>
        <span className={css["detail"]}>{detail}</span>
      </div>
      <progress
        aria-labelledby={labelId}
        aria-valuetext={detail}
        max={Math.max(totalBytes, 1)}
        value={state === "done" ? Math.max(totalBytes, 1) : doneBytes}
      />
    </div>
  );
}

function useDetail({ doneBytes, totalBytes, state = "running", bytesPerSecond, detail }: ProgressProps): string {
  const t = useTranslations("ui");
  const format = useFormatter();
  const size = useFormatBytes();
  if (detail !== undefined) return detail;
  if (state === "done") return t("progress.done", { total: size(totalBytes) });
  const share = totalBytes === 0 ? 0 : Math.min(1, doneBytes / totalBytes);
  const percent = format.number(Math.floor(share * 100) / 100, { style: "percent" });
  const parts = [percent, t("progress.of", { done: size(doneBytes), total: size(totalBytes) })];
  if (state !== "running") return [t(`progress.${state}`), ...parts].join(" · ");
  if (bytesPerSecond === undefined || bytesPerSecond <= 0) return parts.join(" · ");
  const left = scaleSeconds((totalBytes - doneBytes) / bytesPerSecond);
  parts.push(t("progress.speed", { speed: size(bytesPerSecond) }), t(`progress.left.${left.unit}`, { amount: left.amount }));
  return parts.join(" · ");
}
