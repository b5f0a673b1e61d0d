"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { EvidenceError } from "@/lib/client/download-evidence";
import { openForPreview, type PreviewContent } from "@/lib/client/open-for-preview";
import { mountPreview, type Preview } from "@/lib/client/preview/mount-preview";
import type { PreviewFault } from "@/lib/client/preview/protocol";
import type { PublicFile } from "@/lib/crypto/api";
import { Dialog, Notice, Waiting } from "@/lib/ui";
import { useMember } from "../../session/session";
import { usePreviewLabels } from "./preview-labels";
import css from "./dossier.module.css";

type State = "opening" | "shown" | EvidenceError["code"] | PreviewFault;
type PreviewDialogProps = { readonly dossierId: string; readonly file: PublicFile; readonly onClose: () => void };

/** The evidence in its sandboxed frame, which gets no byte before it was checked. */
export function PreviewDialog({ dossierId, file, onClose }: PreviewDialogProps) {
  const t = useTranslations("dossier");
  const faults = useTranslations("preview.fault");
  const place = useRef<HTMLDivElement>(null);
  const state = usePreview(dossierId, file, place);
  return (
    <Dialog open wide onClose={onClose} title={file.name}>
      {state === "opening" && <Waiting label={t("downloading", { name: file.name })} />}
      {isProblem(state) && <Notice tone="error">{t(state, { name: file.name })}</Notice>}
      {isFault(state) && <Notice>{faults(state)}</Notice>}
      <div ref={place} className={css["preview"]} hidden={state !== "opening" && state !== "shown"} />
    </Dialog>
  );
}

function isProblem(state: State): state is EvidenceError["code"] {
  return state === "tampered" || state === "unreachable" || state === "unrecorded";
}

/** What the frame says, as against what the way to it says. */
function isFault(state: State): state is PreviewFault {
  return state !== "opening" && state !== "shown" && !isProblem(state);
}

function usePreview(dossierId: string, file: PublicFile, place: React.RefObject<HTMLDivElement | null>): State {
  const labels = usePreviewLabels();
  const { client } = useMember();
  const [state, setState] = useState<State>("opening");
  useEffect(() => {
    let [preview, content]: [Preview | null, PreviewContent | null] = [null, null];
    let gone = false;
    const fail = (cause: unknown): void => {
      if (!gone) setState(cause instanceof EvidenceError ? cause.code : "unreachable");
    };
    const show = async () => {
      content = await openForPreview(client, dossierId, file, fail);
      if (gone || place.current === null) {
        content.close();
        return;
      }
      preview = mountPreview(place.current, { ...content, title: file.name, labels, lang: "en", dir: "ltr", theme: "system" });
      const shown = await preview.shown;
      if (!gone) setState((before) => (before !== "opening" ? before : shown.ok ? "shown" : shown.code));
    };
    show().catch(fail);
    return () => {
      gone = true;
      preview?.destroy();
      content?.close();
    };
  }, [client, dossierId, file, labels, place]);
  return state;
}
