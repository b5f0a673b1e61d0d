"use client";

import { useEffect, useRef, useState, type RefObject } from "react";
import { useTranslations } from "use-intl";
import { readDrop } from "@/lib/client/uploads/dropped-files";
import { Button, classNames, Icon, useFormatBytes } from "@/lib/ui";
import type { Limits } from "./use-limits";
import css from "./uploads.module.css";

type DropZoneProps = { readonly limits: Limits | null; readonly onFiles: (files: readonly File[], fromFolder: boolean) => void };

/** Drop or choose many files; what the server takes is said before. */
export function DropZone({ limits, onFiles }: DropZoneProps) {
  const t = useTranslations("write.tray");
  const bytes = useFormatBytes();
  const input = useRef<HTMLInputElement>(null);
  const zone = useRef<HTMLDivElement>(null);
  const take = (files: readonly File[], fromFolder: boolean) => {
    if (files.length > 0) onFiles(files, fromFolder);
  };
  const over = useDrop(zone, take);
  return (
    <div ref={zone} className={classNames(css["zone"], over && css["zoneOver"])}>
      <Icon name="upload" size={28} />
      <p>{t("drop")}</p>
      <input
        ref={input}
        id="evidence-files"
        type="file"
        multiple
        hidden
        onChange={(event) => {
          take([...(event.target.files ?? [])], false);
          event.target.value = "";
        }}
      />
      <Button icon="add" onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
      <p className={css["limits"]}>
        {limits === null
          ? t("limitsUnknown")
          : t("limits", { size: bytes(limits.maxFileBytes), count: limits.maxFilesPerDossier, days: limits.uploadExpiryDays })}
      </p>
    </div>
  );
}

/** Takes what is dropped on an element; true while something hovers over it. The button beside does the same by keyboard. */
function useDrop(zone: RefObject<HTMLElement | null>, onDrop: (files: readonly File[], fromFolder: boolean) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const target = zone.current;
    const ending = new AbortController();
    const on = (type: "dragover" | "dragleave" | "drop", run: (event: DragEvent) => void) =>
      target?.addEventListener(type, run, { signal: ending.signal });
    on("dragover", (event) => {
      event.preventDefault();
      setOver(true);
    });
    on("dragleave", () => setOver(false));
    on("drop", (event) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer === null) return;
      void readDrop(event.dataTransfer).then(({ files, fromFolder }) => latest.current(files, fromFolder));
    });
    return () => ending.abort();
  }, [zone]);
  return over;
}
