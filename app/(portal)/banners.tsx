"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames, Icon } from "@/lib/ui";
import css from "./banners.module.css";

/** Stands on every page of a coalition that the demonstration made up. */
export function DemonstrationBanner() {
  const t = useTranslations("shell");
  return (
    <aside className={classNames(css["banner"], css["demonstration"])} aria-label={t("demonstrationLabel")}>
      <Icon name="info" size={18} />
      <p>{t("demonstration")}</p>
    </aside>
  );
}

export interface TrustAlarmProps {
  /** What was found, in a sentence. */
  readonly title: string;
  /** What it means and whom to ask, by another channel. */
  readonly children?: ReactNode;
}

/** Something that the server showed contradicts what was signed or seen before. Cannot be dismissed. */
export function TrustAlarm({ title, children }: TrustAlarmProps) {
  return (
    <div className={classNames(css["banner"], css["alarm"])} role="alert">
      <Icon name="alert" />
      <div>
        <strong>{title}</strong> {children}
      </div>
    </div>
  );
}
