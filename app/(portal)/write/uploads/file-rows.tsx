"use client";

import { useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { PublicFile } from "@/lib/crypto/api";
import { bytesToGoOn } from "@/lib/client/uploads/prepare-file";
import type { UploadView } from "@/lib/client/uploads/upload-list";
import { Button, ConfirmDialog, Icon, IconButton, Progress, useFormatBytes, type ProgressState } from "@/lib/ui";
import { useMember } from "@/app/session/session";
import { useErrorText } from "@/app/session/error-text";
import { useEditor } from "../editor/editor-context";
import { useDesk } from "../use-desk";
import css from "./uploads.module.css";

type RowProps = { readonly file: PublicFile; readonly mark: ReactNode };

const SHOWN: Record<UploadView["state"], ProgressState> = {
  queued: "waiting",
  running: "running",
  offline: "waiting",
  paused: "paused",
  sent: "running",
  done: "done",
  failed: "failed",
};

export function UploadingFile({ file, upload, mark }: RowProps & { readonly upload: UploadView }) {
  const t = useTranslations("write.tray");
  const failure = useFailureText();
  const detail = upload.state === "queued" ? t("queued") : checking(upload) ? t("checking") : undefined;
  return (
    <>
      <Progress
        label={file.name}
        doneBytes={upload.sentBytes}
        totalBytes={upload.totalBytes}
        state={SHOWN[upload.state]}
        bytesPerSecond={upload.bytesPerSecond}
        detail={detail}
      />
      {upload.state === "failed" && upload.code !== null && (
        <p className={css["failure"]} role="alert">
          <Icon name="alert" size={16} />
          {failure(file.name, upload, upload.code)}
        </p>
      )}
      <div className={css["fileFoot"]}>
        {mark}
        <UploadActions file={file} upload={upload} />
      </div>
    </>
  );
}

/** Everything was sent, and the receipt is still on its way or being written down. */
function checking({ state, sentBytes, totalBytes }: UploadView): boolean {
  return state === "sent" || (state === "running" && sentBytes >= totalBytes);
}

function useFailureText(): (name: string, upload: UploadView, code: string) => string {
  const t = useTranslations("write.tray");
  const errorText = useErrorText();
  const bytes = useFormatBytes();
  return (name, { space }, code) => {
    if (code === "changed" || code === "receipt-differs") return t("changed", { name });
    if (code === "space-used" && space !== null) return t("spaceUsed", { used: bytes(space.usedBytes), limit: bytes(space.limitBytes) });
    return t("stopped", { why: errorText(code) });
  };
}

function UploadActions({ file, upload }: { readonly file: PublicFile; readonly upload: UploadView }) {
  const t = useTranslations("write.tray");
  const { uploads } = useDesk();
  const { change } = useEditor();
  const { fid, name } = file;
  const other = upload.code === "changed" || upload.code === "receipt-differs";
  const cancel = () => {
    void uploads.cancel(fid);
    change({ type: "drop-file", fid });
  };
  return (
    <div className={css["fileActions"]}>
      {["running", "offline", "queued"].includes(upload.state) && (
        <IconButton icon="pause" label={t("pause", { name })} onClick={() => uploads.pause(fid)} />
      )}
      {upload.state === "paused" && <IconButton icon="resume" label={t("resume", { name })} onClick={() => uploads.resume(fid)} />}
      {upload.state === "failed" && !other && (
        <IconButton icon="retry" label={t("retry", { name })} onClick={() => uploads.resume(fid)} />
      )}
      <IconButton icon="close" label={t("cancel", { name })} onClick={cancel} />
    </div>
  );
}

/** Begun before, in another page or before a reload: needs its file again. */
export function UnfinishedFile({ file, mark }: RowProps) {
  const t = useTranslations("write.tray");
  const bytes = useFormatBytes();
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const { uploads } = useDesk();
  const { dossierId } = useEditor();
  const { client } = useMember();
  const goOn = async (given: File | undefined) => {
    if (given === undefined) return;
    const same = await bytesToGoOn(client.cleaner, file, given);
    if (same === null) setRefused(given.name);
    else uploads.goOn(dossierId, file, same);
  };
  return (
    <>
      <div className={css["fileHead"]}>
        <bdi className={css["fileName"]}>{file.name}</bdi>
        <span className={css["fileMeta"]}>
          {bytes(file.sizeBytes)} · {t("notDone")}
        </span>
      </div>
      {refused !== null && (
        <p className={css["failure"]} role="alert">
          <Icon name="alert" size={16} />
          {t("otherFile", { given: refused, name: file.name })}
        </p>
      )}
      <div className={css["fileFoot"]}>
        {mark}
        <div className={css["fileActions"]}>
          <input
            ref={input}
            type="file"
            hidden
            onChange={(event) => {
              void goOn(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
          <Button icon="resume" onClick={() => input.current?.click()}>
            {t("giveAgain")}
          </Button>
          <RemoveFile file={file} />
        </div>
      </div>
    </>
  );
}

export function DoneFile({ file, mark }: RowProps) {
  const t = useTranslations("write.tray");
  const bytes = useFormatBytes();
  return (
    <>
      <div className={css["fileHead"]}>
        <bdi className={css["fileName"]}>{file.name}</bdi>
        <span className={css["fileMeta"]}>
          <Icon name="check" size={14} /> {t("done", { size: bytes(file.sizeBytes) })}
          {file.derivedFrom !== null && ` · ${t("cleaned")}`}
        </span>
        <RemoveFile file={file} />
      </div>
      <div>{mark}</div>
      <details className={css["hash"]}>
        <summary>{t("hash")}</summary>
        <code>{file.sha256}</code>
      </details>
    </>
  );
}

function RemoveFile({ file }: { readonly file: PublicFile }) {
  const t = useTranslations("write.tray");
  const { change } = useEditor();
  const { uploads } = useDesk();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <IconButton icon="trash" label={t("remove", { name: file.name })} onClick={() => setAsking(true)} />
      <ConfirmDialog
        open={asking}
        title={t("removeTitle")}
        confirmLabel={t("removeConfirm")}
        danger
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          uploads.dismiss(file.fid);
          change({ type: "drop-file", fid: file.fid });
        }}
      >
        <p>{t("removeWhat", { name: file.name })}</p>
      </ConfirmDialog>
    </>
  );
}
