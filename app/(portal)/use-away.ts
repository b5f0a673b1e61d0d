"use client";

import { useEffect, useState } from "react";

const LOOK_EVERY_MS = 1000;

/** True while another window has the attention. A frame of ours that holds the focus does not count as away. */
export function useAway(enabled: boolean): boolean {
  const [away, setAway] = useState(false);

  useEffect(() => {
    if (!enabled) return;
    const look = () => setAway(document.hidden || !document.hasFocus());
    const hide = () => setAway(document.hidden);
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", hide);
    // Focus that leaves from inside a frame fires no event here, and a blur fires when it enters one.
    const timer = window.setInterval(look, LOOK_EVERY_MS);
    window.addEventListener("blur", look);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
      document.removeEventListener("visibilitychange", hide);
    };
  }, [enabled]);

  return enabled && away;
}
