/** What a researcher is told of a file before it is sealed, and what she decides about it. */
import { fileURLToPath } from "node:url";
import type { Locator } from "@playwright/test";
import { enterAs, startDemo, type DemoPerson } from "./fixtures/demo";
import { look } from "./fixtures/looks";
import { expect, newProfile, test, type RunningServer } from "./fixtures/server";
import { beginDossier, expectSaved, openSection } from "./fixtures/writing";

test.setTimeout(4 * 60_000);

let server: RunningServer;
let people: DemoPerson[];
test.beforeAll(async () => {
  ({ server, people } = await startDemo());
});
test.afterAll(() => server.discard());

const fixture = (name: string): string => fileURLToPath(new URL(`../lib/clean/fixtures/${name}`, import.meta.url));
const FILES = ["camera.jpg", "dirty.mp4", "dirty.gif", "theora.ogv"];
/** The row of a finding. */
const told = (review: Locator, what: string): Locator => review.getByRole("row").filter({ hasText: what });

test("each file's secrets are listed; they are removed, kept for a reason, or the file is left out, and the record says which", async ({ browser }) => {
  const { context, page, complaints } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Researcher");
  await beginDossier(page);
  await openSection(page, "Evidence");
  await page.locator("#evidence-files").setInputFiles(FILES.map(fixture));
  const dialog = page.getByRole("dialog");
  const review = (name: string): Locator => dialog.getByRole("region", { name });
  await expect(told(review("camera.jpg"), "Where it was taken")).toContainText("48.85837, -2.29448");
  await expect(told(review("dirty.mp4"), "Where it was taken")).toContainText("48.85837");
  await expect(review("dirty.mp4").getByText(/may have written its name and settings/)).toBeVisible();
  await expect(review("theora.ogv").getByText(/rare form of its format/)).toBeVisible();
  await look(page, "review-files", true);

  await review("dirty.gif").getByRole("radio", { name: /^Keep the file as it is/ }).check();
  await dialog.getByRole("button", { name: /^Seal and upload/ }).click();
  await expect(review("dirty.gif").getByText("Say why, or choose to remove it.")).toBeVisible();
  await review("dirty.gif").getByLabel("Why it has to stay").fill("The comment is the proof.");
  await dialog.getByRole("button", { name: "Leave theora.ogv out" }).click();
  await dialog.getByRole("button", { name: "Seal and upload 3 files" }).click();
  await expect(dialog).toBeHidden();

  // The copies of two files, their originals for the organisation alone, and the one that was kept.
  const files = page.getByRole("list", { name: "Files of this dossier" }).getByRole("listitem");
  await expect(files.getByText(/Done, /)).toHaveCount(5, { timeout: 60_000 });
  await expectSaved(page);
  const note = async (title: string): Promise<string> => {
    const row = page.locator("details").filter({ has: page.locator("summary", { hasText: title }) }).first();
    if ((await row.getAttribute("open")) === null) await row.locator("summary").first().click();
    return row.getByLabel("About its metadata").inputValue();
  };
  expect(await note("picture-01")).toMatch(/^Removed before it was sealed: Where it was taken \(GPS position\);.*Author/);
  expect(await note("picture-01")).not.toContain("48.85");
  expect(await note("picture-02")).toBe("Sealed as it is. Reason: The comment is the proof.");
  await context.close();
  expect(complaints).toEqual([]);
});
