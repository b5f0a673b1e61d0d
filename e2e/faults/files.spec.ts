/** Files of every awkward size and number arrive as they are; one that changes under way is refused in words. */
import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { CHUNK_BYTES } from "../../lib/format/chunks";
import { crash } from "../fixtures/crash";
import { sha256Of, type EvidenceFile } from "../fixtures/evidence-files";
import { expect } from "../fixtures/server";
import { giveFiles } from "../fixtures/writing";
import { chanceOf, LONG } from "./chance";
import { dossierOf, enter, expectDone, giveAgain, hashesAtServer, makeFile, openFiles, PATCH, FAULT_MS, test } from "./scene";

test.setTimeout(FAULT_MS);

const chance = chanceOf("files");
const below = (most: number) => 1 + Math.floor(chance() * most);
const PAGE = 4096;
/** A chunk is one mebibyte. */
const SIZES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, PAGE, below(100) * PAGE, below(1000) * PAGE];

const hashesOf = (files: readonly EvidenceFile[]) => files.map(({ sha256 }) => sha256).sort();

test(`sizes ${SIZES.join(", ")}`, async ({ desk, demo, folder }) => {
  const files = await Promise.all(SIZES.map((size, index) => makeFile(folder, `size-${index}.bin`, size)));
  await giveFiles(desk.page, files);
  await expectDone(desk.page, files.length);
  expect(await hashesAtServer(demo.reader, dossierOf(desk.page))).toEqual(hashesOf(files));
});

test("300 files at once", { tag: LONG }, async ({ desk, demo, folder }) => {
  test.setTimeout(15 * 60_000);
  const files = await Promise.all(Array.from({ length: 300 }, (_, index) => makeFile(folder, `one-of-many-${index}.bin`, below(20_000))));
  await giveFiles(desk.page, files, undefined, 5 * 60_000);
  await expectDone(desk.page, files.length, 10 * 60_000);
  expect(await hashesAtServer(demo.reader, dossierOf(desk.page))).toEqual(hashesOf(files));
});

test("a file over 4 GiB", { tag: LONG }, async ({ desk, demo, folder }) => {
  test.setTimeout(30 * 60_000);
  const file = await makeLarge(folder);
  await giveFiles(desk.page, [file]);
  await expectDone(desk.page, 1, 15 * 60_000);
  expect(await hashesAtServer(demo.reader, dossierOf(desk.page))).toEqual([file.sha256]);
});

/** Holes for the most part, so that it takes no room; bytes by chance at both ends and over the border of 32 bits. */
async function makeLarge(folder: string): Promise<EvidenceFile> {
  const size = 2 ** 32 + 100 * 2 ** 20 + 1;
  const path = join(folder, "large.bin");
  const file = await open(path, "w");
  await file.truncate(size);
  for (const at of [0, 2 ** 32 - CHUNK_BYTES / 2, size - CHUNK_BYTES]) await file.write(randomBytes(CHUNK_BYTES), 0, CHUNK_BYTES, at);
  await file.close();
  return { name: "large.bin", path, sha256: await sha256Of(path) };
}

const SEVERAL_REQUESTS = 20 * CHUNK_BYTES;

/** Other bytes in the same place. */
async function change({ path }: EvidenceFile, at: number): Promise<void> {
  const file = await open(path, "r+");
  await file.write(randomBytes(1000), 0, 1000, at);
  await file.close();
}

test("a file that changes while it is sent is refused; taken out and given anew, it arrives as it is then", async ({ desk, demo, folder }) => {
  const file = await makeFile(folder, "changing.bin", SEVERAL_REQUESTS);
  const changed = demo.server.wire.interrupt({ request: PATCH, at: "body", bytes: below(4 * CHUNK_BYTES) }, () => change(file, SEVERAL_REQUESTS - 1000));
  await Promise.all([changed, giveFiles(desk.page, [file])]);
  await expect(desk.page.getByText("changed while it was being sealed")).toBeVisible();
  await desk.page.getByRole("button", { name: /^Cancel .* and take it out$/ }).click();
  await giveFiles(desk.page, [file]);
  await expectDone(desk.page);
  expect(await hashesAtServer(demo.reader, dossierOf(desk.page))).toEqual([await sha256Of(file.path)]);
});

test("a file that changed between two sittings is refused, whether its length tells it or not", { tag: LONG }, async ({ desk, demo, folder }) => {
  const file = await makeFile(folder, "changing.bin", SEVERAL_REQUESTS);
  const dossierId = dossierOf(desk.page);
  const killed = demo.server.wire.interrupt({ request: PATCH, at: "body", bytes: (5 + below(10)) * CHUNK_BYTES }, () => crash(desk.page));
  await Promise.all([killed, giveFiles(desk.page, [file]).catch(() => undefined)]);
  // In what was acknowledged, and between the samples by which a file is known again.
  await change(file, 100_000);
  desk.page = await desk.context.newPage();
  await enter(desk.page, demo.people);
  await openFiles(desk.page, dossierId);
  await giveAgain(desk.page, await makeFile(folder, "longer.bin", SEVERAL_REQUESTS + 1));
  await expect(desk.page.getByText("longer.bin is not the file that was begun")).toBeVisible();
  await giveAgain(desk.page, file);
  await expect(desk.page.getByText("is not the file that was begun. It was refused")).toBeVisible({ timeout: 60_000 });
  expect(await hashesAtServer(demo.reader, dossierId)).toEqual([]);
});
