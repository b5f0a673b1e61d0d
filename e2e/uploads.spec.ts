/** What a researcher can rely on while evidence travels: locking, lines that fail, many files at once, and files that are given again. */
import { link as sameFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { canary } from "./fixtures/canaries";
import { LARGE, makeRecording, type EvidenceFile } from "./fixtures/evidence-files";
import { look } from "./fixtures/looks";
import { askToSignIn, foundWithLead, goTo, signIn, type Person } from "./fixtures/people";
import { expect, newProfile, startServer, test, type Profile, type RunningServer } from "./fixtures/server";
import * as form from "./fixtures/writing";

const UPLOAD_MS = 4 * 60_000;
const MEBIBYTE = 2 ** 20;
/** What may travel twice: requests that were under way, and the padding of the sealed file. */
const SLACK = 0.15 * LARGE;
/** What the browser writes of requests while it has no line. */
const NO_LINE = /^Failed to load resource: net::ERR_/;

let folder = "";
let recording: EvidenceFile;
let server: RunningServer;
let person: Person;
let profiles: Profile[] = [];

test.setTimeout(8 * 60_000);
test.beforeAll(async ({ browser }) => {
  test.setTimeout(6 * 60_000);
  folder = await mkdtemp(join(tmpdir(), "sealpost-uploads-"));
  recording = await makeRecording(folder, "hours");
  server = await startServer();
  person = await foundWithLead(await open(browser), await open(browser), server.setupLink() ?? "");
});
test.afterEach(async () => {
  for (const { context } of profiles) await context.close();
  const complaints = profiles.flatMap((profile) => profile.complaints);
  profiles = [];
  expect(complaints.filter((complaint) => !NO_LINE.test(complaint))).toEqual([]);
});
test.afterAll(async () => {
  await server.discard();
  await rm(folder, { recursive: true });
});

async function open(browser: Browser): Promise<Page> {
  const profile = await newProfile(await browser.newContext({ baseURL: server.url }));
  profiles.push(profile);
  return profile.page;
}

async function openSignedIn(browser: Browser): Promise<Page> {
  const page = await open(browser);
  await page.goto("/sign-in");
  await signIn(page, person);
  return page;
}

/** The lead of the organisation, at a new dossier of this title. */
async function begin(browser: Browser, title: string): Promise<Page> {
  const page = await openSignedIn(browser);
  await form.beginDossier(page);
  await page.getByLabel("Working title").fill(canary(title));
  await form.expectSaved(page);
  return page;
}

async function openEvidence(page: Page, title: string): Promise<void> {
  await goTo(page, "Write");
  await page.getByRole("link", { name: canary(title) }).click();
  await form.openSection(page, "Evidence");
}

/** Lets so many bytes a second out of the page; 0 for as many as there are. */
async function slowDown(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const throughput = bytesPerSecond === 0 ? -1 : bytesPerSecond;
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: throughput });
}

async function untilSent(bytes: number, since = server.wire.sentBytes()): Promise<void> {
  await expect.poll(() => server.wire.sentBytes() - since, { timeout: UPLOAD_MS, intervals: [20] }).toBeGreaterThan(bytes);
}

const done = (page: Page) => page.getByText(/^\s*Done, /);

async function give(page: Page, button: string, path: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: button }).click()]);
  await chooser.setFiles(path);
}

test("a lock ends the vault and what the page shows; the file in flight is sent to its end, and after unlocking it is done", async ({ browser }) => {
  const page = await begin(browser, "locked");
  await slowDown(page, 5 * MEBIBYTE);
  await form.giveFiles(page, [recording]);
  await untilSent(8 * MEBIBYTE);
  await look(page, "upload-running", true);
  await page.getByRole("button", { name: "My account and help" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("1 file is not done");
  await question.getByRole("button", { name: "Cancel" }).click();
  const before = page.workers().length;
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Locked" })).toBeVisible();
  await expect(page.getByText("1 file is still being sent")).toBeVisible();
  expect(await page.content(), "no name is left on the page").not.toContain(canary("hours"));
  expect(page.workers().length, "the vault is gone").toBeLessThan(before);
  await look(page, "locked-sending", true);
  await slowDown(page, 0);
  await expect(page.getByText(/^1 file has arrived/)).toBeVisible({ timeout: UPLOAD_MS });
  await look(page, "locked-sent", true);
  await page.getByRole("link", { name: "Sign in again" }).click();
  await askToSignIn(page, person);
  await expect(page.getByRole("heading", { name: "What waits for you" })).toBeVisible({ timeout: 60_000 });
  await openEvidence(page, "locked");
  await expect(done(page)).toBeVisible();
});

test("without a line uploads stand at once and go on by themselves; on a metered line nothing is sent before somebody agrees", async ({ browser }) => {
  const page = await begin(browser, "lines");
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setDataSaverOverride", { dataSaverEnabled: true });
  await page.evaluate(() => (navigator as unknown as { connection: EventTarget }).connection.dispatchEvent(new Event("change")));
  const before = server.wire.sentBytes();
  await form.giveFiles(page, [recording]);
  await expect(page.getByText(/^You seem to be on a metered line. Send \d{3} MB now\?/)).toBeVisible();
  await look(page, "upload-metered", true);
  expect(server.wire.sentBytes() - before, "nothing of the file").toBeLessThan(MEBIBYTE);
  await page.getByRole("button", { name: "Not now" }).click();
  await page.getByRole("button", { name: "Resume all" }).click();
  await untilSent(20 * MEBIBYTE);
  await page.context().setOffline(true);
  await expect(page.getByText("No connection: goes on by itself when it is back")).toBeVisible();
  await look(page, "upload-offline", true);
  const stood = server.wire.sentBytes();
  await page.context().setOffline(false);
  await untilSent(MEBIBYTE, stood);
  await page.getByRole("button", { name: "Pause all" }).click();
  await expect(page.getByText(/^Paused/).first()).toBeVisible();
  await look(page, "upload-paused", true);
  await page.getByRole("button", { name: "Resume all" }).click();
  await expect(done(page)).toBeVisible({ timeout: UPLOAD_MS });
});

test("on another machine a file goes on from where it was, found in a folder under another name; another of its size is refused", async ({ browser }) => {
  const page = await begin(browser, "elsewhere");
  const before = server.wire.sentBytes();
  await slowDown(page, 20 * MEBIBYTE);
  await form.giveFiles(page, [recording]);
  await untilSent(LARGE / 3, before);
  await page.context().close();
  const other = await makeRecording(folder, "other");
  const mixed = join(folder, "mixed", "deep");
  await mkdir(mixed, { recursive: true });
  await Promise.all([sameFile(recording.path, join(mixed, "renamed.bin")), sameFile(other.path, join(mixed, "other.mp4"))]);
  await writeFile(join(folder, "mixed", "note.txt"), "nothing to do with it");

  const next = await openSignedIn(browser);
  await openEvidence(next, "elsewhere");
  await expect(next.getByText("A file is not done")).toBeVisible();
  await give(next, "Give the file again", other.path);
  await expect(next.getByText(/is not the file that was begun/)).toBeVisible();
  await look(next, "upload-unfinished", true);
  await give(next, "Give their folder", join(folder, "mixed"));
  await expect(next.getByText("1 file was found and goes on. 2 others match nothing that waits and were left alone.")).toBeVisible({ timeout: 60_000 });
  await expect(done(next)).toBeVisible({ timeout: UPLOAD_MS });
  expect(server.wire.sentBytes() - before, "what had arrived was not sent again").toBeLessThan(LARGE + SLACK);
});

test("forty files at once arrive, each with its receipt", async ({ browser }) => {
  const many = join(folder, "many");
  await mkdir(many);
  const names = Array.from({ length: 40 }, (_, index) => `${index}.txt`);
  await Promise.all(names.map((name, index) => writeFile(join(many, name), `${canary("many")} ${name} `.repeat(1 + index * 7))));
  const page = await begin(browser, "many");
  await form.openSection(page, "Evidence");
  await page.locator("#evidence-files").setInputFiles(names.map((name) => join(many, name)));
  await page.getByRole("button", { name: "Seal and upload 40 files" }).click({ timeout: UPLOAD_MS });
  await expect(page.getByText("40 files are done")).toBeAttached({ timeout: UPLOAD_MS });
  await expect(done(page)).toHaveCount(40);
  await form.expectSaved(page);
});
