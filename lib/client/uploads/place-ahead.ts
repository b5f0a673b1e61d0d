/**
 * Files that wait for their turn get their places at the server together, so that their draft is saved once for all of them instead
 * of once for each: of hundreds of small files the draft would be the most that travels.
 */
import type { Client } from "../client";
import { placeUpload } from "../upload-evidence";
import type { Job } from "./upload-list";

const MOST_AT_ONCE = 32;

/** Resolves when the draft stands with the place of the job's file. */
type Save = (job: Job) => Promise<void>;

export class PlaceAhead {
  #busy = false;

  /** `waiting`: in the order of their turns. A file that gets no place asks again at its turn. */
  begin(client: Client, waiting: readonly Job[], save: Save): void {
    const jobs = waiting.filter(({ registered, placing }) => registered.blob === null && placing === null).slice(0, MOST_AT_ONCE);
    if (this.#busy || jobs.length < 2) return;
    this.#busy = true;
    const placed = this.#place(client, jobs, save).finally(() => (this.#busy = false));
    for (const job of jobs) job.placing = placed;
  }

  async #place(client: Client, jobs: readonly Job[], save: Save): Promise<void> {
    const blobs = await Promise.all(jobs.map(({ view }) => placeUpload(client, view).catch(() => null)));
    const saved = jobs.map(async (job, index) => {
      const blob = blobs[index] ?? null;
      if (blob === null) return;
      job.registered = { ...job.registered, blob };
      await save(job);
    });
    await Promise.all(saved).catch(() => undefined);
    for (const job of jobs) job.placing = null;
  }
}
