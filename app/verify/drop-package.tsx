"use client";

import { useEffect, useState, type ChangeEvent } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "@/lib/ui";
import css from "./verify.module.css";

/** Takes a file dropped anywhere on the page, so that a missed target does not open the file instead. True while one is held over it. */
function useDrop(onFile: (file: Blob) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hover = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent): void => setOver(relatedTarget !== null);
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) onFile(file);
    };
    const listening = new AbortController();
    document.addEventListener("dragover", hover, listening);
    document.addEventListener("dragleave", leave, listening);
    document.addEventListener("drop", drop, listening);
    return () => listening.abort();
  }, [onFile]);
  return over;
}

/** A field for one ZIP file, chosen or dropped. The file is only read, by this page. */
export function DropPackage({ onFile }: { readonly onFile: (file: Blob) => void }) {
  const t = useTranslations("verify");
  const over = useDrop(onFile);
  function choose({ target }: ChangeEvent<HTMLInputElement>): void {
    const file = target.files?.[0];
    if (file !== undefined) onFile(file);
    target.value = "";
  }
  return (
    <label className={classNames(css["drop"], over && css["over"])}>
      <span>
        <strong>{t("choose")}</strong> {t("drop")}
      </span>
      <input type="file" accept=".zip,application/zip" onChange={choose} />
    </label>
  );
}
