"use client";

import { useTranslations } from "use-intl";
import type { PublicFile } from "@/lib/crypto/api";
import { WhoReads } from "@/app/who-reads";
import { Notice } from "@/lib/ui";
import { useContent, useEditor } from "../editor/editor-context";
import { readersOf } from "../editor/readers";
import { useUploads } from "../use-desk";
import { DoneFile, UnfinishedFile, UploadingFile } from "./file-rows";
import css from "./uploads.module.css";

const BLOCKS = { c: "content", s: "sources", n: "notes" } as const;

/** Every file of the dossier: those under way, those that wait for their file, and those that are done. */
export function FileList() {
  const t = useTranslations("write.tray");
  const { dossierId, snapshot } = useEditor();
  const { files } = snapshot.state;
  const uploads = useUploads(dossierId);
  if (files.length === 0) return null;
  const running = uploads.some((upload) => upload.state !== "done" && upload.state !== "failed");
  const waiting = files.filter((file) => file.cth === null && uploads.every((upload) => upload.fid !== file.fid));
  return (
    <>
      {running && <p className={css["lockNote"]}>{t("stopsAtLock")}</p>}
      {waiting.length > 0 && (
        <Notice tone="warn" title={t("unfinishedTitle", { count: waiting.length })}>
          {t("unfinished")}
        </Notice>
      )}
      <ul className={css["files"]} aria-label={t("files")}>
        {files.map((file) => (
          <li key={file.fid} className={css["file"]}>
            <FileRow file={file} />
          </li>
        ))}
      </ul>
    </>
  );
}

function FileRow({ file }: { readonly file: PublicFile }) {
  const { dossierId } = useEditor();
  const { caseHeader } = useContent();
  const upload = useUploads(dossierId).find((view) => view.fid === file.fid);
  const mark = <WhoReads readers={readersOf(BLOCKS[file.compartment], caseHeader)} />;
  if (upload !== undefined && upload.state !== "done") return <UploadingFile {...{ file, upload, mark }} />;
  if (file.cth === null && upload === undefined) return <UnfinishedFile {...{ file, mark }} />;
  return <DoneFile {...{ file, mark }} />;
}
