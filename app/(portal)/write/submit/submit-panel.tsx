"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { submitDossier } from "@/lib/client/submit-dossier";
import { toPlain } from "@/lib/client/draft/draft-state";
import { codeOfError, useErrorText } from "@/app/session/error-text";
import { Button, ConfirmDialog, Notice, Panel, TextArea, Waiting } from "@/lib/ui";
import { useMember } from "../../../session/session";
import { useEditor } from "../editor/editor-context";
import { useUploads } from "../use-desk";
import css from "./submit.module.css";

const ANSWER_LIMIT = 10_000;

export function SubmitPanel({ onSubmitted }: { readonly onSubmitted: () => void }) {
  const t = useTranslations("write.submit");
  const errorText = useErrorText();
  const { view } = useEditor();
  const [answer, setAnswer] = useState("");
  const [asking, setAsking] = useState(false);
  const { busy, failure, submit } = useSubmitting(view === null ? null : answer, onSubmitted);
  const obstacle = useObstacle();
  const answerMissing = view !== null && answer.trim() === "";
  return (
    <Panel title={view === null ? t("title") : t("titleAgain")} headingLevel={3}>
      {view !== null && (
        <TextArea
          label={t("answer")}
          hint={t("answerHint")}
          value={answer}
          onChange={setAnswer}
          maxLength={ANSWER_LIMIT}
          rows={5}
          required
          reading
        />
      )}
      {obstacle !== null && <p className={css["obstacle"]}>{obstacle}</p>}
      {failure !== null && (
        <Notice tone="error" live title={t("failed")}>
          {errorText(failure)}
        </Notice>
      )}
      {busy && <Waiting label={t("sealing")} />}
      <div>
        <Button
          variant="primary"
          size="large"
          icon="envelope"
          busy={busy}
          disabled={obstacle !== null || answerMissing}
          onClick={() => setAsking(true)}
        >
          {view === null ? t("submit") : t("submitAgain")}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={t("confirmTitle")}
        confirmLabel={t("confirm")}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void submit();
        }}
      >
        <p>{t("confirmWhat")}</p>
      </ConfirmDialog>
    </Panel>
  );
}

/** Why the button cannot be pressed yet, or null. */
function useObstacle(): string | null {
  const t = useTranslations("write.submit");
  const { missing, dossierId, snapshot } = useEditor();
  const uploads = useUploads(dossierId);
  const count = missing.filter((item) => item.severity === "blocks").length;
  if (count > 0) return t("stillMissing", { count });
  const undone = snapshot.state.files.filter((file) => file.cth === null).length;
  if (undone > 0) return uploads.some((upload) => upload.state !== "done") ? t("uploadsRunning", { count: undone }) : t("filesUnfinished", { count: undone });
  return snapshot.save.kind === "conflict" ? t("conflict") : null;
}

function useSubmitting(answer: string | null, onSubmitted: () => void) {
  const { client } = useMember();
  const { draft, dossierId } = useEditor();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const saved = await draft.flush();
      const sent =
        saved.kind === "saved"
          ? await submitDossier(client, dossierId, toPlain(draft.snapshot().state), answer)
          : ({ ok: false, code: saved.kind === "not-saved" ? saved.code : "conflict" } as const);
      if (sent.ok) onSubmitted();
      else setFailure(sent.code);
    } catch (error) {
      setFailure(codeOfError(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, submit };
}
