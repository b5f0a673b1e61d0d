"use client";

import { useLayoutEffect } from "react";
import { browserPreference } from "./browser-preference";

/** Light or dark; "system" follows the device. */
export const themePreference = browserPreference("theme", ["system", "light", "dark"]);

/** Whether the page is hidden while another window has the attention. */
export const awayPreference = browserPreference("when-away", ["hide", "show"]);

export function ThemeOnRoot(): null {
  const [theme] = themePreference.use();
  useLayoutEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return null;
}
