/** `npm run demo`: what a newcomer finds, on the real server. */
import { readBoard } from "../lib/client/open-dossier";
import { createNodeClient } from "../lib/client/node-client";
import { signIn } from "../lib/client/sign-in";
import { makeDemo, peopleOf } from "./fixtures/demo";
import { newProfile, startServer, expect, test } from "./fixtures/server";

test("the demonstration prints six people, shows a coordinator every state, and says on each page that it is invented", async ({ browser }) => {
  test.setTimeout(240_000);
  const server = await startServer({ SEALPOST_DEMO: "1" });
  const printed = await makeDemo(server.url, server.setupLink() ?? "");
  const people = peopleOf(printed);
  expect(people.map(({ who }) => who?.split(",")[0])).toEqual(["Coordinator", "Reviewer", "Lead", "Researcher", "Lead", "Researcher"]);

  const client = await createNodeClient(server.url);
  const [coordinator] = people;
  expect(await signIn(client, { kind: "pw", handle: coordinator?.handle ?? "", secret: coordinator?.secret ?? "" })).toMatchObject({ ok: true });
  const board = await readBoard(client);
  expect(board).toMatchObject({ ok: true });
  const states = (board.ok ? board.value : []).map(({ intake, tracks }) => tracks[0]?.state ?? intake.state).sort();
  expect(states).toEqual(["designated", "forwarded", "rejected", "returned", "submitted"]);

  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  for (const path of ["/", "/sign-in", "/help", "/no-such-page"]) {
    await page.goto(path);
    await expect(page.getByText("Everything here is invented").first()).toBeVisible();
  }
  await context.close();
  await server.discard();
});
