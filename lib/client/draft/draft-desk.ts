/**
 * The drafts that are open in this page, kept while one walks between its pages, so that typing and uploads go on
 * wherever they were left. Ends with the client: locking ends the vault, and with it everything here but the queue of uploads.
 */
import { err, ok, type Result } from "@/lib/shared/result";
import type { DossierView, PublicFile } from "@/lib/crypto/api";
import { today, type Client } from "../client";
import { listOwnDossiers } from "../edit-draft";
import { keepBlobs } from "../keep-blobs";
import { drawThumbnail } from "../preview/draw-thumbnail";
import { syncLogs } from "../sync-logs";
import { UploadQueue } from "../uploads/upload-queue";
import { EditedDraft } from "./edited-draft";
import { openForWriting, type OpeningCode } from "./open-for-writing";

export type Opened =
  | { readonly kind: "draft"; readonly draft: EditedDraft; readonly view: DossierView | null }
  | { readonly kind: "with-coalition"; readonly view: DossierView };
type Held = { readonly draft: EditedDraft; readonly view: DossierView | null };

export class DraftDesk {
  readonly uploads: UploadQueue;
  readonly #client: Client;
  readonly #held = new Map<string, Held>();
  #keeping: Promise<void> = Promise.resolve();
  #drawing: Promise<void> = Promise.resolve();
  readonly #toKeep = new Set<EditedDraft>();
  readonly #opening = new Map<string, Promise<Result<Opened, OpeningCode>>>();

  /** Drafts to which files are still sent, or were sent while the page was locked, are opened at once. */
  constructor(client: Client, uploads: UploadQueue = new UploadQueue()) {
    this.#client = client;
    this.uploads = uploads;
    uploads.attach(client, (dossierId, file) => this.#takeFile(dossierId, file));
    for (const dossierId of uploads.dossiersToOpen) void this.open(dossierId).catch(() => undefined);
  }

  /** The draft is saved at once when the server knows of a file; a file with its receipt is kept alive at the server as well. */
  async #takeFile(dossierId: string, file: PublicFile): Promise<void> {
    const draft = this.#held.get(dossierId)?.draft;
    if (draft === undefined) return;
    draft.change({ type: "file", file, day: today() });
    if (file.blob !== null) await draft.flush();
    if (file.cth !== null) void this.#keepFiles(draft);
  }

  /** A small picture of each, one after the other: whoever waits for an upload does not wait for them. */
  readonly drawThumbnails = (dossierId: string, files: readonly { readonly fid: string; readonly file: Blob }[]): void => {
    const drawAll = async () => {
      for (const { fid, file } of files) {
        const thumbnail = await drawThumbnail(fid, file).catch(() => null);
        if (thumbnail !== null) this.#held.get(dossierId)?.draft.change({ type: "thumbnail", thumbnail });
      }
    };
    this.#drawing = this.#drawing.then(drawAll);
  };

  /** One keep after the other, since their numbers follow each other. A failure is made good by the next one, by opening the draft again or by submitting. */
  async #keepFiles(draft: EditedDraft): Promise<void> {
    if (this.#toKeep.has(draft)) return; // the keep that waits its turn takes this file along
    this.#toKeep.add(draft);
    const keep = async () => {
      this.#toKeep.delete(draft);
      const done = draft.snapshot().state.files.filter((file) => file.cth !== null);
      await keepBlobs(this.#client, draft.dossierId, done);
    };
    this.#keeping = this.#keeping.then(keep).catch(() => undefined);
    await this.#keeping;
  }

  /** Opens a dossier, or goes on with the draft that has changes or uploads under way. */
  open(dossierId: string): Promise<Result<Opened, OpeningCode>> {
    const running = this.#opening.get(dossierId);
    if (running !== undefined) return running;
    const opening = this.#open(dossierId).finally(() => this.#opening.delete(dossierId));
    this.#opening.set(dossierId, opening);
    return opening;
  }

  async #open(dossierId: string): Promise<Result<Opened, OpeningCode>> {
    const held = this.#held.get(dossierId);
    if (held !== undefined && (!held.draft.isSaved || this.uploads.isBusy(dossierId))) return ok({ kind: "draft", ...held });
    this.release(dossierId);
    const own = await this.#find(dossierId);
    if (own === null) return err("not-found");
    const writing = await openForWriting(this.#client, own);
    if (!writing.ok) return writing;
    if (writing.value.kind === "with-coalition") return ok(writing.value);
    const draft = new EditedDraft(this.#client, dossierId, writing.value.opening);
    const next: Held = { draft, view: writing.value.view };
    this.#held.set(dossierId, next);
    this.uploads.openDossier(dossierId, draft.snapshot().state.files);
    void this.#keepFiles(draft); // the page may have ended between a receipt and its keep
    return ok({ kind: "draft", ...next });
  }

  async #find(dossierId: string) {
    const known = (await listOwnDossiers(this.#client)).find((own) => own.dossierId === dossierId);
    if (known !== undefined) return known;
    await syncLogs(this.#client); // a colleague may have begun it a moment ago
    return (await listOwnDossiers(this.#client)).find((own) => own.dossierId === dossierId) ?? null;
  }

  /** Closes a draft for good: after it was submitted, or to read it anew. */
  release(dossierId: string): void {
    this.#held.get(dossierId)?.draft.close();
    this.#held.delete(dossierId);
  }

  get hasUnsaved(): boolean {
    return [...this.#held.values()].some(({ draft }) => !draft.isSaved);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ draft }) => draft.flush()));
  }

  /** Uploads are ended, or locked, by whoever owns their queue. */
  close(): void {
    for (const dossierId of [...this.#held.keys()]) this.release(dossierId);
  }
}
