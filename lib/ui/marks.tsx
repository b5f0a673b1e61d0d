"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icons";
import { Spinner } from "./spinner";
import css from "./marks.module.css";

export type StateTone = "neutral" | "active" | "waiting" | "good" | "bad" | "ended";

const STATE_ICONS: Record<StateTone, IconName> = {
  neutral: "circle",
  active: "disc",
  waiting: "clock",
  good: "check",
  bad: "close",
  ended: "dash",
};

/** The state of a thing as a stamp: its word, a sign of its own, and a colour. */
export function StateMark({ tone, children }: { readonly tone: StateTone; readonly children: ReactNode }) {
  return (
    <span className={classNames(css["badge"], tone !== "neutral" && css[tone])}>
      <Icon name={STATE_ICONS[tone]} size={12} />
      {children}
    </span>
  );
}

/** A small label without a state: a country, an authority, a count. */
export function Badge({ icon, children }: { readonly icon?: IconName | undefined; readonly children: ReactNode }) {
  return (
    <span className={css["badge"]}>
      {icon !== undefined && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}

export type SaveStatus = "saved" | "saving" | "unsaved" | "offline" | "conflict";

export interface SaveStateProps {
  readonly state: SaveStatus;
  /** When it was last saved. */
  readonly at?: Date | undefined;
}

const SAVE_ICONS: Record<Exclude<SaveStatus, "saving">, IconName> = {
  saved: "check",
  unsaved: "alert",
  offline: "clock",
  conflict: "alert",
};

/** Saved, saving or not: always there, spoken only when it changes for the worse. */
export function SaveState({ state, at }: SaveStateProps) {
  const t = useTranslations("ui");
  const format = useFormatter();
  const time = at === undefined ? undefined : format.dateTime(at, { hour: "2-digit", minute: "2-digit" });
  const calm = state === "saved" || state === "saving";
  return (
    <span className={css["save"]} data-state={state} role={calm ? undefined : "status"}>
      {state === "saving" ? <Spinner /> : <Icon name={SAVE_ICONS[state]} size={16} />}
      {state === "saved" && time !== undefined ? t("save.savedAt", { time }) : t(`save.${state}`)}
    </span>
  );
}
