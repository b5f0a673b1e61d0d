import "server-only";
import { constants } from "node:fs";
import { mkdir, open, readdir, rm, statfs, utimes, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { StoreError, type EvidenceStore } from "./evidence-store";

const READ_BYTES = 2 ** 20;

/** One file for each blob, named by its id. Bytes are on the disk itself before they are acknowledged. */
export class FolderStore implements EvidenceStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  async offset(blobId: string): Promise<number> {
    const file = await this.#open(blobId, constants.O_RDWR);
    return file === null ? 0 : closing(file, syncedSize);
  }

  async append(blobId: string, bytes: AsyncIterable<Uint8Array>, offset: number): Promise<number> {
    await this.prepare();
    const file = await this.#open(blobId, constants.O_RDWR | constants.O_CREAT);
    if (file === null) throw new StoreError("unavailable");
    const end = await closing(file, (opened) => appendTo(opened, bytes, offset));
    if (offset === 0) await this.#syncFolder();
    return end;
  }

  /** Without a time, which would tell when it was uploaded. */
  async settle(blobId: string): Promise<void> {
    await this.offset(blobId);
    await utimes(this.locate(blobId), 0, 0);
  }

  async read(blobId: string, start: number, end: number): Promise<Readable> {
    if (end <= start) return Readable.from([]);
    const file = await this.#open(blobId, constants.O_RDONLY);
    if (file === null) throw new StoreError("damaged");
    const { size } = await file.stat();
    if (size >= end) return file.createReadStream({ start, end: end - 1, highWaterMark: READ_BYTES });
    await file.close();
    throw new StoreError("damaged");
  }

  async remove(blobId: string): Promise<void> {
    await rm(this.locate(blobId), { force: true });
  }

  async list(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => /^[0-9a-f]{32}$/.test(name));
  }

  async freeBytes(): Promise<number> {
    await this.prepare();
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  locate(blobId: string): string {
    return join(this.#folder, blobId);
  }

  async #open(blobId: string, flags: number): Promise<FileHandle | null> {
    try {
      return await open(this.locate(blobId), flags, 0o600);
    } catch (error) {
      if (hasCode(error, ["ENOENT"])) return null;
      throw fromSystem(error);
    }
  }

  /** A new file's name is on the disk when its folder is. */
  async #syncFolder(): Promise<void> {
    await closing(await open(this.#folder, constants.O_RDONLY), (folder) => folder.sync());
  }
}

/** What did not fit or was cut off is shorter than it came, never wrong: each byte is written once, at its place. */
async function appendTo(file: FileHandle, bytes: AsyncIterable<Uint8Array>, offset: number): Promise<number> {
  if ((await file.stat()).size !== offset) throw new StoreError("conflict");
  let end = offset;
  try {
    for await (const part of bytes) {
      await writeWhole(file, part, end);
      end += part.length;
    }
  } finally {
    await keep(file, offset);
  }
  return end;
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** After a sync that failed nobody knows what the disk has of the new bytes, and the next sync would not tell: they go. */
async function keep(file: FileHandle, offset: number): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    await file.truncate(offset);
    throw error;
  }
}

async function syncedSize(file: FileHandle): Promise<number> {
  await file.sync();
  return (await file.stat()).size;
}

async function closing<T>(file: FileHandle, work: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    return await work(file);
  } catch (error) {
    throw fromSystem(error);
  } finally {
    await file.close();
  }
}

function fromSystem(error: unknown): unknown {
  return hasCode(error, ["ENOSPC", "EDQUOT"]) ? new StoreError("full", { cause: error }) : error;
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.some((code) => error.code === code);
}
