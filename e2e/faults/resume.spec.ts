/** Nothing that was acknowledged is lost when the server or the browser's tab dies in the middle of work. */
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { canary } from "../fixtures/canaries";
import { crash } from "../fixtures/crash";
import { LARGE, makeRecording, type EvidenceFile } from "../fixtures/evidence-files";
import { goTo, signIn } from "../fixtures/people";
import { expect, test, type RunningServer } from "../fixtures/server";
import * as form from "../fixtures/writing";
import { LONG } from "./chance";

const UPLOAD_MS = 3 * 60_000;
/** What may travel twice: requests that were under way, and the padding of the sealed file. */
const SLACK = 0.15 * LARGE;

let folder = "";
let recording: EvidenceFile;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sealpost-resume-"));
  recording = await makeRecording(folder, "hours");
});
test.afterAll(() => rm(folder, { recursive: true }));
test.setTimeout(6 * 60_000);

/** Bytes of the only evidence that is at the server: what it holds, it has acknowledged or will. */
async function storedBytes(server: RunningServer): Promise<number> {
  const evidence = join(server.dataDir, "evidence");
  const names = await readdir(evidence).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(evidence, name))).size));
  return Math.max(0, ...sizes);
}

async function untilHalfWay(server: RunningServer): Promise<number> {
  await expect.poll(() => storedBytes(server), { timeout: UPLOAD_MS, intervals: [20] }).toBeGreaterThan(LARGE / 4);
  return storedBytes(server);
}

async function openDraft(page: Page): Promise<void> {
  await goTo(page, "Write");
  await page.getByRole("link", { name: canary("draft") }).click();
  await expect(page.getByLabel("Working title")).toHaveValue(canary("draft"));
}

test("the server is killed in the middle of an upload and of a draft: both go on from what it had acknowledged", { tag: LONG }, async ({ server, openProfile }) => {
  const { page } = await form.beginAsLead(server, openProfile);
  await page.getByLabel("Working title").fill(canary("draft"));
  await form.expectSaved(page);
  await form.giveFiles(page, [recording]);
  const before = server.wire.sentBytes();
  const stored = await untilHalfWay(server);
  await server.kill();
  expect(stored).toBeLessThan(LARGE);
  await form.openSection(page, "The case");
  await page.getByLabel("Summary").fill(canary("while-down"));
  await expect(page.getByText("No connection: kept here, saved when it is back")).toBeVisible();
  await server.restart();
  await form.expectSaved(page);
  await form.openSection(page, "Evidence");
  await expect(page.getByText(/Done, /)).toBeVisible({ timeout: UPLOAD_MS });
  expect(server.wire.sentBytes() - before, "what had arrived was not sent again").toBeLessThan(LARGE + SLACK);
  await openDraft(page);
  await expect(page.getByLabel("Summary")).toHaveValue(canary("while-down"));
});

test("the tab is killed in the middle of an upload and of a draft: a new one goes on from what the server had acknowledged", { tag: LONG }, async ({ server, openProfile }) => {
  const { page, person } = await form.beginAsLead(server, openProfile);
  await page.getByLabel("Working title").fill(canary("draft"));
  await form.giveFiles(page, [recording]);
  await form.openSection(page, "The case");
  await page.getByLabel("Summary").fill(canary("saved"));
  await form.expectSaved(page);
  const before = server.wire.sentBytes();
  const stored = await untilHalfWay(server);
  await page.getByLabel("Summary").fill(canary("not-yet-saved"));
  await crash(page);
  expect(stored).toBeLessThan(LARGE);
  const next = await page.context().newPage();
  await next.goto("/sign-in");
  await signIn(next, person);
  await openDraft(next);
  const summary = await next.getByLabel("Summary").inputValue();
  expect([canary("saved"), canary("not-yet-saved")], "at the least what was acknowledged").toContain(summary);
  await form.openSection(next, "Evidence");
  await expect(next.getByText("A file is not done")).toBeVisible();
  const [chooser] = await Promise.all([next.waitForEvent("filechooser"), next.getByRole("button", { name: "Give the file again" }).click()]);
  await chooser.setFiles(recording.path);
  await expect(next.getByText(/Done, /)).toBeVisible({ timeout: UPLOAD_MS });
  expect(server.wire.sentBytes() - before, "what had arrived was not sent again").toBeLessThan(LARGE + SLACK);
});
