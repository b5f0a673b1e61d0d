/** A real object store for tests: one Ceph monitor, one OSD in memory and the S3 gateway, on this machine alone. Debian: ceph-mon ceph-osd radosgw ceph-common. */
import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { BucketClient, type BucketSettings } from "../bucket-client";

const PROGRAMS = ["ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin"];
const START_MS = 90_000;

export type CephServer = {
  /** Makes an empty bucket. */
  bucket(): Promise<BucketSettings>;
  stop(): Promise<void>;
};

/** Which of Ceph's programs are not installed. */
export function missingPrograms(): readonly string[] {
  return PROGRAMS.filter((program) => spawnSync(program, ["--version"], { stdio: "ignore" }).error !== undefined);
}

/** Throws when Ceph is not installed or does not start in 90 s. */
export async function startCeph(): Promise<CephServer> {
  const missing = missingPrograms();
  if (missing.length > 0) throw new Error(`not installed: ${missing.join(", ")}`);
  const folder = await mkdtemp(join(tmpdir(), "sealpost-ceph-"));
  const children: ChildProcess[] = [];
  const end = (): void => {
    for (const child of children) child.kill("SIGKILL");
  };
  process.once("exit", end);
  const stop = async (): Promise<void> => {
    process.off("exit", end);
    const ended = children.filter(({ exitCode }) => exitCode === null).map((child) => once(child, "exit"));
    end();
    await Promise.all(ended);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const keys = await startCluster(folder, children);
    return { bucket: () => makeBucket(keys), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Keys = { readonly port: number; readonly keyId: string; readonly secret: string };

async function startCluster(folder: string, children: ChildProcess[]): Promise<Keys> {
  const [monitor2, monitor1, gateway] = [await freePort(), await freePort(), await freePort()];
  const [fsid, osd] = [randomUUID(), randomUUID()];
  const monitors = `[v2:127.0.0.1:${monitor2},v1:127.0.0.1:${monitor1}]`;
  const [keyring, map] = [join(folder, "keyring"), join(folder, "monmap")];
  await mkdir(join(folder, "mon"));
  await mkdir(join(folder, "osd"));
  const conf = ["-c", join(folder, "ceph.conf")];
  await writeFile(join(folder, "ceph.conf"), configuration(folder, fsid, monitors, gateway));
  const run = (program: string, ...words: string[]): Promise<unknown> => promisify(execFile)(program, [...conf, ...words], { timeout: START_MS });
  const serve = (program: string, ...words: string[]): void => {
    children.push(spawn(program, [...conf, ...words, "-f"], { stdio: "ignore" }));
  };

  await run("ceph-authtool", "--create-keyring", keyring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *");
  await run("ceph-authtool", keyring, "--gen-key", "-n", "client.admin", "--cap", "mon", "allow *", "--cap", "osd", "allow *");
  await run("ceph-authtool", keyring, "--gen-key", "-n", "osd.0", "--cap", "mon", "allow profile osd", "--cap", "osd", "allow *");
  await run("monmaptool", "--create", "--fsid", fsid, "--addv", "a", monitors, map);
  await run("ceph-mon", "--mkfs", "-i", "a", "--monmap", map, "--keyring", keyring);
  serve("ceph-mon", "-i", "a");
  await run("ceph", "--connect-timeout", "60", "osd", "new", osd);
  await run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd);
  serve("ceph-osd", "-i", "0");
  const [keyId, secret] = [randomBytes(10).toString("hex"), randomBytes(20).toString("hex")];
  await run("radosgw-admin", "user", "create", "--uid", "sealpost", "--display-name", "sealpost", "--access-key", keyId, "--secret-key", secret);
  serve("radosgw", "-n", "client.admin", "--keyring", keyring);
  await listening(gateway);
  return { port: gateway, keyId, secret };
}

function configuration(folder: string, fsid: string, monitors: string, gateway: number): string {
  return `[global]
fsid = ${fsid}
mon host = ${monitors}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = ${folder}/keyring
mon data = ${folder}/mon
mon data avail crit = 1
mon allow pool size one = true
paxos propose interval = 0.05
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 4294967296
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd crush chooseleaf type = 0
run dir = ${folder}
admin socket = ${folder}/$name.$pid.asok
log file = ${folder}/$name.log
mon cluster log file = ${folder}/cluster.log
pid file =
rgw frontends = beast endpoint=127.0.0.1:${gateway}
`;
}

async function makeBucket({ port, keyId, secret }: Keys): Promise<BucketSettings> {
  const settings = { url: `http://127.0.0.1:${port}/evidence-${randomBytes(6).toString("hex")}`, region: "us-east-1", keyId, secret };
  const { status } = await new BucketClient(settings).call("PUT", "");
  if (status !== 200) throw new Error(`the gateway answered ${status} to a new bucket`);
  return settings;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  const until = Date.now() + START_MS;
  const tryOnce = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  while (!(await tryOnce())) {
    if (Date.now() > until) throw new Error("the gateway does not listen");
    await pause(50);
  }
}
