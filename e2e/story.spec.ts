/** The coalition's whole job, once, in the browsers of those who do it; then what a seizure of the server would yield. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Locator, Page } from "@playwright/test";
import type { Subject } from "../lib/domain/dossier";
import { canary, CanarySearch, encodingsOf, STEM } from "./fixtures/canaries";
import { makeDocx, makeJpeg, makePdf, makeRecording, sha256Of, type EvidenceFile } from "./fixtures/evidence-files";
import { loadOfacSubject } from "./fixtures/ofac-subjects";
import { download, look, move, openFromBoard, saveByDownload, signMove } from "./fixtures/triage";
import { admit, foundCoalition, goTo, invite, joinBy, signIn, type Person } from "./fixtures/people";
import { plant, searchSeizure } from "./fixtures/seizure";
import { expect, test, type Profile, type RunningServer } from "./fixtures/server";
import * as form from "./fixtures/writing";

const UPLOAD_MS = 4 * 60_000;

type Member = Person & { readonly page: Page };
type Cast = { readonly coordinator: Member; readonly reviewer: Member; readonly lead: Member; readonly researcher: Member; readonly other: Member };

test.setTimeout(14 * 60_000);

let folder = "";
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sealpost-story-"));
});
test.afterAll(() => rm(folder, { recursive: true }));

test("a coalition does its whole job, and the server sees no plaintext of it", async ({ server, openProfile }) => {
  const cast = await test.step("it founds itself; a reviewer and two organisations join by links", () => gather(server, openProfile));
  const files = await test.step("evidence", () => makeEvidence());
  await test.step("a researcher writes a dossier with evidence and submits it", () => writeFirst(cast.researcher.page, files));
  await test.step("another organisation submits one too, and neither sees the other's", () => writeSecond(cast));
  await test.step("a coordinator admits both; the organisation has its receipt", () => admitBoth(cast));
  await test.step("a reviewer reads, looks at the evidence and returns it with questions, without learning whose it is", () => review(cast, files));
  await test.step("the researcher answers with a new version, which is accepted", () => answer(cast));
  await test.step("a coordinator opens the identity with a reason and records forwarding, acknowledgement and designation", () => designate(cast));
  const archive = await test.step("a package for a meeting", () => carry(cast, files));
  await test.step("anyone can check the package offline", () => check(cast, archive));
  await test.step("a seizure yields no plaintext", () => seize(server, cast));
});

/** Each in a browser of their own. */
async function gather(server: RunningServer, openProfile: (options?: BrowserContextOptions) => Promise<Profile>): Promise<Cast> {
  const join = async (inviter: Page, link: string): Promise<Member> => {
    const { page } = await openProfile();
    await saveByDownload(page);
    const person = await joinBy(page, link);
    await admit(inviter, person);
    return { ...person, page };
  };
  const first = await openProfile();
  await saveByDownload(first.page);
  const coordinator = { ...(await foundCoalition(first.page, server.setupLink() ?? "")), page: first.page };
  const reviewer = await join(first.page, await invite(first.page, { role: "Reviewer" }));
  await expectScratchCleared(reviewer.page, reviewer);
  const lead = await join(first.page, await invite(first.page, { organisation: canary("organisation") }));
  await lead.page.getByRole("button", { name: "Look again" }).click();
  const researcher = await join(lead.page, await invite(lead.page, {}));
  await researcher.page.getByRole("button", { name: "Look again" }).click();
  await expect(researcher.page.getByRole("heading", { name: "Your organisation’s dossiers" })).toBeVisible();
  const other = await join(first.page, await invite(first.page, { organisation: canary("neighbour") }));
  await other.page.getByRole("button", { name: "Look again" }).click();
  expect(new Set([coordinator, reviewer, lead, researcher, other].map(({ handle }) => handle)).size).toBe(5);
  return { coordinator, reviewer, lead, researcher, other };
}

/** A package that an earlier page left half way is plaintext in the browser's private folder: the next sign-in removes it. */
async function expectScratchCleared(page: Page, person: Person): Promise<void> {
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const scratch = await root.getDirectoryHandle("scratch", { create: true });
    await scratch.getFileHandle("package", { create: true });
  });
  await page.goto("/sign-in");
  await signIn(page, person);
  const names = () =>
    page.evaluate(async () => {
      const found: string[] = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) found.push(name);
      return found;
    });
  await expect.poll(names).toEqual([]);
}

type Evidence = { readonly pdf: EvidenceFile; readonly cleaned: EvidenceFile; readonly kept: EvidenceFile; readonly docx: EvidenceFile; readonly recording: EvidenceFile };

async function makeEvidence(): Promise<Evidence> {
  const [pdf, docx] = await Promise.all([makePdf(folder), makeDocx(folder)]);
  const [cleaned, kept] = await Promise.all([makeJpeg(folder, "photo-cleaned"), makeJpeg(folder, "photo-kept")]);
  return { pdf, cleaned, kept, docx, recording: await makeRecording(folder, "recording") };
}

const subjectOf = (number: string): Subject => loadOfacSubject(number, () => crypto.randomUUID().replaceAll("-", ""));
const PERSON = subjectOf("32011");
const BODY = subjectOf("29159");
const nameOf = (subject: Subject): string => subject.names[0]?.full ?? "";

async function writeFirst(page: Page, files: Evidence): Promise<void> {
  await form.beginDossier(page);
  await form.writeCase(page, "first");
  await form.writeSubject(page, 1, PERSON);
  await form.writeSubject(page, 2, BODY);
  await form.writeLaw(page, nameOf(PERSON), "Global Magnitsky: official who engaged in corruption");
  await form.writeLaw(page, nameOf(BODY), "Global Magnitsky: serious human rights abuse");
  await form.writeIncident(page, [nameOf(PERSON), nameOf(BODY)]);
  await form.giveFiles(page, Object.values(files), async (review) => {
    await expect(review(files.cleaned.name).getByText("Remove it (recommended)")).toBeVisible();
    for (const { name } of [files.kept, files.pdf, files.docx]) await form.keepAsItIs(review(name), canary(`${name}-reason`));
    await review(files.pdf.name).getByRole("radio", { name: /^As it is/ }).check();
  });
  for (const number of [1, 2, 3, 4, 5]) await form.describeEvidence(page, number, "Incident 1");
  await form.writeArguments(page);
  await form.writeSealedParts(page);
  await form.openSection(page, "Evidence");
  // The five, and the original of the one that was cleaned.
  await expect(page.getByText(/Done, /)).toHaveCount(6, { timeout: UPLOAD_MS });
  await form.submit(page);
  await expect(page.getByText("Submitted, waits for a coordinator")).toBeVisible();
}

/** Only what is required. */
async function writeSecond({ researcher, other }: Cast): Promise<void> {
  const { page } = other;
  await form.beginDossier(page);
  await form.writeCase(page, "second");
  await form.writeSubject(page, 1, subjectOf("23343"));
  await form.writeLaw(page, nameOf(subjectOf("23343")), "Global Magnitsky: serious human rights abuse");
  await form.writeIncident(page, []);
  await form.openSection(page, "Evidence");
  await page.getByRole("button", { name: "Add evidence without a new file" }).click();
  await form.describeEvidence(page, 1, "Incident 1");
  await form.writeArguments(page);
  await form.openSection(page, "Your organisation");
  await page.getByLabel("Name of the organisation").fill(canary("neighbour"));
  await form.submit(page);
  await expect(page.getByText("Submitted, waits for a coordinator")).toBeVisible();
  for (const [mine, theirs, person] of [["second", "first", other], ["first", "second", researcher]] as const) {
    await goTo(person.page, "Home");
    await goTo(person.page, "Write");
    await expect(person.page.getByText(canary(`${mine}-title`))).toBeVisible();
    await expect(person.page.getByText(canary(`${theirs}-title`))).toHaveCount(0);
  }
}

async function admitBoth({ coordinator, reviewer, researcher }: Cast): Promise<void> {
  await goTo(reviewer.page, "Board");
  await expect(reviewer.page.getByText("No dossier here yet")).toBeVisible();
  for (let left = 2; left > 0; left--) {
    await openFromBoard(coordinator.page, "Not yet admitted");
    await expect(coordinator.page.getByText("Made by a registered organisation")).toBeVisible();
    await move(coordinator.page, "Admit for review");
  }
  await openOwn(researcher.page);
  await expect(researcher.page.getByText(`was admitted by ${coordinator.handle}, whose signature names exactly this version`)).toBeVisible();
}

async function openOwn(page: Page): Promise<void> {
  await goTo(page, "Home");
  await goTo(page, "Write");
  await page.getByRole("link", { name: canary("first-title") }).click();
}

/** What the page says, and nothing of whose it is. */
async function expectAnonymous(page: Page): Promise<void> {
  const shown = await page.locator("body").innerText();
  for (const secret of ["organisation", "contact", "mail", "partner", "relation", "witness-Real-name", "notes"]) expect(shown).not.toContain(canary(secret));
}

async function review({ reviewer, researcher, lead }: Cast, files: Evidence): Promise<void> {
  const { page } = reviewer;
  await openFromBoard(page, canary("first-title"));
  await expect(page.getByText(canary("description"))).toBeVisible();
  await expect(page.getByText("Васил Крумов Божков")).toBeVisible();
  await expectAnonymous(page);
  const body = await page.locator("body").innerText();
  for (const { handle } of [researcher, lead]) expect(body).not.toContain(handle);
  await look(page, files.pdf.name);
  await look(page, "picture-01.jpg");
  expect(sha256(await download(page, "document-02.docx"))).toBe(files.docx.sha256);
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByText("the submitting side").first()).toBeVisible();
  await move(page, "Return with feedback", { reason: canary("feedback"), note: canary("feedback-note") });
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function answer({ coordinator, reviewer, researcher }: Cast): Promise<void> {
  const { page } = researcher;
  await openOwn(page);
  await expect(page.getByText(canary("feedback")).first()).toBeVisible();
  await expect(page.getByText(canary("feedback-note"))).toHaveCount(0);
  await form.openSection(page, "What happened");
  await page.locator("summary", { hasText: "Incident 1" }).click();
  await page.getByRole("textbox", { name: "What happened" }).fill(canary("description-again"));
  await form.submit(page, canary("answer"));
  await expect(page.getByText("The new version waits for a coordinator")).toBeVisible();
  await openFromBoard(reviewer.page, canary("first-title"));
  await expect(reviewer.page.getByText(canary("description-again"))).toHaveCount(0);
  await openFromBoard(coordinator.page, canary("first-title"));
  await move(coordinator.page, "Admit for review");
  await openFromBoard(reviewer.page, canary("first-title"));
  await expect(reviewer.page.getByText(canary("description-again"))).toBeVisible();
  await move(reviewer.page, "Accept", { note: canary("acceptance-note") });
}

async function designate({ coordinator, reviewer, researcher }: Cast): Promise<void> {
  const { page } = coordinator;
  await openFromBoard(page, canary("first-title"));
  await expectAnonymous(page);
  await page.getByRole("button", { name: "Open the identity" }).click();
  await page.getByLabel("Why do you need to know?").fill(canary("opening-reason"));
  await page.getByRole("dialog").getByRole("button", { name: "Open the identity" }).click();
  await expect(page.getByText(canary("organisation"))).toBeVisible();
  await expect(page.getByText(canary("witness-Real-name"))).toBeVisible();
  await page.getByRole("tab", { name: "Tracks" }).click();
  await page.getByRole("button", { name: "Open a track" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Open a track" }).click();
  await page.getByRole("dialog").getByLabel("Offices").fill(canary("office"));
  await signMove(page, { reason: canary("track-reason") });
  await move(page, "Record forwarding", {
    reason: canary("forwarding-reason"),
    fields: async (dialog) => {
      await dialog.getByLabel("Offices").fill(canary("forwarding-office"));
      await dialog.getByLabel("Day").fill("2026-10-05");
      await dialog.getByLabel("How", { exact: true }).selectOption({ label: "In a meeting" });
    },
  });
  await move(page, "Record acknowledgement", {
    reason: canary("acknowledgement-reason"),
    fields: async (dialog) => {
      await dialog.getByLabel("Office").fill(canary("acknowledging-office"));
      await dialog.getByLabel("Day").fill("2026-10-12");
    },
  });
  await move(page, "Record designation", { reason: canary("designation-reason"), fields: fillDesignation });
  await openFromBoard(reviewer.page, canary("first-title"));
  await reviewer.page.getByRole("tab", { name: "Tracks" }).click();
  await expect(reviewer.page.getByText("Designated").first()).toBeVisible();
  await openOwn(researcher.page);
  await researcher.page.getByRole("link", { name: "Read it, with its history" }).click();
  await researcher.page.getByRole("tab", { name: "Tracks" }).click();
  await expect(researcher.page.getByText(canary("list-programme"))).toBeVisible();
}

async function fillDesignation(dialog: Locator): Promise<void> {
  await dialog.getByLabel("List", { exact: true }).fill(canary("list"));
  await dialog.getByLabel("Id on the list").fill(canary("list-id"));
  await dialog.getByLabel("Programme").fill(canary("list-programme"));
  await dialog.getByLabel("Day announced").fill("2026-11-02");
  await dialog.getByLabel("Source").fill(canary("list-source"));
  await dialog.getByLabel("Basis in this dossier").selectOption({ label: "Strong: same subject and facts, submitted before" });
  await dialog.getByLabel("Relation to the recommendation").selectOption({ label: "The same person or entity" });
}

/** The package as it lies on the coordinator's disk: its path. */
async function carry({ coordinator }: Cast, files: Evidence): Promise<string> {
  const { page } = coordinator;
  await goTo(page, "Packages");
  await page.getByLabel(canary("first-title")).check();
  await page.getByRole("button", { name: "Prepare and check" }).click();
  await expect(page.getByText("What will leave")).toBeVisible();
  const [saved] = await Promise.all([page.waitForEvent("download", { timeout: UPLOAD_MS }), page.getByRole("button", { name: "Build the package" }).click()]);
  await expect(page.getByText("The package is ready")).toBeVisible();
  const archive = join(folder, "package.zip");
  await saved.saveAs(archive);
  await expect(page.getByRole("row").filter({ hasText: "United States" })).toBeVisible();
  expect(execFileSync("unzip", ["-t", archive]).toString()).toContain("No errors detected");
  execFileSync("unzip", ["-q", archive, "-d", join(folder, "unpacked")]);
  const exhibits = join(folder, "unpacked/exhibits");
  const hashes = await Promise.all((await readdir(exhibits)).map((name) => sha256Of(join(exhibits, name))));
  for (const { name, sha256: original } of [files.pdf, files.docx, files.kept, files.recording]) expect(hashes, name).toContain(original);
  expect(hashes, "the photograph whose metadata was removed").not.toContain(files.cleaned.sha256);
  const named = Object.fromEntries(["organisation", "contact", "mail", "partner", "witness-Real-name", "notes"].map((field) => [field, canary(field)]));
  expect(await new CanarySearch(named).inFile(archive), "a redacted package names nobody").toEqual([]);
  return archive;
}

async function check({ coordinator }: Cast, archive: string): Promise<void> {
  const changed = join(folder, "changed.zip");
  const memo = await readFile(join(folder, "unpacked/memos/01-memo.html"));
  const bytes = await readFile(archive);
  const at = bytes.indexOf(memo) + 10;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(changed, bytes);
  const page = await coordinator.page.context().newPage();
  await page.context().setOffline(true);
  await page.goto(pathToFileURL(join(folder, "unpacked/verify.html")).href);
  await page.locator('input[type="file"]').setInputFiles(archive);
  await expect(page.getByText("The package is whole.").first()).toBeVisible({ timeout: UPLOAD_MS });
  await page.locator('input[type="file"]').setInputFiles(changed);
  await expect(page.getByText("A file was changed: memos/01-memo.html")).toBeVisible({ timeout: UPLOAD_MS });
  await page.context().setOffline(false);
  await page.close();
}

/** Words of the dossiers, secrets of the people, and real names: none is at the server, on the wire or kept by a browser. */
async function seize(server: RunningServer, cast: Cast): Promise<void> {
  const words: Record<string, string> = { canary: STEM };
  for (const [who, { passphrase, recoveryCode }] of Object.entries(cast)) {
    words[`passphrase of the ${who}`] = passphrase;
    words[`recovery code of the ${who}`] = recoveryCode;
  }
  for (const [index, { full }] of [...PERSON.names, ...BODY.names].entries()) words[`name ${index}`] = full;
  const search = new CanarySearch(words);
  for (const [who, { page }] of Object.entries(cast)) {
    const kept = await page.context().storageState({ indexedDB: true });
    expect(search.inText(`browser of the ${who}`, JSON.stringify(kept))).toEqual([]);
    await page.context().close();
  }
  expect(await searchSeizure(server, search)).toEqual([]);
  await plant(server, STEM);
  const found = await searchSeizure(server, new CanarySearch({ planted: STEM }));
  const places = [server.wire.file, "evidence/planted-", "/db/", "dump, planted"];
  for (const encoding of Object.keys(encodingsOf(STEM))) {
    for (const place of places) expect(found.some((find) => find.encoding === encoding && find.place.includes(place)), `${encoding} in ${place}`).toBe(true);
  }
  expect(found.some(({ place }) => place === "log")).toBe(true);
}
