/** `npm run bench -- upload`: whole uploads from a file on disk to the checked receipt, against a plain tus upload of the same file. */
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeDemo, peopleOf, personAs } from "../../e2e/fixtures/demo";
import { sha256Of } from "../../e2e/fixtures/evidence-files";
import { startServer, type RunningServer } from "../../e2e/fixtures/server";
import { cthOf, SEALED_CHUNK_BYTES, sealedSize } from "../../lib/format/chunks";
import { toHex } from "../../lib/shared/bytes";
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
  readonly server: RunningServer;
  readonly plainFolder: string;
}

async function makeFile(path: string, bytes: number): Promise<string> {
  const file = await open(path, "w");
  for (let at = 0; at < bytes; at += MIB) await file.write(randomBytes(MIB));
  await file.close();
  return sha256Of(path);
}

async function choose(tab: Tab, path: string): Promise<void> {
  await tab.evaluate("bench.placeInput()");
  const { root: top } = (await tab.send("DOM.getDocument")) as { root: { nodeId: number } };
  const { nodeId } = (await tab.send("DOM.querySelector", { nodeId: top.nodeId, selector: "input[data-bench]" })) as { nodeId: number };
  await tab.send("DOM.setFileInputFiles", { files: [path], nodeId });
}

/** The bytes on the server's disk are as many as they must be, and those that the browser sealed. */
async function demandSealed({ server }: Pick<Stage, "server">, { id, cth }: Sent, bytes: number): Promise<void> {
  const path = join(server.dataDir, "evidence", id);
  const hashes: Uint8Array[] = [];
  for await (const part of createReadStream(path, { highWaterMark: SEALED_CHUNK_BYTES })) hashes.push(createHash("sha256").update(part as Buffer).digest());
  const { size } = await stat(path);
  if (size !== sealedSize(bytes) || toHex(cthOf(hashes)) !== cth) throw new Error("what was stored is not the sealed file");
}

async function demandPlain({ plainFolder }: Stage, { id }: Sent, sha256: string): Promise<void> {
  if ((await sha256Of(join(plainFolder, id))) !== sha256) throw new Error("what was stored is not the file");
}

async function measureLine(stage: Stage, line: (typeof LINES)[number], folder: string, say: (text: string) => void): Promise<UploadLine> {
  const { chromium, portal, plain, server } = stage;
  const path = join(folder, "file.bin");
  const sha256 = await makeFile(path, line.bytes);
  const [sealedMs, plainMs]: [number[], number[]] = [[], []];
  const most: Record<string, number> = {};
  const pids = { browser: await chromium.processIds("browser"), renderer: await chromium.processIds("renderer"), server: [server.pid()] };
  for (let round = 0; round < line.rounds; round++) {
    await choose(plain, path);
    const sent = await plain.evaluate<Sent>("bench.sendPlain()");
    await demandPlain(stage, sent, sha256);
    await rm(join(stage.plainFolder, sent.id));
    plainMs.push(sent.ms);
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

/** A script that prints its address once it listens. */
async function startHelper(script: string, ...args: string[]): Promise<{ url: string; end(): void }> {
  const child = spawn(process.execPath, ["--import", "tsx", `bench/upload/${script}`, ...args], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve) => child.stdout.once("data", (text: Buffer) => resolve(text.toString("utf8").trim())));
  return { url, end: () => void child.kill() };
}

/** Both pages over a line of this speed, the researcher signed in. */
async function openPages(chromium: Chromium, servers: Servers, megabits: number | null): Promise<{ portal: Tab; plain: Tab; end: () => Promise<void> }> {
  const lay = async (url: string) => {
    if (megabits === null) return { url, end: () => undefined };
    return startHelper("line.ts", new URL(url).port, String(megabits));
  };
  const lines = [await lay(servers.portal.url), await lay(servers.plain.url)] as const;
  const script = await bundleScript("bench/upload/page.ts", { format: "iife", target: "es2022" });
  const portal = await chromium.open(`${lines[0].url}/help`);
  const plain = await chromium.open(`${lines[1].url}/`);
  for (const tab of [portal, plain]) await tab.evaluate(`${script};0`);
  await portal.evaluate(`bench.enter(${JSON.stringify(servers.researcher.handle)}, ${JSON.stringify(servers.researcher.passphrase)})`);
  const end = async () => {
    await Promise.all([portal.close(), plain.close()]);
    for (const line of lines) line.end();
  };
  return { portal, plain, end };
}

type Servers = { readonly portal: RunningServer; readonly plain: { readonly url: string }; readonly researcher: ReturnType<typeof personAs> };

/** Both servers, a browser and a folder for the time of `work`. */
async function onStage<V>(work: (chromium: Chromium, servers: Servers, folder: string) => Promise<V>): Promise<V> {
  const folder = await mkdtemp(join(tmpdir(), "sealpost-bench-"));
  const portal = await startServer({ SEALPOST_DEMO: "1" }, { wire: false });
  const plain = await startHelper("plain-server.ts", folder);
  const chromium = await startChromium();
  try {
    const researcher = personAs(peopleOf(await makeDemo(portal.url, portal.setupLink() ?? "")), "Researcher");
    return await work(chromium, { portal, plain, researcher }, folder);
  } finally {
    await chromium.quit();
    plain.end();
    await portal.discard();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One file of `gibibytes` up and back again: equal SHA-256, and how the processes grow meanwhile. */
export function measureLarge(gibibytes: number, say: (text: string) => void): Promise<object> {
  return onStage(async (chromium, servers, folder) => {
    const { portal } = await openPages(chromium, servers, null);
    const path = join(folder, "large.bin");
    const sha256 = await makeFile(path, gibibytes * 2 ** 30);
    await choose(portal, path);
    const pids = { "browser and renderers": [...(await chromium.processIds("browser")), ...(await chromium.processIds("renderer"))], server: [servers.portal.pid()] };
    const up = await watchGrowth(pids, () => portal.evaluate<Sent>("bench.sendSealed()"));
    say(`up in ${(up.value.ms / 1000).toFixed(0)} s`);
    await demandSealed({ server: servers.portal }, up.value, gibibytes * 2 ** 30);
    const back = await watchGrowth(pids, () => portal.evaluate<{ ms: number; sha256: string; bytes: number }>("bench.fetchBack()"));
    if (back.value.sha256 !== sha256 || back.value.bytes !== gibibytes * 2 ** 30) throw new Error("what came back is not the file");
    const seconds = { up: up.value.ms / 1000, back: back.value.ms / 1000 };
    return { gibibytes, sha256, seconds, growthUp: up.growth, growthBack: back.growth };
  });
}

export function measureUploads(only: readonly string[], say: (text: string) => void): Promise<UploadLine[]> {
  return onStage(async (chromium, servers, folder) => {
    const found: UploadLine[] = [];
    for (const line of LINES.filter(({ name }) => only.length === 0 || only.includes(name))) {
      const { end, ...pages } = await openPages(chromium, servers, line.megabits);
      found.push(await measureLine({ chromium, server: servers.portal, plainFolder: folder, ...pages }, line, folder, say));
      await end();
    }
    return found;
  });
}
