"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { neutralName } from "@/lib/client/uploads/neutral-name";
import { bytesToGoOn, prepareUploads, type ChosenFile, type Wishes } from "@/lib/client/uploads/prepare-file";
import { Button, Dialog, Stack, useToast } from "@/lib/ui";
import { useEditor } from "../editor/editor-context";
import { useDesk } from "../use-desk";
import { evidenceFor } from "./evidence-for-file";
import type { Review } from "./review";
import { ReviewFile } from "./review-file";

type ReviewFilesProps = { readonly chosen: readonly ChosenFile[]; readonly onDone: () => void };

/** Before anything is sealed: what each file would give away, and what shall be done about it. */
export function ReviewFiles({ chosen, onDone }: ReviewFilesProps) {
  const t = useTranslations("write.review");
  const { snapshot } = useEditor();
  const [reviews, setReviews] = useState(() => firstReviews(chosen, snapshot.state.files.map((file) => file.name)));
  const [busy, setBusy] = useState(false);
  const addFiles = useAddFiles();
  const change = (index: number, review: Review) => setReviews((now) => now.map((same, at) => (at === index ? review : same)));
  const confirm = () => {
    setBusy(true);
    void addFiles(reviews).finally(onDone);
  };
  return (
    <Dialog
      open
      onClose={onDone}
      title={t("title", { count: reviews.length })}
      wide
      actions={
        <>
          <Button onClick={onDone}>{t("cancel")}</Button>
          <Button variant="primary" icon="lock" busy={busy} onClick={confirm}>
            {t("confirm", { count: reviews.length })}
          </Button>
        </>
      }
    >
      <p>{t("lead")}</p>
      <Stack>
        {reviews.map((review, index) => (
          <ReviewFile key={index} review={review} onChange={(next) => change(index, next)} />
        ))}
      </Stack>
    </Dialog>
  );
}

/** Removing metadata and a neutral name are what is recommended, so that is where the choice begins. */
function firstReviews(chosen: readonly ChosenFile[], taken: readonly string[]): readonly Review[] {
  const names = [...taken];
  return chosen.map((one) => {
    const neutral = neutralName(one.inspection.kind, one.file.name, names);
    names.push(neutral);
    const wishes: Wishes = { clean: one.inspection.fault === null, keepOriginal: false, name: neutral, compartment: "c" };
    return { chosen: one, neutral, wishes, goOn: one.goesOn !== null };
  });
}

function useAddFiles(): (reviews: readonly Review[]) => Promise<void> {
  const t = useTranslations("write.review");
  const { uploads, drawThumbnails } = useDesk();
  const toast = useToast();
  const { dossierId, change } = useEditor();

  const goOn = async ({ chosen }: Review) => {
    if (chosen.goesOn === null) return;
    const file = await bytesToGoOn(chosen.goesOn, chosen.file);
    if (file === null) toast(t("otherFile", { name: chosen.goesOn.name }));
    else uploads.goOn(dossierId, chosen.goesOn, file);
  };
  const prepare = async ({ chosen, wishes }: Review) => {
    const prepared = await prepareUploads(dossierId, chosen.file, wishes);
    if (!prepared.ok) toast(t("notCleaned", { name: chosen.file.name }));
    return prepared.ok ? prepared.value.map((upload) => ({ upload, kind: chosen.inspection.kind })) : [];
  };
  return async (reviews) => {
    for (const review of reviews.filter((one) => one.goOn)) await goOn(review);
    const fresh: Awaited<ReturnType<typeof prepare>> = [];
    for (const review of reviews.filter((one) => !one.goOn)) fresh.push(...(await prepare(review)));
    const registered = await uploads.addAll(fresh.map(({ upload }) => upload));
    drawThumbnails(dossierId, registered.map(({ fid }, index) => ({ fid, file: fresh[index]?.upload.file ?? new Blob() })));
    const kinds = fresh.map(({ kind }) => kind);
    // In one go: the form is drawn once, not once for each file.
    for (const [index, file] of registered.entries()) {
      if (file.compartment === "c") change({ type: "add", list: "evidence", row: evidenceFor(file, kinds[index] ?? "unknown") });
    }
  };
}
