"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { EvidenceError, readEvidenceBlob } from "@/lib/client/download-evidence";
import { mountPreview, type Preview } from "@/lib/client/preview/mount-preview";
import { MAX_PREVIEW_BYTES, type PreviewFault } from "@/lib/client/preview/protocol";
import type { PublicFile } from "@/lib/crypto/api";
import { Dialog, Notice, Waiting } from "@/lib/ui";
import { useMember } from "../../session/session";
import { usePreviewLabels } from "./preview-labels";
import css from "./dossier.module.css";

type State = "opening" | "shown" | "tampered" | "unreachable" | PreviewFault;
type PreviewDialogProps = { readonly dossierId: string; readonly file: PublicFile; readonly onClose: () => void };

/** The evidence in its sandboxed frame: opened and checked to the last byte before the frame gets any of it. */
export function PreviewDialog({ dossierId, file, onClose }: PreviewDialogProps) {
  const t = useTranslations("dossier");
  const faults = useTranslations("preview.fault");
  const place = useRef<HTMLDivElement>(null);
  const state = usePreview(dossierId, file, place);
  return (
    <Dialog open wide onClose={onClose} title={file.name}>
      {state === "opening" && <Waiting label={t("downloading", { name: file.name })} />}
      {(state === "tampered" || state === "unreachable") && <Notice tone="error">{t(state, { name: file.name })}</Notice>}
      {isFault(state) && <Notice>{faults(state)}</Notice>}
      <div ref={place} className={css["preview"]} hidden={state !== "opening" && state !== "shown"} />
    </Dialog>
  );
}

/** What the frame says, as against what the way to it says. */
function isFault(state: State): state is PreviewFault {
  return !["opening", "shown", "tampered", "unreachable"].includes(state);
}

function usePreview(dossierId: string, file: PublicFile, place: React.RefObject<HTMLDivElement | null>): State {
  const labels = usePreviewLabels();
  const { client } = useMember();
  const [state, setState] = useState<State>(file.sizeBytes > MAX_PREVIEW_BYTES ? "too-large" : "opening");
  useEffect(() => {
    if (file.sizeBytes > MAX_PREVIEW_BYTES) return;
    let preview: Preview | null = null;
    let gone = false;
    const show = async () => {
      const blob = await readEvidenceBlob(client, dossierId, file);
      const bytes = new Uint8Array(await blob.arrayBuffer());
      if (gone || place.current === null) return;
      preview = mountPreview(place.current, { bytes, title: file.name, labels, lang: "en", dir: "ltr", theme: "system" });
      const shown = await preview.shown;
      if (!gone) setState(shown.ok ? "shown" : shown.code);
    };
    show().catch((error: unknown) => {
      if (!gone) setState(error instanceof EvidenceError ? error.code : "unreachable");
    });
    return () => {
      gone = true;
      preview?.destroy();
    };
  }, [client, dossierId, file, labels, place]);
  return state;
}
