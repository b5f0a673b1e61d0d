/** What a researcher's page holds on to: lost answers, a page that ends, files that are given again. Real client, real routes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { planMasking } from "@/lib/domain/masks";
import { bringIn, demandOk, foundAs, logIdOf, signInAgain, type Person } from "@/scripts/demo/people";
import { createMemoryStore } from "../boxed-store";
import type { Client } from "../client";
import { DraftDesk } from "../draft/draft-desk";
import type { EditedDraft } from "../draft/edited-draft";
import { createDossier, loadDraft } from "../edit-draft";
import type { UploadState } from "../uploads/upload-list";
import { startApiServer, type ApiServer } from "./api-server";
import { EvilServer } from "./evil-server";

const MEBIBYTE = 1 << 20;
const DRAFT = /\/draft$/;
const line = new EvilServer();
const store = createMemoryStore();
let server: ApiServer;
let researcher: Person;
let client: Client;

beforeAll(async () => {
  server = await startApiServer();
  const coordinator = await foundAs(server.url, server.setupLink);
  const coalition = await logIdOf(coordinator.client, "coalition");
  const lead = await bringIn(server.url, coordinator.client, { logId: coalition, role: "lead", organisationName: "An organisation" });
  researcher = await signInAgain(server.url, lead, "pw", { store, wrap: line.wrap });
  client = researcher.client;
});
afterAll(() => server.close());

const noLine = () => Promise.reject(new TypeError("no line"));
const begin = async () => demandOk("create", await createDossier(client)).dossierId;

async function openDraft(desk: DraftDesk, dossierId: string): Promise<EditedDraft> {
  const opened = demandOk("open", await desk.open(dossierId));
  if (opened.kind !== "draft") throw new Error("not a draft");
  return opened.draft;
}

const write = (draft: EditedDraft, workingTitle: string) => draft.change({ type: "header", patch: { workingTitle } });
const titleOf = (draft: EditedDraft) => draft.snapshot().state.dossier.content.caseHeader.workingTitle;

function bytes(size: number, seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, index) => (index * 31 + seed) & 255);
}

function reached(desk: DraftDesk, fid: string, state: UploadState): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (desk.uploads.snapshot().find((view) => view.fid === fid)?.state !== state) return;
      stop();
      resolve();
    };
    const stop = desk.uploads.subscribe(look);
    look();
  });
}

test("a save whose answer was lost is no conflict with oneself", async () => {
  const dossierId = await begin();
  const desk = new DraftDesk(client);
  const draft = await openDraft(desk, dossierId);
  write(draft, "stored, but nobody said so");
  const storedThenLost = async (forward: () => Promise<Response>) => {
    await forward();
    return noLine();
  };
  expect(await line.during(DRAFT, storedThenLost, () => draft.flush(), "PUT")).toMatchObject({ kind: "not-saved", code: "offline" });
  write(draft, "and more");
  await draft.flush();
  expect(await draft.flush()).toMatchObject({ kind: "saved", rev: 2 });
  expect(demandOk("load", await loadDraft(client, dossierId)).plain?.content).toMatchObject({ caseHeader: { workingTitle: "and more" } });
  desk.close();
});

test("what could not be opened again is not saved, and says so until it is taken back", async () => {
  const dossierId = await begin();
  const desk = new DraftDesk(client);
  const draft = await openDraft(desk, dossierId);
  write(draft, "sound");
  await draft.flush();
  draft.change({ type: "header", patch: { language: "x".repeat(36) } });
  expect(await draft.flush()).toEqual({ kind: "not-saved", code: "unsound" });
  expect(draft.isSaved).toBe(false);
  expect(demandOk("load", await loadDraft(client, dossierId)).rev).toBe(1);
  draft.change({ type: "header", patch: { language: "en" } });
  expect(await draft.flush()).toMatchObject({ kind: "saved", rev: 2 });
  desk.close();
});

test("what had not reached the server when the page ended is back on the same device, and only there", async () => {
  const dossierId = await begin();
  const desk = new DraftDesk(client);
  const draft = await openDraft(desk, dossierId);
  write(draft, "first");
  await draft.flush();
  write(draft, "unsent");
  await line.during(DRAFT, noLine, () => draft.flush(), "PUT");
  desk.close();
  const elsewhere = await signInAgain(server.url, researcher);
  const other = new DraftDesk(elsewhere.client);
  expect(titleOf(await openDraft(other, dossierId))).toBe("first");
  other.close();
  const again = await signInAgain(server.url, researcher, "pw", { store });
  const next = new DraftDesk(again.client);
  const recovered = await openDraft(next, dossierId);
  expect(titleOf(recovered)).toBe("unsent");
  expect(recovered.snapshot().recovered).toBe(true);
  expect(await recovered.flush()).toMatchObject({ kind: "saved" });
  next.close();
});

test("of two versions the one that was not chosen is set aside, and both versions' files and hidden words go on", async () => {
  const dossierId = await begin();
  const [mine, theirs] = [new DraftDesk(client), new DraftDesk((await signInAgain(server.url, researcher)).client)];
  const [here, there] = [await openDraft(mine, dossierId), await openDraft(theirs, dossierId)];
  const file = await theirs.uploads.add({ dossierId, file: new File(["x"], "x.txt"), name: "text-01.txt", compartment: "c", derivedFrom: null });
  await reached(theirs, file.fid, "done");
  const hide = (draft: EditedDraft, place: string) => {
    const masking = planMasking(draft.snapshot().state.dossier, { id: place.padStart(32, "0"), kind: "place", words: [`Dara ${place}`] });
    if (masking !== null) draft.change({ type: "mask", masking });
  };
  hide(there, "1");
  expect(await there.flush()).toMatchObject({ kind: "saved" });
  hide(here, "0");
  write(here, "mine");
  expect(await here.flush()).toMatchObject({ kind: "conflict" });
  here.keepMine();
  expect(here.snapshot().state.dossier.sources.masks.map(({ number, words }) => [number, words])).toEqual([[1, ["Dara 0"]], [2, ["Dara 1"]]]);
  expect(await here.flush()).toMatchObject({ kind: "saved" });
  expect(titleOf(here)).toBe("mine");
  expect(here.snapshot().state.files.map(({ fid }) => fid)).toEqual([file.fid]);
  expect(here.snapshot().setAside).not.toBeNull();
  write(there, "theirs");
  expect(await there.flush()).toMatchObject({ kind: "conflict" });
  there.takeTheirs();
  expect(titleOf(there)).toBe("mine");
  for (const desk of [mine, theirs]) desk.close();
});

test("a file goes on in another page from where it was; another file of the same size is refused", async () => {
  const dossierId = await begin();
  const desk = new DraftDesk(client);
  await openDraft(desk, dossierId);
  const size = 20 * MEBIBYTE + 3;
  const right = new File([bytes(size, 1)], "evidence.bin");
  const upload = { dossierId, file: right, name: "file-01.bin", compartment: "c", derivedFrom: null } as const;
  const [first, second] = [await desk.uploads.add(upload), await desk.uploads.add(upload)];
  const halfway = (fid: string) =>
    new Promise<void>((resolve) => {
      const stop = desk.uploads.subscribe(() => {
        const view = desk.uploads.snapshot().find((one) => one.fid === fid);
        if (view === undefined || view.sentBytes < 8 * MEBIBYTE || view.state !== "running") return;
        stop();
        desk.uploads.pause(fid);
        resolve();
      });
    });
  await Promise.all([halfway(first.fid), halfway(second.fid)]);
  await desk.flush();
  desk.close();

  const next = new DraftDesk((await signInAgain(server.url, researcher, "pw", { store })).client);
  const draft = await openDraft(next, dossierId);
  const unfinished = draft.snapshot().state.files;
  expect(unfinished.map(({ cth, blob }) => [cth, blob !== null])).toEqual([[null, true], [null, true]]);
  const [one, two] = unfinished;
  if (one === undefined || two === undefined) throw new Error("no files");
  next.uploads.goOn(dossierId, one, right);
  next.uploads.goOn(dossierId, two, new File([bytes(size, 2)], "evidence.bin"));
  await Promise.all([reached(next, one.fid, "done"), reached(next, two.fid, "failed")]);
  expect(next.uploads.snapshot().find(({ fid }) => fid === two.fid)?.code).toBe("receipt-differs");
  expect(draft.snapshot().state.files.map(({ cth }) => cth !== null)).toEqual([true, false]);
  next.close();
});
