"use client";

import { useEffect } from "react";

export const IDLE_LOCK_MS = 10 * 60_000;
export const HIDDEN_LOCK_MS = 5 * 60_000;
const ACTIVITY = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Locks after ten idle minutes, after five minutes in a hidden tab, and when the page is put away (protocol 3.13). */
export function useIdleLock(active: boolean, lock: () => void): void {
  useEffect(() => {
    if (!active) return;
    let idle = setTimeout(lock, IDLE_LOCK_MS);
    let hidden: ReturnType<typeof setTimeout> | undefined;
    const onActivity = () => {
      clearTimeout(idle);
      idle = setTimeout(lock, IDLE_LOCK_MS);
    };
    const onVisibility = () => {
      clearTimeout(hidden);
      if (document.visibilityState === "hidden") hidden = setTimeout(lock, HIDDEN_LOCK_MS);
    };
    const onPageHide = (event: PageTransitionEvent) => {
      if (event.persisted) lock();
    };
    for (const type of ACTIVITY) addEventListener(type, onActivity, { passive: true });
    document.addEventListener("visibilitychange", onVisibility);
    addEventListener("pagehide", onPageHide);
    return () => {
      clearTimeout(idle);
      clearTimeout(hidden);
      for (const type of ACTIVITY) removeEventListener(type, onActivity);
      document.removeEventListener("visibilitychange", onVisibility);
      removeEventListener("pagehide", onPageHide);
    };
  }, [active, lock]);
}
