"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DraftState } from "@/lib/client/draft/draft-state";
import { Button, Dialog, Notice } from "@/lib/ui";
import { Compare } from "./compare";
import { useEditor } from "./editor-context";

/** Two wrote at once: both versions are here, and one goes on. What was recovered or set aside is said too. */
export function ConflictNotices() {
  const { draft, snapshot } = useEditor();
  return (
    <>
      {snapshot.save.kind === "conflict" && <Conflict key={snapshot.save.theirRev} theirs={draft.theirs} />}
      {snapshot.setAside !== null && <SetAside other={snapshot.setAside} />}
      {snapshot.recovered && <Recovered />}
    </>
  );
}

function Conflict({ theirs }: { readonly theirs: DraftState | null }) {
  const t = useTranslations("write.conflict");
  const { draft, snapshot } = useEditor();
  const [open, setOpen] = useState(true);
  const choose = (settle: () => void) => () => {
    setOpen(false);
    settle();
  };
  const choices = (
    <>
      {theirs !== null && <Button onClick={choose(() => draft.takeTheirs())}>{t("takeTheirs")}</Button>}
      <Button variant="primary" onClick={choose(() => draft.keepMine())}>
        {t("keepMine")}
      </Button>
    </>
  );
  return (
    <>
      <Notice tone="warn" live title={t("title")} actions={<Button onClick={() => setOpen(true)}>{t("decide")}</Button>}>
        {t("notice")}
      </Notice>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("title")} actions={choices} wide>
        <p>{theirs === null ? t("submittedLead") : t("lead")}</p>
        {theirs !== null && <Compare mine={snapshot.state} theirs={theirs} />}
      </Dialog>
    </>
  );
}

function SetAside({ other }: { readonly other: DraftState }) {
  const t = useTranslations("write.conflict");
  const { draft, snapshot } = useEditor();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Notice
        title={t("setAsideTitle")}
        actions={
          <>
            <Button onClick={() => setOpen(true)}>{t("look")}</Button>
            <Button variant="plain" onClick={() => draft.dropSetAside()}>
              {t("drop")}
            </Button>
          </>
        }
      >
        {t("setAside")}
      </Notice>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("setAsideTitle")}
        wide
        actions={
          <Button
            variant="primary"
            onClick={() => {
              setOpen(false);
              draft.useSetAside();
            }}
          >
            {t("exchange")}
          </Button>
        }
      >
        <Compare mine={snapshot.state} theirs={other} />
      </Dialog>
    </>
  );
}

function Recovered() {
  const t = useTranslations("write.conflict");
  const [shown, setShown] = useState(true);
  if (!shown) return null;
  return (
    <Notice tone="success" live title={t("recoveredTitle")} actions={<Button onClick={() => setShown(false)}>{t("understood")}</Button>}>
      {t("recovered")}
    </Notice>
  );
}
