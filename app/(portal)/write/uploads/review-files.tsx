"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { neutralName } from "@/lib/client/uploads/neutral-name";
import { bytesToGoOn, prepareUploads, type ChosenFile, type Wishes } from "@/lib/client/uploads/prepare-file";
import type { Inspection } from "@/lib/clean/inspection";
import { groupOf } from "@/lib/clean/kinds";
import { Button, Dialog, Stack, useToast } from "@/lib/ui";
import { useMember } from "@/app/session/session";
import { useEditor } from "../editor/editor-context";
import { useDesk } from "../use-desk";
import { evidenceFor } from "./evidence-for-file";
import { lacksReason } from "./metadata-choice";
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
  const [judged, setJudged] = useState(false);
  const leaveOut = (index: number) => setReviews((now) => now.filter((_, at) => at !== index));
  const confirm = () => {
    setJudged(true);
    if (reviews.some(({ chosen: { inspection }, wishes, goOn }) => !goOn && lacksReason(inspection, wishes))) return;
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
          <ReviewFile
            key={review.neutral}
            review={review}
            judged={judged}
            onChange={(next) => change(index, next)}
            onLeaveOut={reviews.length > 1 ? () => leaveOut(index) : null}
          />
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
    const clean = one.inspection.fault === null && one.inspection.findings.length > 0;
    const wishes: Wishes = { clean, keepOriginal: clean, reason: "", name: neutral, compartment: "c" };
    return { chosen: one, neutral, wishes, goOn: one.goesOn !== null };
  });
}

function useAddFiles(): (reviews: readonly Review[]) => Promise<void> {
  const t = useTranslations("write.review");
  const { uploads, drawThumbnails } = useDesk();
  const toast = useToast();
  const { dossierId, change } = useEditor();
  const { client } = useMember();
  const metadataNote = useMetadataNote();

  const goOn = async ({ chosen }: Review) => {
    if (chosen.goesOn === null) return;
    const file = await bytesToGoOn(client.cleaner, chosen.goesOn, chosen.file);
    if (file === null) toast(t("otherFile", { name: chosen.goesOn.name }));
    else uploads.goOn(dossierId, chosen.goesOn, file);
  };
  const prepare = async ({ chosen, wishes }: Review) => {
    const prepared = await prepareUploads(client.cleaner, dossierId, chosen.file, wishes);
    if (!prepared.ok) toast(t("notCleaned", { name: chosen.file.name }));
    const note = metadataNote(chosen.inspection, wishes);
    return prepared.ok ? prepared.value.map((upload) => ({ upload, kind: chosen.inspection.kind, note })) : [];
  };
  return async (reviews) => {
    for (const review of reviews.filter((one) => one.goOn)) await goOn(review);
    const fresh: Awaited<ReturnType<typeof prepare>> = [];
    for (const review of reviews.filter((one) => !one.goOn)) fresh.push(...(await prepare(review)));
    const registered = await uploads.addAll(fresh.map(({ upload }) => upload));
    drawThumbnails(dossierId, registered.map(({ fid }, index) => ({ fid, file: fresh[index]?.upload.file ?? new Blob() })));
    // In one go: the form is drawn once, not once for each file.
    for (const [index, file] of registered.entries()) {
      if (file.compartment === "c") change({ type: "add", list: "evidence", row: evidenceFor(file, fresh[index]?.kind ?? "unknown", fresh[index]?.note ?? "") });
    }
  };
}

/** What the record says of a file's metadata: the kinds of what was removed, never what it said. */
function useMetadataNote(): (inspection: Inspection, wishes: Wishes) => string {
  const t = useTranslations("write.review");
  const clean = useTranslations("clean");
  return ({ fault, findings, kind }, { clean: removed, reason }) => {
    if (fault !== null) return kind === "empty" || groupOf(kind) === "text" ? "" : t("noteNotCleanable");
    if (findings.length === 0) return "";
    const kinds = [...new Set(findings.map(({ what }) => clean(`finding.${what}`)))].join("; ");
    return removed ? t("noteRemoved", { kinds }) : t("noteKept", { reason: reason.trim() });
  };
}
