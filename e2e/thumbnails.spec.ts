/** Small pictures of evidence: made in the researcher's browser, sealed with the content, and shown to others once they looked at the whole. */
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { enterAs, startDemo, type DemoPerson } from "./fixtures/demo";
import { goTo } from "./fixtures/people";
import { expect, newProfile, test, type RunningServer } from "./fixtures/server";
import { fileRow, look, openFromBoard } from "./fixtures/triage";
import { beginDossier, expectSaved, openSection } from "./fixtures/writing";

test.setTimeout(4 * 60_000);

let server: RunningServer;
let people: DemoPerson[];
test.beforeAll(async () => {
  ({ server, people } = await startDemo());
});
test.afterAll(() => server.discard());

const path = (name: string): string => fileURLToPath(new URL(`./fixtures/files/${name}`, import.meta.url));
const TITLE = "Known by its pictures";
const FILES = ["chart.heic", "turned.tiff", "clip.webm", "text.docx"];
/** Of the first three, and of the originals of the two that had something to be removed. A text has no look. */
const PICTURES = 5;

/** How many colours a canvas holds: a picture has many, what was not drawn has one. */
function coloursOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((node: HTMLCanvasElement) => {
    const { data } = node.getContext("2d")?.getImageData(0, 0, node.width, node.height) ?? { data: new Uint8ClampedArray(4) };
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

async function addFiles(page: Page): Promise<void> {
  await page.locator('input[type="file"]').first().setInputFiles(FILES.map(path));
  await page.getByRole("dialog").getByRole("button", { name: /^Seal and upload/ }).click();
}

test("a new file's picture stands beside its name, and is there again when the draft is opened anew", async ({ browser }) => {
  const { context, page, complaints } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Researcher");
  await goTo(page, "Write");
  await beginDossier(page);
  await page.getByLabel("Working title").fill(TITLE);
  await openSection(page, "Evidence");
  await addFiles(page);
  const files = page.getByRole("list", { name: "Files of this dossier" });
  await expect(files.locator("canvas")).toHaveCount(PICTURES, { timeout: 60_000 });
  for (const canvas of await files.locator("canvas").all()) expect(await coloursOf(canvas)).toBeGreaterThan(3);
  await expectSaved(page);
  await page.screenshot({ path: "test-results/pages/thumbnails.png", fullPage: true });
  await context.close();
  const again = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(again.page, people, "Researcher");
  await goTo(again.page, "Write");
  await again.page.getByRole("link", { name: TITLE }).click();
  await openSection(again.page, "Evidence");
  await expect(again.page.getByRole("list", { name: "Files of this dossier" }).locator("canvas")).toHaveCount(PICTURES);
  await again.context.close();
  expect(complaints).toEqual([]);
});

test("of another's exhibit it is shown once its whole was looked at, and that stands in the log", async ({ browser }) => {
  const { context, page, complaints } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Reviewer");
  await openFromBoard(page, "Forwarded");
  const picture = fileRow(page, "invented-picture.png").locator("canvas");
  await expect(fileRow(page, "invented-picture.png")).toBeVisible();
  await expect(page.getByText(/^Chain of custody \(/)).toBeVisible();
  await expect(picture).toHaveCount(0);
  await look(page, "invented-picture.png");
  await expect(picture).toBeVisible();
  expect(await coloursOf(picture)).toBeGreaterThan(1);
  await page.screenshot({ path: "test-results/pages/thumbnail-of-exhibit.png", fullPage: true });
  await context.close();
  expect(complaints).toEqual([]);
});
