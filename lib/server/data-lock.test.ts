import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataFolderBusy, DataFolderNotWritable, lockDataFolder } from "./data-lock";

let folder = "";
const lockPath = () => join(folder, "sealpost.lock");

describe("the lock of the data folder", () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sealpost-lock-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("refuses a second holder and names the process of the first", () => {
    const release = lockDataFolder(folder);
    expect(() => lockDataFolder(folder)).toThrow(DataFolderBusy);
    expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}`);
    release();
    expect(existsSync(lockPath())).toBe(false);
  });

  it("is taken over from a process that was killed", async () => {
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    await writeFile(lockPath(), JSON.stringify({ pid: gone.pid, started: "boot/1" }));
    lockDataFolder(folder)();
  });

  it("is taken over when the process number was given to another process", async () => {
    if (process.platform !== "linux") return;
    await writeFile(lockPath(), JSON.stringify({ pid: process.pid, started: "another boot/1" }));
    lockDataFolder(folder)();
  });

  it("is taken over when the machine stopped while it was being written", async () => {
    await writeFile(lockPath(), "");
    lockDataFolder(folder)();
  });

  it("says which folder cannot be written", async () => {
    await writeFile(join(folder, "file"), "");
    expect(() => lockDataFolder(join(folder, "file", "inside"))).toThrow(DataFolderNotWritable);
  });

  it("of another holder is left alone by a late release", async () => {
    const release = lockDataFolder(folder);
    await writeFile(lockPath(), JSON.stringify({ pid: process.ppid, started: "" }));
    release();
    expect(existsSync(lockPath())).toBe(true);
  });
});
