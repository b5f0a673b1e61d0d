/** Every page as each role sees it, on a phone and on a desk, in light and in dark: accessible, and nothing cut off sideways. */
import { enterAs, startDemo, type DemoPerson } from "./fixtures/demo";
import { look } from "./fixtures/looks";
import { goTo } from "./fixtures/people";
import { expect, newProfile, test, type RunningServer } from "./fixtures/server";
import { fileRow } from "./fixtures/triage";

test.setTimeout(5 * 60_000);

let server: RunningServer;
let people: DemoPerson[];

test.beforeAll(async () => {
  test.setTimeout(4 * 60_000);
  ({ server, people } = await startDemo());
});

test.afterAll(() => server.discard());

test("the doors and the public pages", async ({ browser }) => {
  const { context, page, complaints } = await newProfile(await browser.newContext({ baseURL: server.url }));
  for (const path of ["", "help", "security", "verify", "setup", "join", "sign-in", "locked", "no-such-page"]) {
    await page.goto(`/${path}`);
    await page.waitForLoadState("networkidle");
    await look(page, path === "" ? "front" : path);
  }
  await context.close();
  expect(complaints).toEqual([]);
});

test("a coordinator's pages", async ({ browser }) => {
  const { context, page, complaints } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Coordinator");
  await expect(page.getByRole("heading", { name: /^To admit/ })).toBeVisible();
  await look(page, "home-coordinator");
  await goTo(page, "Board");
  await expect(page.getByRole("tab", { name: "Table" })).toBeVisible();
  await look(page, "board-table");
  await page.getByRole("tab", { name: "Board" }).click();
  await look(page, "board-columns");
  await page.getByRole("tab", { name: "Table" }).click();
  await page.getByRole("row").filter({ hasText: "Forwarded" }).getByRole("link").first().click();
  await expect(page.getByRole("tab", { name: "History" })).toBeVisible();
  await look(page, "dossier-content");
  await fileRow(page, "invented-recording.wav").getByRole("button", { name: "Look at it" }).click();
  await expect(page.frameLocator("iframe").getByLabel("The recording that this exhibit holds")).toBeVisible();
  await look(page, "dialog-recording", true);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByText(/^Chain of custody \(/).click();
  await expect(page.getByRole("cell", { name: "Opened on the screen" })).toBeVisible();
  await look(page, "dossier-custody", true);
  await page.getByRole("button", { name: "Open the identity" }).click();
  await look(page, "dialog-identity");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Tracks" }).click();
  await look(page, "dossier-tracks");
  await page.getByRole("button", { name: "Record acknowledgement" }).click();
  await look(page, "dialog-move");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "History" }).click();
  await look(page, "dossier-history");
  await goTo(page, "Packages");
  await expect(page.getByRole("button", { name: "Prepare and check" })).toBeVisible();
  await look(page, "packages");
  await goTo(page, "People");
  await expect(page.getByRole("heading", { name: "Organisations" })).toBeVisible();
  await look(page, "people-coordinator");
  await page.getByRole("button", { name: "Invite" }).click();
  await look(page, "dialog-invite");
  await page.keyboard.press("Escape");
  await context.close();
  expect(complaints).toEqual([]);
});

test("a reviewer's and a researcher's pages", async ({ browser }) => {
  const reviewer = await newProfile(await browser.newContext({ baseURL: server.url }));
  const reviewing = reviewer.page;
  await enterAs(reviewing, people, "Reviewer");
  await expect(reviewing.getByRole("heading", { name: /^To review/ })).toBeVisible();
  await look(reviewing, "home-reviewer");
  await reviewer.context.close();
  const researcher = await newProfile(await browser.newContext({ baseURL: server.url }));
  const writing = researcher.page;
  await enterAs(writing, people, "Researcher");
  await expect(writing.getByRole("heading", { name: "Your organisation’s dossiers" })).toBeVisible();
  await look(writing, "home-researcher");
  await goTo(writing, "Write");
  await expect(writing.getByRole("button", { name: "New dossier" })).toBeVisible();
  await look(writing, "write-list");
  await writing.getByRole("button", { name: "My account and help" }).click();
  await writing.getByRole("link", { name: "My account" }).filter({ visible: true }).first().click();
  await expect(writing.getByRole("heading", { level: 1 })).toBeVisible();
  await look(writing, "me");
  await researcher.context.close();
  expect([...reviewer.complaints, ...researcher.complaints]).toEqual([]);
});

test("every section of the form, and where a submitted dossier stands", async ({ browser }) => {
  test.setTimeout(8 * 60_000);
  const { context, page, complaints } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Researcher");
  await goTo(page, "Write");
  await page.getByRole("listitem").filter({ hasText: "Submitted, not yet admitted" }).getByRole("link").first().click();
  await expect(page.getByText("Submitted, waits for a coordinator")).toBeVisible();
  await look(page, "write-submitted");
  await goTo(page, "Write");
  await page.getByRole("listitem").filter({ hasText: "Returned with feedback" }).getByRole("link").first().click();
  const sections = page.getByRole("navigation", { name: "Sections" }).getByRole("button");
  await expect(sections).toHaveCount(14);
  for (const [index, section] of (await sections.all()).entries()) {
    await section.click();
    await look(page, `write-section-${String(index + 1).padStart(2, "0")}`, true);
  }
  await context.close();
  expect(complaints).toEqual([]);
});

test("two tabs on one draft: both versions in one dialog, and the one set aside", async ({ browser }) => {
  const { context, page, complaints } = await newProfile(await browser.newContext({ baseURL: server.url }));
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await enterAs(tab, people, "Researcher");
    await goTo(tab, "Write");
    await tab.getByRole("listitem").filter({ hasText: "Returned with feedback" }).getByRole("link").first().click();
    await expect(tab.getByLabel("Working title")).toBeVisible();
  }
  await page.getByLabel("Working title").fill("Written in the first tab");
  await expect(page.getByText(/^Saved/).first()).toBeVisible();
  await other.getByLabel("Working title").fill("Written in the second tab");
  const dialog = other.getByRole("dialog");
  await expect(dialog.getByText("Written in the first tab")).toBeVisible();
  await expect(dialog.getByText("Written in the second tab")).toBeVisible();
  await look(other, "dialog-conflict", true);
  await dialog.getByRole("button", { name: "Go on with this one" }).click();
  await look(other, "write-set-aside", true);
  await context.close();
  expect(complaints).toEqual([]);
});
