/** What was changed where it is stored is refused loudly when it is downloaded; put right again, it is the file. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SEALED_CHUNK_BYTES } from "../../lib/format/chunks";
import { enterAs } from "../fixtures/demo";
import { expect, newProfile } from "../fixtures/server";
import { download, fileRow, openFromBoard, saveByDownload } from "../fixtures/triage";
import { ALL, chanceOf } from "./chance";
import { FAULT_MS, test } from "./scene";

test.setTimeout(FAULT_MS);

const RECORDING = "invented-recording.wav";
const chance = chanceOf("stored");
const chunksOf = (sealed: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(sealed.length / SEALED_CHUNK_BYTES) }, (_, index) => sealed.subarray(index * SEALED_CHUNK_BYTES, (index + 1) * SEALED_CHUNK_BYTES));

/** One chunk is whole, the others move about it. */
const rearranged = (order: readonly number[]) => (sealed: Buffer) => {
  const chunks = chunksOf(sealed);
  return Buffer.concat([...order.flatMap((index) => chunks[index] ?? []), ...chunks.slice(2)]);
};
const FAULTS: Readonly<Record<string, (sealed: Buffer) => Buffer>> = {
  "a flipped bit": (sealed) => {
    const spoilt = Buffer.from(sealed);
    const at = Math.floor(chance() * spoilt.length);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
    return spoilt;
  },
  "a cut end": (sealed) => sealed.subarray(0, sealed.length - 1 - Math.floor(chance() * SEALED_CHUNK_BYTES)),
  "a dropped chunk": rearranged([1]),
  "two chunks swapped": rearranged([1, 0]),
  "a chunk repeated": rearranged([0, 0]),
  "a chunk too many": rearranged([0, 1, 1]),
};
const SAMPLE = 2;

test("a stored file that was spoilt is refused, and nothing of it is saved", async ({ browser, demo }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: demo.server.url }));
  await saveByDownload(page);
  await enterAs(page, demo.people, "Reviewer");
  await openFromBoard(page, "Forwarded");
  const [asked, whole] = await Promise.all([page.waitForRequest(/\/api\/blobs\//), download(page, RECORDING)]);
  const path = join(demo.server.dataDir, "evidence", new URL(asked.url()).pathname.split("/").at(-1) ?? "");
  const sealed = await readFile(path);
  expect(chunksOf(sealed).length).toBeGreaterThan(2);
  let saved = 0;
  page.on("download", () => (saved += 1));
  for (const [fault, spoil] of Object.entries(FAULTS).slice(0, ALL ? undefined : SAMPLE)) {
    await test.step(fault, async () => {
      await writeFile(path, spoil(sealed));
      await fileRow(page, RECORDING).getByRole("button", { name: "Download" }).click();
      await expect(fileRow(page, RECORDING).getByText(/is not what was sealed: it was changed, cut or swapped/), fault).toBeVisible();
      await page.screenshot({ path: `test-results/pages/fault-${fault.replaceAll(" ", "-")}.png` });
    });
  }
  expect(saved, "files that reached the disk").toBe(0);
  await writeFile(path, sealed);
  const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  expect(hashOf(await download(page, RECORDING))).toBe(hashOf(whole));
  await context.close();
});
