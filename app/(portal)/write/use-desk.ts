"use client";

/** The drafts of this page's client; they end when it is closed, that is when the vault is locked. Uploads are the page's own. */
import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { BrowserClient } from "@/lib/client/browser-client";
import { DraftDesk } from "@/lib/client/draft/draft-desk";
import type { Line } from "@/lib/client/uploads/line";
import type { UploadView } from "@/lib/client/uploads/upload-list";
import type { UploadQueue } from "@/lib/client/uploads/upload-queue";
import { useMember, useSession } from "../../session/session";

/** Progress comes many times a second, and a list may be long. */
const SHOW_EVERY_MS = 150;

const desks = new WeakMap<BrowserClient, DraftDesk>();

function deskOf(client: BrowserClient, uploads: UploadQueue): DraftDesk {
  const known = desks.get(client);
  if (known !== undefined) return known;
  const desk = new DraftDesk(client, uploads);
  desks.set(client, desk);
  client.closed.addEventListener("abort", () => desk.close(), { once: true });
  guardPage(client, desk);
  return desk;
}

/** Asks before the page is left with something unsaved, and saves when it is put out of sight. Never in the way of a lock or a quick exit. */
function guardPage(client: BrowserClient, desk: DraftDesk): void {
  const signal = client.closed;
  addEventListener(
    "beforeunload",
    (event) => {
      if (desk.hasUnsaved) event.preventDefault();
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
  const { client, session } = useMember();
  return deskOf(client, session.uploads);
}

/** Opens the drafts to which files were sent while the page was locked. */
export function useDeskAfterLock(): void {
  const { member, client, uploads } = useSession();
  useEffect(() => {
    if (member !== null && uploads.dossiersToOpen.length > 0) deskOf(client(), uploads);
  }, [member, client, uploads]);
}

/** The uploads of one dossier, or of all. */
export function useUploads(dossierId?: string): readonly UploadView[] {
  const { uploads } = useSession();
  const subscribe = useCallback((listener: () => void) => atIntervals(uploads.subscribe, listener), [uploads]);
  const views = useSyncExternalStore(subscribe, uploads.snapshot, uploads.snapshot);
  return dossierId === undefined ? views : views.filter((view) => view.dossierId === dossierId);
}

export function useLine(): Line {
  const { uploads } = useSession();
  return useSyncExternalStore(uploads.subscribe, uploads.line, uploads.line);
}

/** Tells of changes, the last one always, but not of each. */
function atIntervals(subscribe: UploadQueue["subscribe"], listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const unsubscribe = subscribe(() => {
    timer ??= setTimeout(() => {
      timer = null;
      listener();
    }, SHOW_EVERY_MS);
  });
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}

/** Saves what waits when this part of the page is left for another. */
export function useFlushOnLeave(desk: DraftDesk): void {
  useEffect(() => () => void desk.flush(), [desk]);
}
