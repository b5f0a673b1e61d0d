"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "@/lib/client/uploads/upload-list";
import { Button, Notice, Progress, useFormatBytes, type ProgressState } from "@/lib/ui";
import { useSession } from "@/app/session/session";
import { useLine } from "../use-desk";
import css from "./uploads.module.css";

/** It is said at each quarter: a voice that counts percents is switched off. */
const SAID_STEP = 25;

const isOpen = ({ state }: UploadView) => state !== "done" && state !== "failed";
const sumOf = (uploads: readonly UploadView[], of: (upload: UploadView) => number) => uploads.reduce((sum, upload) => sum + of(upload), 0);

/** One line over all uploads of the dossier, and what they wait for. */
export function Overall({ uploads }: { readonly uploads: readonly UploadView[] }) {
  const t = useTranslations("write.tray");
  const line = useLine();
  const open = uploads.filter(isOpen);
  const [sent, total] = [sumOf(uploads, (upload) => upload.sentBytes), sumOf(uploads, (upload) => upload.totalBytes)];
  const done = uploads.filter(({ state }) => state === "done").length;
  const percent = Math.floor((sent / Math.max(total, 1)) * (100 / SAID_STEP)) * SAID_STEP;
  const said = open.length > 0 ? t("saidRunning", { percent: percent / 100, count: uploads.length }) : t("saidDone", { count: done });
  return (
    <>
      {open.length > 0 && (
        <div className={css["overall"]}>
          <Progress
            label={t("overall", { done, count: uploads.length })}
            doneBytes={sent}
            totalBytes={total}
            bytesPerSecond={sumOf(open, (upload) => upload.bytesPerSecond)}
            state={stateOf(open)}
          />
          <AllActions open={open} />
        </div>
      )}
      {open.length > 0 && !line.online && <Notice tone="warn" live title={t("noLine")} />}
      {open.length > 0 && line.metered && line.consent === null && <AskMetered bytes={sumOf(open, (upload) => upload.totalBytes - upload.sentBytes)} />}
      <p className="visually-hidden" aria-live="polite">
        {uploads.length > 0 && said}
      </p>
    </>
  );
}

function stateOf(open: readonly UploadView[]): ProgressState {
  if (open.every(({ state }) => state === "paused")) return "paused";
  const moves = open.some(({ state }) => state === "running" || state === "sent");
  return !moves && open.some(({ state }) => state === "offline") ? "waiting" : "running";
}

function AllActions({ open }: { readonly open: readonly UploadView[] }) {
  const t = useTranslations("write.tray");
  const { uploads } = useSession();
  const paused = open.some(({ state }) => state === "paused");
  const going = open.some(({ state }) => ["queued", "running", "offline"].includes(state));
  return (
    <div className={css["fileActions"]}>
      {going && (
        <Button icon="pause" onClick={() => uploads.pauseAll()}>
          {t("pauseAll")}
        </Button>
      )}
      {paused && (
        <Button icon="resume" onClick={() => uploads.resumeAll()}>
          {t("resumeAll")}
        </Button>
      )}
    </div>
  );
}

function AskMetered({ bytes }: { readonly bytes: number }) {
  const t = useTranslations("write.tray");
  const size = useFormatBytes();
  const { uploads } = useSession();
  return (
    <Notice
      tone="warn"
      live
      title={t("meteredTitle", { size: size(bytes) })}
      actions={
        <>
          <Button variant="primary" onClick={() => uploads.answerMetered(true)}>
            {t("meteredSend")}
          </Button>
          <Button onClick={() => uploads.answerMetered(false)}>{t("meteredWait")}</Button>
        </>
      }
    >
      {t("metered")}
    </Notice>
  );
}
