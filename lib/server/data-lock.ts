import "server-only";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Another process holds the data folder; its message is meant for the operator. */
export class DataFolderBusy extends Error {}
/** The data folder cannot be written to; its message is meant for the operator. */
export class DataFolderNotWritable extends Error {}

const LOCK_NAME = "sealpost.lock";
const holderSchema = z.object({ pid: z.number().int().positive(), started: z.string() });
type Holder = z.infer<typeof holderSchema>;

/**
 * Takes the data folder for this process and returns the function that gives it back. The embedded database is one
 * process: a second one would damage it. A lock whose process is gone is taken over.
 */
export function lockDataFolder(folder: string): () => void {
  const path = join(folder, LOCK_NAME);
  const mine: Holder = { pid: process.pid, started: startOf(process.pid) ?? "" };
  makeFolder(folder);
  for (let attempt = 0; attempt < 2; attempt++) {
    if (tryCreate(path, mine, folder)) return () => release(path, mine);
    const holder = readHolder(path);
    if (holder !== undefined && isRunning(holder)) throw busy(folder, holder.pid);
    rmSync(path, { force: true });
  }
  throw busy(folder, readHolder(path)?.pid ?? 0);
}

function busy(folder: string, pid: number): DataFolderBusy {
  return new DataFolderBusy(
    `The data folder ${folder} is in use by another Sealpost process (process ${pid}). ` +
      "Stop that one first, or set SEALPOST_DATA to another folder.",
  );
}

function notWritable(folder: string): DataFolderNotWritable {
  return new DataFolderNotWritable(
    `The data folder ${folder} cannot be written to. ` +
      "Give this user the right to write there, or set SEALPOST_DATA to another folder.",
  );
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw notWritable(folder);
  }
}

/** True when the lock file was made by us; false when there is one already. */
function tryCreate(path: string, mine: Holder, folder: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(mine), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw notWritable(folder);
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function release(path: string, mine: Holder): void {
  const holder = readHolder(path);
  if (holder?.pid === mine.pid && holder.started === mine.started) rmSync(path, { force: true });
}

/** A process number can be given to another process, so its start is compared too where the system tells it. */
function isRunning(holder: Holder): boolean {
  const started = startOf(holder.pid);
  if (started !== undefined) return started === holder.started;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Linux: when the process began, in clock ticks since boot (proc(5), field 22), with the boot's id. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${ticks}`;
  } catch {
    return undefined;
  }
}
