/** Who has no space left learns it before a byte travels, in words, and goes on when there is some. */
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { sha256Of, type EvidenceFile } from "./fixtures/evidence-files";
import { expect, test, type Profile, type RunningServer } from "./fixtures/server";
import * as form from "./fixtures/writing";

const FILE_BYTES = 700_000;
const LIMIT_BYTES = 1_000_000;

let folder = "";
let files: EvidenceFile[] = [];
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sealpost-space-"));
  files = await Promise.all(["first.bin", "second.bin"].map(async (name) => {
    const path = join(folder, name);
    await writeFile(path, randomBytes(FILE_BYTES));
    return { name, path, sha256: await sha256Of(path) };
  }));
});
test.afterAll(() => rm(folder, { recursive: true }));
test.setTimeout(6 * 60_000);

/** A lead at a new dossier, with the first file uploaded. */
async function beginWithOneFile(server: RunningServer, openProfile: () => Promise<Profile>): Promise<Page> {
  const { page } = await form.beginAsLead(server, openProfile);
  await form.giveFiles(page, files.slice(0, 1));
  await expect(page.getByText(/Done, /)).toHaveCount(1);
  return page;
}

const storedFiles = async (server: RunningServer): Promise<number> => (await readdir(join(server.dataDir, "evidence"))).length;

test("an account whose space is used up is told how much it has, nothing is sent, and the file goes when there is space", async ({ server, openProfile }) => {
  await server.restart({ SEALPOST_MAX_ACCOUNT_BYTES: String(LIMIT_BYTES) });
  const page = await beginWithOneFile(server, openProfile);
  const before = server.wire.sentBytes();
  await form.giveFiles(page, files.slice(1));
  const alert = page.getByRole("alert").filter({ hasText: "Nothing of it was sent" });
  await expect(alert).toContainText(/your account has brought 7\d\d kB of the 1 MB that it may this month/);
  expect(server.wire.sentBytes() - before, "the draft, and no byte of the file").toBeLessThan(FILE_BYTES / 2);
  expect(await storedFiles(server)).toBe(1);
  await form.expectSaved(page);
  await server.restart({ SEALPOST_MAX_ACCOUNT_BYTES: String(10 * LIMIT_BYTES) });
  await page.getByRole("button", { name: "Try file-02.bin again" }).click();
  await expect(page.getByText(/Done, /)).toHaveCount(2);
  await expect(alert).toBeHidden();
});

test("a server that is full says so, and the file goes when it no longer is", async ({ server, openProfile }) => {
  await server.restart({ SEALPOST_MAX_STORED_BYTES: String(LIMIT_BYTES) });
  const page = await beginWithOneFile(server, openProfile);
  await form.giveFiles(page, files.slice(1));
  const alert = page.getByRole("alert").filter({ hasText: "The server has no more space for evidence" });
  await expect(alert).toBeVisible();
  expect(await storedFiles(server)).toBe(1);
  await form.expectSaved(page);
  await server.restart();
  await page.getByRole("button", { name: "Try file-02.bin again" }).click();
  await expect(page.getByText(/Done, /)).toHaveCount(2);
});
