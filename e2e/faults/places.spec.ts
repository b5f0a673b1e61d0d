/** The places where things are kept fail: the browser's profile, the server's disk, a draft that is open in two tabs. */
import { execFileSync } from "node:child_process";
import { mkdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { crash } from "../fixtures/crash";
import { expect, type RunningServer } from "../fixtures/server";
import { beginDossier, expectSaved, giveFiles, openSection } from "../fixtures/writing";
import { chanceOf, LONG } from "./chance";
import { CREATE, dossierOf, enter, expectDone, giveAgain, hashesAtServer, makeFile, openFiles, PATCH, FAULT_MS, test } from "./scene";

test.setTimeout(FAULT_MS);

const chance = chanceOf("places");
const MIB = 2 ** 20;
const BYTES = 20 * MIB;
/** Somewhere in its first half. */
const underWay = () => ({ request: PATCH, at: "body", bytes: Math.ceil((chance() * BYTES) / 2) }) as const;

test("the browser's profile is deleted: another one, with the passphrase alone, goes on", { tag: LONG }, async ({ playwright, launchOptions, demo, folder }) => {
  const file = await makeFile(folder, "kept.bin", BYTES);
  const open = async (profile: string): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await playwright.chromium.launchPersistentContext(join(folder, profile), { ...launchOptions, baseURL: demo.server.url });
    const page = await context.newPage();
    await enter(page, demo.people);
    return { context, page };
  };
  const first = await open("first");
  await beginDossier(first.page);
  await first.page.getByLabel("Working title").fill("Written before the profile went");
  await expectSaved(first.page);
  const dossierId = dossierOf(first.page);
  const deleted = demo.server.wire.interrupt(underWay(), async () => {
    await first.context.close();
    await rm(join(folder, "first"), { recursive: true });
  });
  await Promise.all([deleted, giveFiles(first.page, [file]).catch(() => undefined)]);
  const next = await open("next");
  await openFiles(next.page, dossierId);
  await giveAgain(next.page, file);
  await expectDone(next.page);
  await openSection(next.page, "The case");
  await expect(next.page.getByLabel("Working title")).toHaveValue("Written before the profile went");
  await next.context.close();
  expect(await hashesAtServer(demo.reader, dossierId)).toEqual([file.sha256]);
});

/** A volume of its own for the evidence, in memory and only while `work` runs. `resize` leaves as many bytes free. */
async function onVolume(server: RunningServer, work: (resize: (freeBytes: number) => Promise<void>) => Promise<void>): Promise<void> {
  const evidence = join(server.dataDir, "evidence");
  await mkdir(evidence, { recursive: true });
  const mount = (options: string) => execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", evidence]);
  mount("size=4g");
  try {
    await work(async (freeBytes) => {
      const { blocks, bfree, bsize } = await statfs(evidence);
      mount(`remount,size=${(blocks - bfree) * bsize + freeBytes}`);
    });
  } finally {
    execFileSync("umount", ["--lazy", evidence]);
  }
}

const NO_ROOM = /The server has no more space for evidence/;

test("the server's disk is full, before an upload and in the middle of one: it says so, and goes on when there is room", { tag: LONG }, async ({ desk, demo, folder }) => {
  test.skip(process.getuid?.() !== 0, "only root may mount a volume");
  const file = await makeFile(folder, "waits-for-room.bin", BYTES);
  const tryAgain = desk.page.getByRole("button", { name: /^Try .* again$/ });
  await onVolume(demo.server, async (resize) => {
    await resize(100 * MIB);
    await giveFiles(desk.page, [file]);
    await expect(desk.page.getByText(NO_ROOM)).toBeVisible();
    await desk.page.screenshot({ path: "test-results/pages/fault-no-room.png" });
    await resize(4096 * MIB);
    // Before its first byte is written: a volume cannot shrink below what is in it.
    const filled = demo.server.wire.interrupt({ request: CREATE, at: "answer", nth: 1 }, () => resize(Math.ceil((chance() * BYTES) / 2)));
    await tryAgain.click();
    await expect(desk.page.getByText(NO_ROOM)).toBeHidden(); // what was said before
    await filled;
    await expect(desk.page.getByText(NO_ROOM)).toBeVisible({ timeout: 2 * 60_000 });
    await desk.page.screenshot({ path: "test-results/pages/fault-disk-full.png" });
    await resize(4096 * MIB);
    await tryAgain.click();
    await expectDone(desk.page);
    expect(await hashesAtServer(demo.reader, dossierOf(desk.page))).toEqual([file.sha256]);
  });
});

test("two tabs send the same file that was begun: both end, and what arrived is the file once", { tag: LONG }, async ({ desk, demo, folder }) => {
  const file = await makeFile(folder, "twice.bin", BYTES);
  const dossierId = dossierOf(desk.page);
  const killed = demo.server.wire.interrupt(underWay(), () => crash(desk.page));
  await Promise.all([killed, giveFiles(desk.page, [file]).catch(() => undefined)]);
  const pages = [await desk.context.newPage(), await desk.context.newPage()] as const;
  for (const page of pages) {
    await enter(page, demo.people);
    await openFiles(page, dossierId);
  }
  desk.page = pages[0];
  await Promise.all(pages.map((page) => giveAgain(page, file)));
  await Promise.all(pages.map(settle));
  await pages[1].close();
  expect(await hashesAtServer(demo.reader, dossierId)).toEqual([file.sha256]);
});

/** Until every file is done and saved here. Where the other tab's draft was faster, that one goes on, as often as it is asked. */
async function settle(page: Page): Promise<void> {
  const theirs = page.getByRole("dialog").getByRole("button", { name: "Go on with the other one" });
  const isSettled = async (): Promise<boolean> => {
    if (await theirs.isVisible()) await theirs.click();
    const underWay = page.getByRole("list", { name: "Files of this dossier" }).getByRole("progressbar");
    const isDone = (await page.getByText(/Done, /).count()) > 0 && (await underWay.count()) === 0;
    return isDone && (await page.getByText(/^Saved at/).isVisible());
  };
  await expect.poll(isSettled, { timeout: 120_000 }).toBe(true);
}

test("two tabs take the same new file into one draft: nothing is lost unasked, and what is kept is the file", { tag: LONG }, async ({ desk, demo, folder }) => {
  const file = await makeFile(folder, "twice.bin", BYTES);
  const dossierId = dossierOf(desk.page);
  const other = await desk.context.newPage();
  await enter(other, demo.people);
  await openFiles(other, dossierId);
  await Promise.all([giveFiles(desk.page, [file]), giveFiles(other, [file])]);
  await Promise.all([settle(desk.page), settle(other)]);
  await other.close();
  const hashes = await hashesAtServer(demo.reader, dossierId);
  expect(new Set(hashes)).toEqual(new Set([file.sha256]));
});
