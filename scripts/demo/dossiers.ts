/** Taking an invented case through the portal as its organisation, a reviewer and a coordinator would. */
import type { DraftPlain } from "@/lib/crypto/api";
import { today } from "@/lib/client/client";
import { withFileLogged, withThumbnailOf } from "@/lib/client/draft/file-traces";
import { createDossier, loadDraft, saveDraft } from "@/lib/client/edit-draft";
import { moveDossier, type WantedMove } from "@/lib/client/move-dossier";
import { openDossier } from "@/lib/client/open-dossier";
import { submitDossier } from "@/lib/client/submit-dossier";
import { summariseDossier } from "@/lib/client/summarise-dossier";
import { contentSchema, type Content } from "@/lib/domain/dossier";
import type { TrackOpened } from "@/lib/domain/move-texts";
import { INTAKE_TRACK_HEX } from "@/lib/format/records";
import { toHex } from "@/lib/shared/bytes";
import { uploadFile } from "./evidence";
import { inventDossier, type DemoCase } from "./invented-cases";
import { inventFiles, thumbnailFor } from "./invented-files";
import { demandOk, type Person } from "./people";

export type Written = { readonly dossierId: string; readonly plain: DraftPlain };

/** A draft with its exhibits uploaded, saved as the form saves it. */
export async function writeDraft({ client }: Person, example: DemoCase, organisation: string, exhibits = inventFiles(example.title)): Promise<Written> {
  const { dossierId } = demandOk("create", await createDossier(client));
  const invented = inventDossier(example, organisation);
  const files = [];
  for (const file of exhibits) files.push(await uploadFile(client, dossierId, file));
  for (const exhibit of invented.content.evidence) exhibit.fileIds = files.map(({ fid }) => fid);
  const dossier = files.reduce((logged, file) => {
    const thumbnail = thumbnailFor(file.fid, file.name);
    const seen = thumbnail === null ? logged : withThumbnailOf(logged, file.compartment, thumbnail);
    return withFileLogged(seen, file, today());
  }, invented);
  const plain: DraftPlain = { ...dossier, files };
  const { rev } = demandOk("load", await loadDraft(client, dossierId));
  demandOk("save", await saveDraft(client, dossierId, rev, plain));
  return { dossierId, plain };
}

export async function submitCase(person: Person, example: DemoCase, organisation: string, exhibits?: File[]): Promise<string> {
  const { dossierId, plain } = await writeDraft(person, example, organisation, exhibits);
  demandOk("submit", await submitDossier(person.client, dossierId, plain, null));
  return dossierId;
}

/** Admits the newest version, after the member tag was checked. */
export async function admitCase({ client }: Person, dossierId: string): Promise<Content> {
  const view = demandOk("open", await openDossier(client, dossierId));
  const newest = view.versions.at(-1);
  if (newest?.tagValid !== true) throw new Error("admit: the member tag does not verify");
  const content = contentSchema.parse(newest.content);
  const summary = summariseDossier(content, view);
  demandOk("admit", await moveDossier(client, { dossierId, trackId: INTAKE_TRACK_HEX, to: "screening", summary }));
  return content;
}

export async function moveCase({ client }: Person, wanted: WantedMove): Promise<void> {
  demandOk("open", await openDossier(client, wanted.dossierId));
  demandOk(`move to ${wanted.to}`, await moveDossier(client, wanted));
}

/** Opens a track for the first subject at the United States and answers its id. */
export async function openTrack({ client }: Person, dossierId: string, content: Content): Promise<string> {
  const trackId = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const opened: TrackOpened = {
    text: "Invented: ready for the next meeting.",
    subjectId: content.subjects[0]?.subjectId ?? "",
    authority: "us",
    offices: ["Example office"],
    asked: ["US_GLOMAG"],
  };
  const view = demandOk("open", await openDossier(client, dossierId));
  const summary = summariseDossier(content, view, { trackId, opened });
  demandOk("open a track", await moveDossier(client, { dossierId, trackId, to: "queued", shared: opened, summary }));
  return trackId;
}
