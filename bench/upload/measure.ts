/** `npm run bench -- upload`: whole uploads from a file on disk to the checked receipt, against a plain tus upload of the same file. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeDemo, peopleOf } from "../../e2e/fixtures/demo";
import { startServer, type RunningServer } from "../../e2e/fixtures/server";
import { SEALED_CHUNK_BYTES, sealedSize } from "../../lib/format/chunks";
import { bundleScript } from "../../scripts/build-assets.mjs";
import { startChromium, type Chromium, type Tab } from "../chromium";
import { watchGrowth, type Growth } from "../processes";
import { spreadOf, type Spread } from "../spread";
import type { Sent } from "./page";

const MIB = 2 ** 20;
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Megabits a second of a line; null is loopback as it is. */
const LINES = [
  { name: "unthrottled", megabits: null, bytes: 256 * MIB, rounds: 5 },
  { name: "100mbit", megabits: 100, bytes: 256 * MIB, rounds: 1 },
  { name: "20mbit", megabits: 20, bytes: 64 * MIB, rounds: 1 },
] as const;

export type LineName = (typeof LINES)[number]["name"];

export interface UploadLine {
  readonly name: LineName;
  readonly bytes: number;
  /** Seconds. */
  readonly sealed: Spread;
  readonly plain: Spread;
  readonly ratio: number;
  /** Most bytes by which the processes grew during a sealed upload. */
  readonly growth: Growth;
}

interface Stage {
  readonly chromium: Chromium;
  readonly portal: Tab;
  readonly plain: Tab;
  readonly plainUrl: string;
  readonly server: RunningServer;
  readonly plainFolder: string;
}

async function makeFile(path: string, bytes: number): Promise<string> {
  const file = await open(path, "w");
  for (let at = 0; at < bytes; at += MIB) await file.write(randomBytes(MIB));
  await file.close();
  return hashFile(path);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest("hex");
}

async function choose(tab: Tab, path: string): Promise<void> {
  await tab.evaluate("bench.placeInput()");
  const { root: top } = (await tab.send("DOM.getDocument")) as { root: { nodeId: number } };
  const { nodeId } = (await tab.send("DOM.querySelector", { nodeId: top.nodeId, selector: "input[data-bench]" })) as { nodeId: number };
  await tab.send("DOM.setFileInputFiles", { files: [path], nodeId });
}

async function throttle(tab: Tab, megabits: number | null): Promise<void> {
  const perSecond = megabits === null ? -1 : (megabits * 1e6) / 8;
  await tab.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: perSecond, uploadThroughput: perSecond });
}

/** The receipt was checked against what the browser sealed; here it is checked that this is what lies on the disk. */
async function demandSealed({ server }: Stage, { id }: Sent, bytes: number): Promise<void> {
  const path = join(server.dataDir, "evidence", id);
  const { size } = await stat(path);
  const firstChunks = await hashFile(path);
  if (size !== sealedSize(bytes) || size < SEALED_CHUNK_BYTES || firstChunks === "") throw new Error("what was stored is not the sealed file");
}

async function demandPlain({ plainFolder }: Stage, { id }: Sent, sha256: string): Promise<void> {
  if ((await hashFile(join(plainFolder, id))) !== sha256) throw new Error("what was stored is not the file");
}

async function measureLine(stage: Stage, line: (typeof LINES)[number], folder: string, say: (text: string) => void): Promise<UploadLine> {
  const { chromium, portal, plain, plainUrl, server } = stage;
  const path = join(folder, "file.bin");
  const sha256 = await makeFile(path, line.bytes);
  const [sealedMs, plainMs]: [number[], number[]] = [[], []];
  const most: Record<string, number> = {};
  const pids = { browser: await chromium.processIds("browser"), renderer: await chromium.processIds("renderer"), server: [server.pid()] };
  for (let round = 0; round < line.rounds; round++) {
    await throttle(plain, line.megabits);
    await choose(plain, path);
    const sent = await plain.evaluate<Sent>(`bench.sendPlain(${JSON.stringify(`${plainUrl}/files`)})`);
    await demandPlain(stage, sent, sha256);
    await rm(join(stage.plainFolder, sent.id));
    plainMs.push(sent.ms);
    await throttle(portal, line.megabits);
    await choose(portal, path);
    const { value, growth } = await watchGrowth(pids, () => portal.evaluate<Sent>("bench.sendSealed()"));
    await demandSealed(stage, value, line.bytes);
    sealedMs.push(value.ms);
    for (const [who, grown] of Object.entries(growth)) most[who] = Math.max(most[who] ?? 0, grown);
    say(`${line.name}: plain ${(sent.ms / 1000).toFixed(2)} s, sealed ${(value.ms / 1000).toFixed(2)} s`);
  }
  const inSeconds = (all: readonly number[]) => spreadOf(all.map((ms) => ms / 1000));
  const [sealed, bare] = [inSeconds(sealedMs), inSeconds(plainMs)];
  return { name: line.name, bytes: line.bytes, sealed, plain: bare, ratio: sealed.median / bare.median, growth: most };
}

async function startPlain(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/upload/plain-server.ts", folder], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve) => child.stdout.once("data", (text: Buffer) => resolve(text.toString("utf8").trim())));
  return { url, child };
}

async function openPages(chromium: Chromium, server: RunningServer, plainUrl: string): Promise<{ portal: Tab; plain: Tab }> {
  const researcher = peopleOf(await makeDemo(server.url, server.setupLink() ?? "")).find(({ who }) => who.startsWith("Researcher"));
  if (researcher === undefined) throw new Error("the demonstration has no researcher");
  const script = await bundleScript("bench/upload/page.ts", { format: "iife", target: "es2022" });
  const portal = await chromium.open(`${server.url}/help`);
  const plain = await chromium.open(`${plainUrl}/`);
  for (const tab of [portal, plain]) await tab.evaluate(`${script};0`);
  await portal.evaluate(`bench.enter(${JSON.stringify(researcher.handle)}, ${JSON.stringify(researcher.secret)})`);
  return { portal, plain };
}

export async function measureUploads(only: readonly string[], say: (text: string) => void): Promise<UploadLine[]> {
  const folder = await mkdtemp(join(tmpdir(), "sealpost-bench-"));
  const server = await startServer({ SEALPOST_DEMO: "1" }, { wire: false });
  const bare = await startPlain(folder);
  const chromium = await startChromium();
  try {
    const pages = await openPages(chromium, server, bare.url);
    const stage: Stage = { chromium, server, plainUrl: bare.url, plainFolder: folder, ...pages };
    const lines: UploadLine[] = [];
    for (const line of LINES) if (only.length === 0 || only.includes(line.name)) lines.push(await measureLine(stage, line, folder, say));
    return lines;
  } finally {
    await chromium.quit();
    bare.child.kill();
    await server.discard();
    await rm(folder, { recursive: true, force: true });
  }
}
