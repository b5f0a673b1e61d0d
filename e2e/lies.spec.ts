/** What a server that lies can do to somebody at work: nothing that her own browser does not notice and say (docs/protocol.md). */
import type { Page } from "@playwright/test";
import { enterAs, makeDemo, peopleOf, type DemoPerson } from "./fixtures/demo";
import { goTo } from "./fixtures/people";
import { expect, newProfile, startServer, test, type RunningServer } from "./fixtures/server";
import { move } from "./fixtures/triage";

test.setTimeout(4 * 60_000);

let server: RunningServer;
let people: DemoPerson[];

test.beforeAll(async () => {
  server = await startServer({ SEALPOST_DEMO: "1" });
  people = peopleOf(await makeDemo(server.url, server.setupLink() ?? ""));
});

test.afterAll(() => server.discard());

async function openForwarded(page: Page): Promise<void> {
  await goTo(page, "Board");
  await page.getByRole("row").filter({ hasText: "Forwarded" }).getByRole("link").first().click();
  await expect(page.getByRole("tab", { name: "History" })).toBeVisible();
}

const FAULTS: Record<string, (sealed: Buffer) => Buffer> = {
  "a flipped bit": (sealed) => Buffer.concat([sealed.subarray(0, 100), Buffer.of((sealed[100] ?? 0) ^ 1), sealed.subarray(101)]),
  "a cut end": (sealed) => sealed.subarray(0, sealed.length - 1),
  "other bytes of the same length": (sealed) => Buffer.alloc(sealed.length, 7),
};

test("evidence that was changed at the server is refused, and nothing of it is shown", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await enterAs(page, people, "Reviewer");
  await openForwarded(page);
  for (const [fault, spoil] of Object.entries(FAULTS)) {
    await page.route("**/api/blobs/*", async (route) => {
      const answer = await route.fetch();
      const body = spoil(await answer.body());
      await route.fulfill({ response: answer, body, headers: { ...answer.headers(), "content-length": String(body.length) } });
    });
    await page.getByRole("button", { name: "Look at it" }).first().click();
    await expect(page.getByRole("dialog").getByText("is not what was sealed"), fault).toBeVisible();
    await expect(page.getByRole("dialog").locator("iframe"), fault).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.unroute("**/api/blobs/*");
  }
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
