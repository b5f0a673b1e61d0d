"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { createDossier } from "@/lib/client/edit-draft";
import { codeOfError, useErrorText } from "@/app/session/error-text";
import { Button, EmptyState, Notice, PageHead, Waiting } from "@/lib/ui";
import { organisationLog, useMember } from "../../../session/session";
import { DossierRows } from "./dossier-rows";
import { useOwnDossiers } from "./use-own-dossiers";

/** Every dossier of the organisation, drafts and submitted, and who waits for what. */
export function DossierList() {
  const t = useTranslations("write.list");
  const errorText = useErrorText();
  const { member } = useMember();
  const { rows, done, failure, reload } = useOwnDossiers();
  const beginning = useBeginning();
  if (organisationLog(member) === null) {
    return <EmptyState title={t("noOrganisationTitle")}><p>{t("noOrganisation")}</p></EmptyState>;
  }
  const newButton = (
    <Button variant="primary" icon="add" busy={beginning.busy} onClick={() => void beginning.begin()}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} actions={rows.length > 0 ? newButton : undefined} />
      {beginning.failure !== null && (
        <Notice tone="error" live title={t("notBegun")}>
          {errorText(beginning.failure)}
        </Notice>
      )}
      {failure !== null && (
        <Notice tone="error" live title={t("notRead")} actions={<Button icon="retry" onClick={reload}>{t("retry")}</Button>}>
          {errorText(failure)}
        </Notice>
      )}
      {rows.length > 0 && <DossierRows rows={rows} onChanged={reload} />}
      {!done && <Waiting label={t("opening")} />}
      {done && failure === null && rows.length === 0 && <Teaching action={newButton} />}
    </>
  );
}

function Teaching({ action }: { readonly action: React.ReactNode }) {
  const t = useTranslations("write.list");
  return (
    <EmptyState title={t("emptyTitle")} action={action}>
      <p>{t("empty")}</p>
      <ol>
        <li>{t("step1")}</li>
        <li>{t("step2")}</li>
        <li>{t("step3")}</li>
      </ol>
    </EmptyState>
  );
}

function useBeginning() {
  const { client } = useMember();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const begin = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const created = await createDossier(client);
      if (created.ok) { router.push(`/write?d=${created.value.dossierId}`); return; }
      setFailure(created.code);
    } catch (error) {
      setFailure(codeOfError(error));
    }
    setBusy(false);
  };
  return { busy, failure, begin };
}
