"use client";

import { memo } from "react";
import { useTranslations } from "use-intl";
import type { PublicFile } from "@/lib/crypto/api";
import type { UploadView } from "@/lib/client/uploads/upload-list";
import { WhoReads } from "@/app/who-reads";
import { FileThumbnail } from "../../thumbnail";
import { useContent, useEditor } from "../editor/editor-context";
import { readersOf } from "../editor/readers";
import { useUploads } from "../use-desk";
import { Overall } from "./overall";
import { DoneFile, UnfinishedFile, UploadingFile } from "./file-rows";
import css from "./uploads.module.css";

const BLOCKS = { c: "content", s: "sources", n: "notes" } as const;

/** Every file of the dossier: those under way, those that wait for their file, and those that are done. */
export function FileList() {
  const t = useTranslations("write.tray");
  const { dossierId, snapshot } = useEditor();
  const { files } = snapshot.state;
  const uploads = useUploads(dossierId);
  const { content, sources, notes } = snapshot.state.dossier;
  const thumbnails = new Map([content, sources, notes].flatMap((part) => part.thumbnails).map((one) => [one.fid, one]));
  if (files.length === 0) return null;
  const running = uploads.some((upload) => upload.state !== "done" && upload.state !== "failed");
  const underWay = new Map(uploads.map((upload) => [upload.fid, upload]));
  return (
    <>
      <Overall uploads={uploads} />
      {running && <p className={css["lockNote"]}>{t("stopsAtLock")}</p>}
      <ul className={css["files"]} aria-label={t("files")}>
        {files.map((file) => (
          <li key={file.fid} className={css["file"]}>
            <FileThumbnail thumbnail={thumbnails.get(file.fid)} />
            <div className={css["fileBody"]}>
              <FileRow file={file} upload={underWay.get(file.fid)} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

const FileRow = memo(function FileRow({ file, upload }: { readonly file: PublicFile; readonly upload: UploadView | undefined }) {
  const { caseHeader } = useContent();
  const mark = <WhoReads readers={readersOf(BLOCKS[file.compartment], caseHeader)} />;
  if (upload !== undefined && upload.state !== "done") return <UploadingFile {...{ file, upload, mark }} />;
  if (file.cth === null && upload === undefined) return <UnfinishedFile {...{ file, mark }} />;
  return <DoneFile {...{ file, mark }} />;
});
