"use client";

import { useTranslations } from "use-intl";
import type { SaveStatus as Saving } from "@/lib/client/autosave-draft";
import { useErrorText } from "@/app/session/error-text";
import { Button, SaveState, type SaveStatus } from "@/lib/ui";
import { useEditor } from "./editor-context";
import css from "./editor.module.css";

function shownState(save: Saving): SaveStatus {
  switch (save.kind) {
    case "saved":
      return "saved";
    case "waiting":
    case "saving":
      return "saving";
    case "conflict":
      return "conflict";
    case "not-saved":
      return save.code === "offline" ? "offline" : "unsaved";
  }
}

/** Saved, saving or not saved; why not, and what happens next. */
export function SaveLine() {
  const t = useTranslations("write.save");
  const errorText = useErrorText();
  const { draft, snapshot } = useEditor();
  const { save } = snapshot;
  const failed = save.kind === "not-saved" && save.code !== "offline";
  return (
    <div className={css["save"]}>
      <SaveState state={shownState(save)} at={save.kind === "saved" && save.at !== null ? save.at : undefined} />
      {failed && (
        <>
          <span className={css["saveWhy"]}>{errorText(save.code)}</span>
          <Button icon="retry" onClick={() => void draft.flush()}>
            {t("now")}
          </Button>
        </>
      )}
    </div>
  );
}
