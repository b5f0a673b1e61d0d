"use client";

/** Files that were begun before are given again: one by one, many at once, or the folder that has them. */
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { PublicFile } from "@/lib/crypto/api";
import { findAllBegun, unfinishedFiles } from "@/lib/client/uploads/prepare-file";
import { useMember } from "@/app/session/session";
import { Button, Notice, Waiting } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { useDesk, useUploads } from "../use-desk";

type Matched = { readonly count: number; readonly left: number };
export type GivenAgain = {
  readonly waiting: readonly PublicFile[];
  readonly comparing: boolean;
  readonly matched: Matched | null;
  readonly give: (files: readonly File[]) => Promise<void>;
};

/** What waits for its file, and the way to give it. */
export function useGiveAgain(): GivenAgain {
  const { dossierId, snapshot } = useEditor();
  const { uploads } = useDesk();
  const underWay = useUploads(dossierId);
  const { client } = useMember();
  const [comparing, setComparing] = useState(false);
  const [matched, setMatched] = useState<Matched | null>(null);
  const waiting = unfinishedFiles(snapshot.state.files, new Set(underWay.map(({ fid }) => fid)));
  const give = async (files: readonly File[]) => {
    setComparing(true);
    const found = await findAllBegun(client.cleaner, files, waiting).finally(() => setComparing(false));
    for (const { begun, bytes } of found) uploads.goOn(dossierId, begun, bytes);
    setMatched({ count: found.length, left: files.length - found.length });
  };
  return { waiting, comparing, matched, give };
}

export function GiveAgain({ waiting, comparing, matched, give }: GivenAgain) {
  const t = useTranslations("write.tray");
  return (
    <>
      {waiting.length > 0 && (
        <Notice
          tone="warn"
          title={t("unfinishedTitle", { count: waiting.length })}
          actions={
            <>
              <Chooser label={t("giveFiles")} onFiles={(files) => void give(files)} />
              <Chooser label={t("giveFolder")} folder onFiles={(files) => void give(files)} />
            </>
          }
        >
          {t("unfinished")}
        </Notice>
      )}
      {comparing && <Waiting label={t("comparing")} />}
      {matched !== null && (
        <Notice tone={matched.count === 0 ? "error" : "info"} live>
          {t("matched", matched)}
        </Notice>
      )}
    </>
  );
}

/** React's types do not know it. */
const WHOLE_FOLDER = { webkitdirectory: "" };

type ChooserProps = { readonly label: string; readonly folder?: boolean; readonly onFiles: (files: readonly File[]) => void };

function Chooser({ label, folder = false, onFiles }: ChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        {...(folder ? WHOLE_FOLDER : {})}
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button icon="resume" onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
