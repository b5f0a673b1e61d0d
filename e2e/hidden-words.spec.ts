/** Words that reviewers must not read: masked in every text by whoever writes, suggested where they were missed, shown to those alone who have them. */
import type { Browser, Locator, Page } from "@playwright/test";
import { enterAs, startDemo, type DemoPerson } from "./fixtures/demo";
import { look } from "./fixtures/looks";
import { expect, newProfile, test, type RunningServer } from "./fixtures/server";
import { move, openFromBoard } from "./fixtures/triage";
import * as form from "./fixtures/writing";
import { loadOfacSubject } from "./fixtures/ofac-subjects";

test.setTimeout(6 * 60_000);

let server: RunningServer;
let people: DemoPerson[];
test.beforeAll(async () => {
  ({ server, people } = await startDemo());
});
test.afterAll(() => server.discard());

const NAME = "Amina Haddad";
const SUMMARY = `${NAME} saw it from the mill. AMINA HADDAD told أمينة حداد, and Courts Watch East wrote it down.`;

/** Selects words in a field by keys, as somebody without a mouse does. */
async function select(field: Locator, words: string): Promise<void> {
  await field.focus();
  await field.evaluate((node: HTMLTextAreaElement, sought) => {
    const from = node.value.indexOf(sought);
    node.setSelectionRange(from, from + sought.length);
  }, words);
}

async function open(browser: Browser, role: string) {
  const profile = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(profile.page, people, role);
  return profile;
}

test("words are masked in every text, by mouse and by key, and what was missed is suggested", async ({ browser }) => {
  const { context, page, complaints } = await open(browser, "Researcher");
  await form.beginDossier(page);
  await form.openSection(page, "Hidden words");
  await expect(page.getByRole("heading", { name: "Nothing is hidden yet" })).toBeVisible();
  await look(page, "hidden-words-empty");
  await form.openSection(page, "The case");
  const [title, summary] = [page.getByLabel("Working title"), page.getByRole("textbox", { name: "Summary" })];
  await title.fill(`What ${NAME} saw`);
  await summary.fill(SUMMARY);
  await maskByKey(page, summary);
  await expect(summary).toHaveValue(SUMMARY.replaceAll(/Amina Haddad/gi, "[source 1]"));
  await expect(title).toHaveValue("What [source 1] saw");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(summary).toHaveValue(SUMMARY);
  await expect(title).toHaveValue(`What ${NAME} saw`);
  await maskByMouse(page, summary);
  await expect(title).toHaveValue("What [source 1] saw");
  await takeSuggestions(page);
  await form.openSection(page, "The case");
  await expect(summary).toHaveValue("[source 1] saw it from the mill. [source 1] told [source 1], and [organisation 1] wrote it down.");
  await context.close();
  expect(complaints).toEqual([]);
});

async function maskByKey(page: Page, field: Locator): Promise<void> {
  await select(field, NAME);
  await expect(page.getByRole("button", { name: "Mask these words" })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`“${NAME}” stands in 3 places of this dossier. What is it?`)).toBeVisible();
  await expect(page.getByRole("button", { name: "A source" })).toBeFocused();
  await look(page, "hidden-words-asked", true);
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  await expect(page.getByText("Hidden as [source 1] in 3 places.")).toBeVisible();
}

async function maskByMouse(page: Page, field: Locator): Promise<void> {
  await select(field, NAME);
  await page.getByRole("button", { name: "Mask these words" }).click();
  await page.getByRole("button", { name: "A source" }).click();
}

/** Witness and organisation are told of in their sealed sections; then the rest of the text is found. */
async function takeSuggestions(page: Page): Promise<void> {
  await form.openSection(page, "Your organisation");
  await page.getByLabel("Name of the organisation").fill("Courts Watch East");
  await form.openSection(page, "Witnesses");
  await page.getByRole("button", { name: "Add a witness" }).click();
  await page.getByLabel("Real name").fill(NAME);
  await form.openSection(page, "Check and submit");
  await expect(page.getByText("2 things stand open that you may want to hide")).toBeVisible();
  await page.getByRole("button", { name: "Look at them" }).click();
  const missed = page.getByRole("listitem", { name: "أمينة حداد" });
  await expect(missed.getByText(`Resembles the real name of a witness, ${NAME}.`)).toBeVisible();
  await look(page, "hidden-words-suggested");
  await missed.getByRole("button", { name: "Leave as it is" }).click();
  await expect(missed).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByRole("button", { name: "Mask all" }).click();
  await expect(page.getByRole("list", { name: "Words behind [source 1]" }).getByRole("listitem")).toHaveText([NAME, "أمينة حداد"]);
  await page.getByRole("listitem", { name: "[source 1]" }).getByText("In 4 places").click();
  await look(page, "hidden-words-listed");
}

test("who has the table reads the words when asking for them; a coordinator and the board have masks alone", async ({ browser }) => {
  const { context, page, complaints } = await open(browser, "Researcher");
  await form.beginDossier(page);
  await writeWhole(page);
  await form.openSection(page, "The case");
  await page.getByLabel("Working title").fill(`Masked ${NAME} case`);
  const summary = page.getByRole("textbox", { name: "Summary" });
  await summary.fill(`${NAME} was there. [place 7] was not.`);
  await maskByMouse(page, summary);
  await form.openSection(page, "Check and submit");
  await expect(page.getByText(/no words belong to it/)).toBeVisible();
  await form.submit(page);
  await page.getByRole("link", { name: "Read it, with its history" }).click();
  await expect(page.getByRole("heading", { name: /Masked .*source 1 case/ })).toBeVisible();
  const main = page.locator("main");
  await expect(main.getByText(NAME)).toHaveCount(0);
  await page.getByLabel("Show the hidden words (one mask)").check();
  await expect(main.getByText(`${NAME} (hidden as [source 1])`)).toBeVisible();
  await look(page, "hidden-words-shown");
  await context.close();
  const coordinator = await open(browser, "Coordinator");
  // The demonstration's own one waits too; the board has a dossier's title once it was admitted.
  for (let left = 2; left > 0; left--) {
    await openFromBoard(coordinator.page, "Not yet admitted");
    await move(coordinator.page, "Admit for review");
  }
  await openFromBoard(coordinator.page, "Masked [source 1] case");
  await expect(coordinator.page.getByText("was there.")).toBeVisible();
  await expect(coordinator.page.getByLabel(/^Show the hidden words/)).toHaveCount(0);
  expect(await coordinator.page.locator("body").innerText()).not.toContain(NAME);
  await look(coordinator.page, "hidden-words-masked", true);
  await coordinator.context.close();
  expect([...complaints, ...coordinator.complaints]).toEqual([]);
});

async function writeWhole(page: Page): Promise<void> {
  let next = 0;
  const subject = loadOfacSubject("23343", () => (++next).toString(16).padStart(32, "0"));
  await form.writeCase(page, "masked");
  await form.writeSubject(page, 1, subject);
  const name = subject.names[0]?.full ?? "";
  await form.writeLaw(page, name, "Global Magnitsky: serious human rights abuse");
  await form.writeIncident(page, []);
  await form.openSection(page, "Evidence");
  await page.getByRole("button", { name: "Add evidence without a new file" }).click();
  await form.describeEvidence(page, 1, "Incident 1");
  await form.writeArguments(page);
}
