"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { lookAtFile, unfinishedFiles, type ChosenFile } from "@/lib/client/uploads/prepare-file";
import { Notice, Panel, useFormatBytes, Waiting } from "@/lib/ui";
import { useMember } from "@/app/session/session";
import { useEditor } from "../editor/editor-context";
import { useUploads } from "../use-desk";
import { DropZone } from "./drop-zone";
import { FileList } from "./file-list";
import { GiveAgain, useGiveAgain } from "./give-again";
import { ReviewFiles } from "./review-files";
import { useLimits, type Limits } from "./use-limits";

type Refused = { readonly name: string; readonly why: "size" | "count" };

/** Where files are added, and every file of the dossier with how far it has come. */
export function FileTray() {
  const t = useTranslations("write.tray");
  const limits = useLimits();
  const { chosen, looking, refused, choose, done } = useChoosing(limits);
  const bytes = useFormatBytes();
  const again = useGiveAgain();
  // A folder is where lost files are looked for; where none is lost, its files are new.
  const take = (files: readonly File[], fromFolder: boolean) => void (fromFolder && again.waiting.length > 0 ? again.give(files) : choose(files));
  return (
    <Panel title={t("title")} headingLevel={3}>
      <DropZone limits={limits} onFiles={take} />
      {looking && <Waiting label={t("looking")} />}
      {refused.length > 0 && (
        <Notice tone="error" live title={t("refusedTitle")}>
          <ul>
            {refused.map(({ name, why }) => (
              <li key={name}>
                <bdi>{name}</bdi>: {why === "size" ? t("tooLarge", { most: bytes(limits?.maxFileBytes ?? 0) }) : t("tooMany")}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <GiveAgain {...again} />
      <FileList />
      {chosen.length > 0 && <ReviewFiles chosen={chosen} onDone={done} />}
    </Panel>
  );
}

function useChoosing(limits: Limits | null) {
  const { snapshot, dossierId } = useEditor();
  const uploads = useUploads(dossierId);
  const { client } = useMember();
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([]);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [looking, setLooking] = useState(false);

  const choose = async (files: readonly File[]) => {
    const { files: known } = snapshot.state;
    const judged = judge(files, known.length, limits);
    setRefused(judged.refused);
    setLooking(true);
    const unfinished = unfinishedFiles(known, new Set(uploads.map((upload) => upload.fid)));
    const looked: ChosenFile[] = [];
    for (const file of judged.taken) {
      const seen = await lookAtFile(client.cleaner, file, unfinished.filter((begun) => looked.every((other) => other.goesOn !== begun)));
      looked.push(seen);
    }
    setLooking(false);
    setChosen(looked);
  };
  return { chosen, looking, refused, choose, done: () => setChosen([]) };
}

function judge(files: readonly File[], known: number, limits: Limits | null) {
  const refused: Refused[] = [];
  const taken: File[] = [];
  for (const file of files) {
    if (limits !== null && file.size > limits.maxFileBytes) refused.push({ name: file.name, why: "size" });
    else if (limits !== null && known + taken.length >= limits.maxFilesPerDossier) refused.push({ name: file.name, why: "count" });
    else taken.push(file);
  }
  return { taken, refused };
}
