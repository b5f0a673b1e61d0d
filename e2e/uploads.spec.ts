/** What a researcher can rely on while evidence travels: locking, lines that fail, many files at once, and files that are given again. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { canary } from "./fixtures/canaries";
import { makeRecording, type EvidenceFile } from "./fixtures/evidence-files";
import { admit, foundCoalition, invite, joinBy, signIn, type Person } from "./fixtures/people";
import { expect, test, type Profile, type RunningServer } from "./fixtures/server";
import * as form from "./fixtures/writing";

const UPLOAD_MS = 3 * 60_000;
const MEBIBYTE = 2 ** 20;

let folder = "";
let recording: EvidenceFile;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sealpost-uploads-"));
  recording = await makeRecording(folder, "hours");
});
test.afterAll(() => rm(folder, { recursive: true }));
test.setTimeout(8 * 60_000);

/** The lead of an organisation, at a new dossier. */
async function beginAsLead(server: RunningServer, openProfile: () => Promise<Profile>): Promise<{ page: Page; person: Person }> {
  const coordinator = await openProfile();
  await foundCoalition(coordinator.page, server.setupLink() ?? "");
  const link = await invite(coordinator.page, { organisation: "An organisation" });
  const { page } = await openProfile();
  const person = await joinBy(page, link);
  await admit(coordinator.page, person);
  await page.getByRole("button", { name: "Look again" }).click();
  await form.beginDossier(page);
  await page.getByLabel("Working title").fill(canary("draft"));
  await form.expectSaved(page);
  return { page, person };
}

async function openDraft(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name: "Write" }).click();
  await page.getByRole("link", { name: canary("draft") }).click();
  await form.openSection(page, "Evidence");
}

/** Until so many bytes have left the browser. */
async function untilSent(server: RunningServer, bytes: number): Promise<void> {
  const before = server.wire.sentBytes();
  await expect.poll(() => server.wire.sentBytes() - before, { timeout: UPLOAD_MS, intervals: [20] }).toBeGreaterThan(bytes);
}

test("a lock ends the vault and what the page shows, and the file in flight is sent to its end: after unlocking it is done", async ({ server, openProfile }) => {
  const { page, person } = await beginAsLead(server, openProfile);
  await form.giveFiles(page, [recording]);
  await untilSent(server, 30 * MEBIBYTE);
  const workers = () => page.workers().length;
  const before = workers();
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(page.getByText("1 file is still being sent")).toBeVisible();
  expect(await page.content(), "no name is left on the page").not.toContain(canary("hours"));
  expect(workers(), "the vault is gone").toBeLessThan(before);
  await expect(page.getByText(/^1 file has arrived/)).toBeVisible({ timeout: UPLOAD_MS });
  await page.getByRole("link", { name: "Sign in again" }).click();
  await signIn(page, person);
  await openDraft(page);
  await expect(page.getByText(/Done, /)).toBeVisible();
});
