/** Hours of video are watched where they matter, without being fetched whole. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Frame, Page } from "@playwright/test";
import { makeLongVideo } from "./fixtures/long-video";
import { signIn } from "./fixtures/people";
import { expect, newProfile, startServer, test, type RunningServer } from "./fixtures/server";
import { openFromBoard } from "./fixtures/triage";

const MEBIBYTE = 2 ** 20;
const SIZE = 1024 * MEBIBYTE;
const MOST_FETCHED = 16 * MEBIBYTE;

test.setTimeout(6 * 60_000);

let server: RunningServer;
let folder = "";
let seconds = 0;
let reviewer = { handle: "", passphrase: "" };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(6 * 60_000);
  server = await startServer({}, { wire: false });
  folder = await mkdtemp(join(tmpdir(), "sealpost-seeking-"));
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  await page.goto("/help");
  const path = join(folder, "long.mp4");
  seconds = await makeLongVideo(page, path, SIZE);
  await context.close();
  expect((await stat(path)).size).toBeGreaterThan(SIZE);
  const making = promisify(execFile)(process.execPath, ["--import", "tsx", "e2e/fixtures/recording-case.ts"], {
    env: { ...process.env, SEALPOST_URL: server.url, RECORDING: path },
  });
  making.child.stdin?.end(server.setupLink());
  reviewer = JSON.parse((await making).stdout) as typeof reviewer;
});

test.afterAll(async () => {
  await server.discard();
  await rm(folder, { recursive: true });
});

/** Bytes of evidence that the server had begun to send by then, a time of this machine's clock. */
function countFetched(page: Page): (by: number) => number {
  const ranges: { at: number; bytes: number }[] = [];
  page.on("response", (response) => {
    if (!response.url().includes("/api/blobs/")) return;
    const range = /^bytes (\d+)-(\d+)\//.exec(response.headers()["content-range"] ?? "");
    ranges.push({ at: Date.now(), bytes: Number(range?.[2]) + 1 - Number(range?.[1]) });
  });
  return (by) => ranges.filter(({ at }) => at <= by).reduce((sum, { bytes }) => sum + bytes, 0);
}

async function openRecording(page: Page): Promise<Frame> {
  await page.goto("/sign-in");
  await signIn(page, reviewer);
  await openFromBoard(page, "The example newspaper (invented)");
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("dialog").locator("iframe")).toBeVisible();
  await expect.poll(() => page.frames().find((frame) => frame.url().endsWith("/preview-frame.html"))?.locator("video").count()).toBe(1);
  const frame = page.frames().find((each) => each.url().endsWith("/preview-frame.html"));
  if (frame === undefined) throw new Error("the preview has no frame");
  return frame;
}

/** Leaps to `place` and plays; resolves once it moves, with the time at which it did. */
function playFrom(frame: Frame, place: number): Promise<number> {
  return frame.locator("video").evaluate(async (video: HTMLVideoElement, to) => {
    video.muted = true;
    video.currentTime = to;
    await video.play();
    while (video.seeking || video.currentTime < to + 0.1) await new Promise((resolve) => setTimeout(resolve, 10));
    return Date.now();
  }, place);
}

test("a reviewer leaps to the middle of a video of a gibibyte: it plays after less than 16 MB were fetched", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  const fetched = countFetched(page);
  const frame = await openRecording(page);
  const began = Date.now();
  const played = await playFrom(frame, seconds / 2);
  const bytes = fetched(played);
  test.info().annotations.push({ type: "figure", description: `${(bytes / 1e6).toFixed(1)} MB and ${played - began} ms until it played from the middle` });
  console.log(test.info().annotations.at(-1)?.description);
  expect(bytes).toBeLessThan(MOST_FETCHED);
  expect(await frame.locator("video").evaluate((video: HTMLVideoElement) => Math.round(video.duration))).toBe(seconds);
  await page.screenshot({ path: "test-results/pages/seeking.png" });
  await playFrom(frame, 5);
  await playFrom(frame, seconds - 2);
  await context.close();
});

test("a chunk that the server exchanged under the player is refused in words", async ({ browser }) => {
  const { context, page } = await newProfile(await browser.newContext({ baseURL: server.url }));
  const frame = await openRecording(page);
  await page.route("**/api/blobs/*", async (route) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(route.request().headers()["range"] ?? "");
    const chunk = MEBIBYTE + 40;
    const [start, end] = [Number(range?.[1]) - chunk, Number(range?.[2]) - chunk];
    const answer = await route.fetch({ headers: { ...route.request().headers(), range: `bytes=${start}-${end}` } });
    await route.fulfill({ response: answer });
  });
  void playFrom(frame, seconds / 3).catch(() => undefined);
  await expect(page.getByRole("dialog").getByText("is not what was sealed")).toBeVisible();
  await expect(page.getByRole("dialog").locator("iframe")).toBeHidden();
  await context.close();
});
