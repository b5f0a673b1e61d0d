import type { Page } from "@playwright/test";
import { admit, foundCoalition, goTo, invite, joinBy, signIn, type Person } from "./fixtures/people";
import { expect, test } from "./fixtures/server";

test.setTimeout(10 * 60_000);

test("a coalition founds itself, and a reviewer, a lead and a researcher join by links, each in a browser of their own", async ({ server, openProfile }) => {
  const coordinator = await openProfile();
  const founder = await foundCoalition(coordinator.page, server.setupLink() ?? "");
  const reviewerLink = await invite(coordinator.page, { role: "Reviewer" });
  const leadLink = await invite(coordinator.page, { organisation: "Canary Organisation Ltd" });
  const reviewer = await openProfile();
  const reviewing = await joinBy(reviewer.page, reviewerLink);
  await admit(coordinator.page, reviewing);
  await expectScratchCleared(reviewer.page, reviewing);
  const lead = await openProfile();
  const leading = await joinBy(lead.page, leadLink);
  await admit(coordinator.page, leading);
  expect(founder.handle).not.toBe(leading.handle);
  await goTo(coordinator.page, "Board");
  await lead.page.getByRole("button", { name: "Look again" }).click();
  const researcherLink = await invite(lead.page, {});
  const researcher = await openProfile();
  const researching = await joinBy(researcher.page, researcherLink);
  await admit(lead.page, researching);
  await goTo(researcher.page, "Home");
  await researcher.page.getByRole("button", { name: "Look again" }).click();
  await expect(researcher.page.getByRole("heading", { name: "Your organisation’s dossiers" })).toBeVisible();
});

/** A package that an earlier page left half way is plaintext in the browser's private folder: the next sign-in removes it. */
async function expectScratchCleared(page: Page, person: Person): Promise<void> {
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("scratch", { create: true });
    await folder.getFileHandle("package", { create: true });
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
