"use client";

import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/lib/ui";

const PRESSES = 3;
const WITHIN_MS = 1500;

/** Leaves for an empty page and takes this one's place in the history. Asks nothing and waits for nothing. */
export function leaveForEmptyPage(): void {
  window.location.replace("about:blank");
}

export interface QuickExitProps {
  /** What has to happen first, for instance ending the vault worker; then `leaveForEmptyPage`. */
  readonly onExit: () => void;
}

/** The button in the same corner of every page; three Escapes in a row do the same. */
export function QuickExit({ onExit }: QuickExitProps) {
  const t = useTranslations("shell");
  const exit = useEffectEvent(onExit);

  useEffect(() => {
    let presses: number[] = [];
    function onKey(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.repeat) return;
      presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
      if (presses.length >= PRESSES) exit();
    }
    // Capturing, so that a dialog that takes the key for itself does not hide it.
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, []);

  return (
    <Button variant="danger" icon="leave" title={t("quickExitHint")} onClick={onExit}>
      {t("quickExit")}
    </Button>
  );
}
