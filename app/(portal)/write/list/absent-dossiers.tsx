"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { appendToLog } from "@/lib/client/sync-logs";
import { codeOfError, useErrorText } from "@/app/session/error-text";
import { Button, Notice } from "@/lib/ui";
import { useMember } from "../../../session/session";
import type { DossierRow } from "./use-own-dossiers";

type AbsentProps = { readonly rows: readonly DossierRow[]; readonly onRemoved: () => void };

/** Shown rather than hidden: only people can tell a broken line from a server that withholds. */
export function AbsentDossiers({ rows, onRemoved }: AbsentProps) {
  const t = useTranslations("write.list");
  const errorText = useErrorText();
  const { client } = useMember();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = async () => {
    setBusy(true);
    try {
      for (const { dossierId } of rows) {
        const removed = await appendToLog(client, () => client.vault.sealHead({ dossierId, gone: true }));
        if (!removed.ok) { setFailure(removed.code); return; }
      }
      onRemoved();
    } catch (error) {
      setFailure(codeOfError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice
      tone="warn"
      title={t("absentTitle", { count: rows.length })}
      actions={
        <Button busy={busy} onClick={() => void remove()}>
          {t("absentRemove")}
        </Button>
      }
    >
      <p>{t("absent")}</p>
      {failure !== null && <p role="alert">{errorText(failure)}</p>}
    </Notice>
  );
}
