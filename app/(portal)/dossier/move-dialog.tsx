"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { z } from "zod";
import { moveDossier, type WantedMove } from "@/lib/client/move-dossier";
import type { DossierView } from "@/lib/crypto/api";
import { Button, Dialog, Notice, TextArea, useToast } from "@/lib/ui";
import { codeOfError, useErrorText } from "../../session/error-text";
import { useMember } from "../../session/session";
import { WhoReads } from "../../who-reads";
import { emptyPayload, PayloadFields, type Payload } from "./payload-fields";
import css from "./dossier.module.css";

export type MoveDialogProps = {
  readonly title: string;
  readonly wanted: WantedMove;
  /** Fields that the page has already filled, such as the subject of a track. */
  readonly given?: Payload;
  /** null where the step takes no shared text. */
  readonly shared: z.ZodType | null;
  readonly internal: { schema: z.ZodType; required: boolean } | null;
  readonly onClose: () => void;
  readonly onMoved: (view: DossierView) => void;
  readonly onRaced: () => Promise<void>;
};

type Texts = { shared: Payload; sharedText: string; internal: Payload; internalText: string };

/** The payloads as the move will carry them, or null while a required field is missing or wrong. */
function payloadsOf(props: MoveDialogProps, texts: Texts): { shared?: unknown; internal?: unknown } | null {
  const { shared, internal } = props;
  const sharedPayload = shared?.safeParse({ ...texts.shared, ...props.given, text: texts.sharedText.trim() });
  if (sharedPayload?.success === false) return null;
  const wantsInternal = internal !== null && (internal.required || texts.internalText.trim() !== "");
  const internalPayload = wantsInternal ? internal.schema.safeParse({ ...texts.internal, text: texts.internalText.trim() }) : undefined;
  if (internalPayload?.success === false) return null;
  return {
    ...(sharedPayload === undefined ? {} : { shared: sharedPayload.data }),
    ...(internalPayload === undefined ? {} : { internal: internalPayload.data }),
  };
}

function useMove(props: MoveDialogProps) {
  const t = useTranslations("dossier");
  const toast = useToast();
  const errorText = useErrorText();
  const { client } = useMember();
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function move(texts: Texts): Promise<void> {
    const payloads = payloadsOf(props, texts);
    if (payloads === null) {
      setError(t("fieldsMissing"));
      return;
    }
    setError(null);
    setWorking(true);
    try {
      const moved = await moveDossier(client, { ...props.wanted, ...payloads });
      if (moved.ok) {
        props.onMoved(moved.value);
        props.onClose();
        toast(t("moved", { to: props.title }));
      } else if (moved.code === "conflict") {
        await props.onRaced();
        setError(t("raced"));
      } else setError(errorText(moved.code));
    } catch (thrown) {
      setError(errorText(codeOfError(thrown)));
    } finally {
      setWorking(false);
    }
  }
  return { move, working, error };
}

export function MoveDialog(props: MoveDialogProps) {
  const t = useTranslations("dossier");
  const { shared, internal } = props;
  const { move, working, error } = useMove(props);
  const [texts, setTexts] = useState<Texts>({
    shared: emptyPayload(shared),
    sharedText: "",
    internal: emptyPayload(internal?.schema ?? null),
    internalText: "",
  });
  const change = (part: Partial<Texts>) => setTexts((known) => ({ ...known, ...part }));
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      actions={
        <>
          <Button onClick={props.onClose} disabled={working}>
            {t("cancel")}
          </Button>
          <Button variant="primary" busy={working} onClick={() => void move(texts)}>
            {t("confirm")}
          </Button>
        </>
      }
    >
      <div className={css["form"]}>
        <p className={css["meta"]}>{t("moveLead")}</p>
        <MoveTexts shared={shared} internal={internal} texts={texts} onChange={change} />
        {error !== null && (
          <Notice tone="error" live>
            {error}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

type MoveTextsProps = Pick<MoveDialogProps, "shared" | "internal"> & {
  readonly texts: Texts;
  readonly onChange: (part: Partial<Texts>) => void;
};

/** What the step says, to whom: each text with the mark of its readers. */
function MoveTexts({ shared, internal, texts, onChange: change }: MoveTextsProps) {
  const t = useTranslations("dossier");
  return (
    <>
      {shared !== null && (
        <>
          <PayloadFields schema={shared} value={texts.shared} onChange={(value) => change({ shared: value })} />
          <TextArea
            label={t("reasonShared")}
            hint={t("reasonSharedHint")}
            mark={<WhoReads readers={["organisation", "coordinators", "reviewers"]} />}
            value={texts.sharedText}
            onChange={(sharedText) => change({ sharedText })}
          />
        </>
      )}
      {internal !== null && (
        <>
          {internal.required && <PayloadFields schema={internal.schema} value={texts.internal} onChange={(value) => change({ internal: value })} />}
          <TextArea
            label={t("reasonInternal")}
            hint={t("reasonInternalHint")}
            optional={!internal.required}
            mark={<WhoReads readers={["coordinators", "reviewers"]} />}
            value={texts.internalText}
            onChange={(internalText) => change({ internalText })}
          />
        </>
      )}
    </>
  );
}
