"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Opened } from "@/lib/client/draft/draft-desk";
import { codeOfError, useErrorText } from "@/app/session/error-text";
import { Button, LinkButton, Notice, Waiting } from "@/lib/ui";
import { useDesk, useFlushOnLeave } from "../use-desk";
import { WithCoalition } from "../submit/with-coalition";
import { EditorProvider } from "./editor-context";
import { EditorFrame } from "./editor-frame";

/** One dossier of the organisation: the form, or where it stands with the coalition. */
export function Writing({ dossierId }: { readonly dossierId: string }) {
  const t = useTranslations("write");
  const desk = useDesk();
  const [attempt, setAttempt] = useState(0);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useFlushOnLeave(desk);

  useEffect(() => {
    let stale = false;
    const open = async () => {
      const result = await desk.open(dossierId);
      if (stale) return;
      if (result.ok) setOpened(result.value);
      else setFailure(result.code);
    };
    void open().catch((error: unknown) => {
      if (!stale) setFailure(codeOfError(error));
    });
    return () => {
      stale = true;
    };
  }, [desk, dossierId, attempt]);

  const openAgain = () => {
    setFailure(null);
    setOpened(null);
    setAttempt((count) => count + 1);
  };

  if (failure !== null) return <CannotOpen code={failure} onRetry={openAgain} />;
  if (opened === null) return <Waiting label={t("opening")} />;
  if (opened.kind === "with-coalition") return <WithCoalition view={opened.view} />;
  return (
    <EditorProvider key={opened.draft.dossierId} draft={opened.draft} view={opened.view}>
      <EditorFrame
        onSubmitted={() => {
          desk.release(dossierId);
          history.replaceState(null, "", location.pathname + location.search);
          openAgain();
        }}
      />
    </EditorProvider>
  );
}

function CannotOpen({ code, onRetry }: { readonly code: string; readonly onRetry: () => void }) {
  const t = useTranslations("write");
  const errorText = useErrorText();
  return (
    <Notice
      tone="error"
      live
      title={t("cannotOpen")}
      actions={
        <>
          <Button icon="retry" onClick={onRetry}>
            {t("retry")}
          </Button>
          <LinkButton href="/write" icon="back">
            {t("toList")}
          </LinkButton>
        </>
      }
    >
      {code === "unreadable" ? t("unreadable") : errorText(code)}
    </Notice>
  );
}
