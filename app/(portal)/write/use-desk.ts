"use client";

/** The drafts and uploads of this page's client; they end when it is closed, that is when the vault is locked. */
import { useEffect, useSyncExternalStore } from "react";
import type { BrowserClient } from "@/lib/client/browser-client";
import { DraftDesk } from "@/lib/client/draft/draft-desk";
import type { UploadView } from "@/lib/client/uploads/upload-queue";
import { useMember } from "../../session/session";

const desks = new WeakMap<BrowserClient, DraftDesk>();

export function deskOf(client: BrowserClient): DraftDesk {
  const known = desks.get(client);
  if (known !== undefined) return known;
  const desk = new DraftDesk(client);
  desks.set(client, desk);
  client.closed.addEventListener("abort", () => desk.close(), { once: true });
  guardPage(client, desk);
  return desk;
}

/** Asks before the page is left with something unsaved, and saves when it is put out of sight. Never in the way of a lock or a quick exit. */
function guardPage(client: BrowserClient, desk: DraftDesk): void {
  const signal = client.closed;
  const uploading = () => desk.uploads.snapshot().some((upload) => upload.state !== "done" && upload.state !== "failed");
  addEventListener(
    "beforeunload",
    (event) => {
      if (desk.hasUnsaved || uploading()) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "hidden") void desk.flush();
    },
    { signal },
  );
}

export function useDesk(): DraftDesk {
  return deskOf(useMember().client);
}

/** The uploads of one dossier, or of all. */
export function useUploads(dossierId?: string): readonly UploadView[] {
  const { uploads } = useDesk();
  const views = useSyncExternalStore(uploads.subscribe, uploads.snapshot, uploads.snapshot);
  return dossierId === undefined ? views : views.filter((view) => view.dossierId === dossierId);
}

/** Saves what waits when this part of the page is left for another. */
export function useFlushOnLeave(desk: DraftDesk): void {
  useEffect(() => () => void desk.flush(), [desk]);
}
