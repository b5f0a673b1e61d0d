"use client";

import { useTranslations } from "use-intl";
import { Checkbox, Panel, ToggleGroup } from "@/lib/ui";
import { awayPreference, themePreference } from "./theme";

/** What everyone may set about how the pages look on this device. */
export function Appearance() {
  const t = useTranslations("shell.appearance");
  const [theme, setTheme] = themePreference.use();
  const [away, setAway] = awayPreference.use();
  return (
    <Panel title={t("title")}>
      <ToggleGroup
        label={t("theme")}
        value={theme}
        onChange={setTheme}
        options={[
          { value: "system", label: t("system") },
          { value: "light", label: t("light"), icon: "sun" },
          { value: "dark", label: t("dark"), icon: "moon" },
        ]}
      />
      <Checkbox
        label={t("away")}
        hint={t("awayHint")}
        checked={away === "hide"}
        onChange={(hide) => setAway(hide ? "hide" : "show")}
      />
    </Panel>
  );
}
