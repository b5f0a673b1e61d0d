/** The chain of custody as people meet it: in the log before it is on the screen, read alike on both sides, and red when the server lies. */
import type { Page } from "@playwright/test";
import { enterAs, personAs, startDemo, type DemoPerson } from "./fixtures/demo";
import { goTo } from "./fixtures/people";
import { expect, newProfile, test, type RunningServer } from "./fixtures/server";
import { fileRow, openFromBoard } from "./fixtures/triage";
import { expectSaved, openSection } from "./fixtures/writing";

test.setTimeout(4 * 60_000);

const RECORDING = "invented-recording.wav";
let server: RunningServer;
let people: DemoPerson[];

test.beforeAll(async () => {
  ({ server, people } = await startDemo());
});

test.afterAll(() => server.discard());

async function openExhibits(page: Page, state: string): Promise<void> {
  await openFromBoard(page, state);
  await expect(page.getByText(/^Chain of custody \(/)).toBeVisible();
}

const step = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

test("what a reviewer opens stands in the chain with his pseudonym, and the organisation reads the same", async ({ browser }) => {
  const reviewer = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(reviewer.page, people, "Reviewer");
  await openExhibits(reviewer.page, "Forwarded");
  await reviewer.page.getByText(/^Chain of custody \(/).click();
  await expect(step(reviewer.page, "Received")).toContainText("R-2");
  await expect(step(reviewer.page, "Sealed and uploaded, receipt checked").filter({ hasText: RECORDING })).toContainText("the submitting organisation");
  await expect(step(reviewer.page, "Opened on the screen")).toHaveCount(0);
  await fileRow(reviewer.page, RECORDING).getByRole("button", { name: "Look at it" }).click();
  await expect(reviewer.page.frameLocator("iframe").getByLabel("The recording that this exhibit holds")).toBeVisible();
  await reviewer.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  const seen = step(reviewer.page, "Opened on the screen");
  await expect(seen).toContainText(personAs(people, "Reviewer").handle);
  await expect(seen).toContainText(RECORDING);
  const text = await seen.textContent();
  const title = (await reviewer.page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await reviewer.context.close();

  const researcher = await newProfile(await browser.newContext({ baseURL: server.url }));
  const office = people.filter(({ who }) => who.startsWith("Researcher")).at(-1);
  await enterAs(researcher.page, office === undefined ? people : [office], "Researcher");
  await goTo(researcher.page, "Write");
  await researcher.page.getByRole("link", { name: title }).click();
  await researcher.page.locator("a[href^='/dossier?d=']").click();
  await researcher.page.getByText(/^Chain of custody \(/).click();
  expect(await step(researcher.page, "Opened on the screen").textContent()).toBe(text);
  await researcher.context.close();
  expect([...reviewer.complaints, ...researcher.complaints]).toEqual([]);
});

test("what cannot be written down is not opened", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Reviewer");
  await openExhibits(page, "Designated");
  const blobs: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/blobs/")) blobs.push(request.url());
  });
  await page.route("**/custody", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await fileRow(page, RECORDING).getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("dialog").getByText(/was not opened: that you open it has to stand in the chain/)).toBeVisible();
  expect(blobs).toEqual([]);
  await context.close();
});

test("a log that the server cut short is said in red, to whoever saw more of it", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Coordinator");
  await openExhibits(page, "Designated");
  await fileRow(page, RECORDING).getByRole("button", { name: "Look at it" }).click();
  await expect(page.frameLocator("iframe").getByLabel("The recording that this exhibit holds")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.route("**/custody?from=*", (route) => route.fulfill({ json: { entries: [], length: 0 } }));
  await openExhibits(page, "Designated");
  await expect(page.getByText("The custody log does not hold")).toBeVisible();
  await context.close();
});

test("the chain prints though it is folded", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Reviewer");
  await openExhibits(page, "Forwarded");
  await page.emulateMedia({ media: "print" });
  await expect(step(page, "Received")).toBeVisible();
  await context.close();
});

test("words where a day belongs do not cost the researcher her draft", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Researcher");
  const openDraft = async () => {
    await goTo(page, "Write");
    await page.getByRole("link", { name: "The example harbour fees (invented)" }).click();
    await expect(page.getByLabel("Working title")).toBeVisible();
  };
  await openDraft();
  await openSection(page, "Evidence");
  const fold = page.locator("summary", { hasText: "How it is kept and handled" }).first();
  if (!(await fold.isVisible())) await page.locator("summary", { hasText: "Invented exhibit" }).first().click();
  if (!(await page.getByLabel("Destroy after").first().isVisible())) await fold.click();
  await page.getByLabel("Destroy after").first().fill("when the trial is over");
  await page.getByLabel("Destroy after").first().blur();
  await expectSaved(page);
  await goTo(page, "Home");
  await openDraft();
  await context.close();
});
