/** `npm run demo`: what a newcomer finds, on the real server. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readBoard } from "../lib/client/open-dossier";
import { createNodeClient } from "../lib/client/node-client";
import { signIn } from "../lib/client/sign-in";
import { newProfile, startServer, expect, test } from "./fixtures/server";

const root = fileURLToPath(new URL("..", import.meta.url));

async function makeDemo(url: string, setupLink: string): Promise<string> {
  const maker = spawn(process.execPath, ["--import", "tsx", "scripts/demo/make-demo.ts"], {
    cwd: root,
    env: { ...process.env, SEALPOST_URL: url },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let printed = "";
  maker.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
  maker.stdin.end(setupLink);
  expect(await new Promise((resolve) => maker.on("close", resolve))).toBe(0);
  return printed;
}

test("the demonstration prints six people, shows a coordinator every state, and says on each page that it is invented", async ({ browser }) => {
  test.setTimeout(240_000);
  const server = await startServer({ SEALPOST_DEMO: "1" });
  const printed = await makeDemo(server.url, server.setupLink() ?? "");
  const people = [...printed.matchAll(/^ {2}(\S.*?) {2,}([a-z]+-[a-z]+-\d+) {2}(.+)$/gm)].map(([, who, handle = "", secret = ""]) => ({ who, handle, secret }));
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
