/** What a server that lies can do to somebody at work: nothing that her own browser does not notice and say (docs/protocol.md). */
import type { Page } from "@playwright/test";
import { enterAs, personAs, startDemo, type DemoPerson } from "./fixtures/demo";
import { askToSignIn, goTo, invite, joinBy } from "./fixtures/people";
import { expect, newProfile, test, type RunningServer } from "./fixtures/server";
import { fileRow, move, saveByDownload } from "./fixtures/triage";

test.setTimeout(4 * 60_000);

let server: RunningServer;
let people: DemoPerson[];

test.beforeAll(async () => {
  ({ server, people } = await startDemo());
});

test.afterAll(() => server.discard());

async function openForwarded(page: Page): Promise<void> {
  await goTo(page, "Board");
  await page.getByRole("row").filter({ hasText: "Forwarded" }).getByRole("link").first().click();
  await expect(page.getByRole("tab", { name: "History" })).toBeVisible();
}

/** A sealed chunk: nonce, one mebibyte, tag. */
const SEALED_CHUNK = 2 ** 20 + 40;
const chunkOf = (sealed: Buffer, index: number) => sealed.subarray(index * SEALED_CHUNK, (index + 1) * SEALED_CHUNK);
const rest = (sealed: Buffer) => sealed.subarray(2 * SEALED_CHUNK);

const FAULTS: Record<string, (sealed: Buffer) => Buffer> = {
  "a flipped bit": (sealed) => Buffer.concat([sealed.subarray(0, 100), Buffer.of((sealed[100] ?? 0) ^ 1), sealed.subarray(101)]),
  "a cut end": (sealed) => sealed.subarray(0, sealed.length - 1),
  "other bytes of the same length": (sealed) => Buffer.alloc(sealed.length, 7),
};
const CHUNK_FAULTS: Record<string, (sealed: Buffer) => Buffer> = {
  "a dropped chunk": (sealed) => sealed.subarray(SEALED_CHUNK),
  "two chunks swapped": (sealed) => Buffer.concat([chunkOf(sealed, 1), chunkOf(sealed, 0), rest(sealed)]),
  "a chunk repeated": (sealed) => Buffer.concat([chunkOf(sealed, 0), chunkOf(sealed, 0), rest(sealed)]),
};

/** Answers with spoilt evidence for as long as `act` takes. */
async function spoiling(page: Page, spoil: (sealed: Buffer) => Buffer, act: () => Promise<void>): Promise<void> {
  await page.route("**/api/blobs/*", async (route) => {
    const answer = await route.fetch();
    const body = spoil(await answer.body());
    await route.fulfill({ response: answer, body, headers: { ...answer.headers(), "content-length": String(body.length) } });
  });
  await act();
  await page.unroute("**/api/blobs/*");
}

test("evidence that was changed at the server is refused, and nothing of it is shown or saved", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await saveByDownload(page);
  await enterAs(page, people, "Reviewer");
  await openForwarded(page);
  for (const [fault, spoil] of Object.entries(FAULTS)) {
    await spoiling(page, spoil, async () => {
      await page.getByRole("button", { name: "Look at it" }).first().click();
      await expect(page.getByRole("dialog").getByText("is not what was sealed"), fault).toBeVisible();
      await expect(page.getByRole("dialog").locator("iframe"), fault).toHaveCount(0);
      await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
      await expect(page.getByRole("dialog")).toHaveCount(0);
    });
  }
  const recording = fileRow(page, "invented-recording.wav");
  let saved = 0;
  page.on("download", () => (saved += 1));
  for (const [fault, spoil] of Object.entries(CHUNK_FAULTS)) {
    await spoiling(page, spoil, async () => {
      await recording.getByRole("button", { name: "Download" }).click();
      await expect(recording.getByText("is not what was sealed"), fault).toBeVisible();
    });
  }
  expect(saved, "files that reached the disk").toBe(0);
  await recording.getByRole("button", { name: "Download" }).click();
  await expect.poll(() => saved, "unspoilt, it is saved").toBe(1);
  await context.close();
});

type Me = { readonly card: string; readonly cardSig: string };

test("a card that the server exchanged is refused: one's own at sign-in, a newcomer's before admission", async ({ browser }) => {
  const reviewer = await newProfile(await browser.newContext({ baseURL: server.url }));
  const me = reviewer.page.waitForResponse(/\/api\/me$/);
  await enterAs(reviewer.page, people, "Reviewer");
  const { card, cardSig } = (await (await me).json()) as Me;
  await reviewer.context.close();

  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await page.route("**/api/me", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), card, cardSig } });
  });
  await page.goto("/sign-in");
  await askToSignIn(page, personAs(people, "Coordinator"));
  await expect(page.getByText("What the server sent did not pass its checks")).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: "test-results/pages/exchanged-card.png" });
  await page.unroute("**/api/me");
  await enterAs(page, people, "Coordinator");
  const link = await invite(page, { role: "Reviewer" });
  const newcomer = await newProfile(await browser.newContext({ baseURL: server.url }));
  const { handle } = await joinBy(newcomer.page, link);
  await newcomer.context.close();
  await page.route("**/api/invitations?*", async (route) => {
    const answer = await route.fetch();
    const { invitations } = (await answer.json()) as { invitations: { request?: object }[] };
    const swapped = invitations.map((row) => (row.request === undefined ? row : { ...row, request: { ...row.request, card, cardSig } }));
    await route.fulfill({ response: answer, json: { invitations: swapped } });
  });
  await goTo(page, "Home");
  await goTo(page, "People");
  await expect(page.getByText("the request does not pass its checks")).toBeVisible();
  await expect(page.getByRole("button", { name: "Admit" })).toHaveCount(0);
  await page.unroute("**/api/invitations?*");
  await goTo(page, "Home");
  await goTo(page, "People");
  await expect(page.getByRole("row").filter({ hasText: handle }).getByRole("button", { name: "Admit" })).toBeVisible();
  await context.close();
});

test("a dossier that is rolled back raises an alarm that stays on every page", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Coordinator");
  const [old] = await Promise.all([page.waitForResponse(/\/api\/dossiers\/[0-9a-f]+$/), openForwarded(page)]);
  const body = await old.body();
  await page.getByRole("tab", { name: "Tracks" }).click();
  await move(page, "Record silence", { reason: "Nothing was heard." });
  await page.route(old.url(), (route) => route.fulfill({ status: 200, headers: old.headers(), body }));
  await goTo(page, "Board");
  await page.getByRole("row").filter({ hasText: "No response" }).getByRole("link").first().click();
  const alarm = page.getByRole("alert").filter({ hasText: "The server showed an older state than this device has already seen" });
  await expect(alarm.first()).toBeVisible();
  await goTo(page, "People");
  await expect(alarm).toBeVisible();
  await page.screenshot({ path: "test-results/pages/alarm.png" });
  await context.close();
});
