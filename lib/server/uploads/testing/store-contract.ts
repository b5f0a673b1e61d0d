/** What every evidence store promises. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { EvidenceStore } from "../evidence-store";
import { patterned, sending } from "./patterned";

const MEBIBYTE = 2 ** 20;
const CHILD = fileURLToPath(new URL("append-until-killed.ts", import.meta.url));

/** `open` gives a new object for the same store; `place` is the store for append-until-killed.ts, as JSON. */
export type StoreUnderTest = { readonly open: () => EvidenceStore; readonly place: () => string };

export const newBlobId = (): string => randomBytes(16).toString("hex");

export async function bytesOf(store: EvidenceStore, blobId: string, start: number, end: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await store.read(blobId, start, end)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export function describeContract(name: string, makeStore: () => StoreUnderTest): void {
  describe(`${name} as an evidence store`, () => {
    const use = makeStore();
    beforeAll(() => use.open().prepare());
    describe("keeps bytes", () => keepsBytes(use));
    describe("refuses and removes", () => refusesAndRemoves(use));
    describe("outlives its process", () => outlivesItsProcess(use));
  });
}

function keepsBytes({ open }: StoreUnderTest): void {
  it("has what it acknowledged, whole and in ranges, also when it is opened again", async () => {
    const store = open();
    const blobId = newBlobId();
    const size = 20 * MEBIBYTE + 12;
    let offset = 0;
    for (const length of [5, 8 * MEBIBYTE + 7, 12 * MEBIBYTE]) {
      offset = await store.append(blobId, sending(offset, length), offset);
      expect(await open().offset(blobId)).toBe(offset);
    }
    expect(offset).toBe(size);
    await store.settle(blobId);
    const again = open();
    expect((await bytesOf(again, blobId, 0, size)).equals(patterned(0, size))).toBe(true);
    for (const [start, end] of [[0, 1], [4, 6], [5, 5], [8 * MEBIBYTE - 3, 8 * MEBIBYTE + 30], [size - 1, size], [3, size - 3]] as const) {
      expect((await bytesOf(again, blobId, start, end)).equals(patterned(start, end - start))).toBe(true);
    }
  });

  it("takes blobs of no bytes", async () => {
    const store = open();
    const blobId = newBlobId();
    expect(await store.offset(blobId)).toBe(0);
    expect(await store.append(blobId, sending(0, 0), 0)).toBe(0);
    expect([await store.offset(blobId), (await bytesOf(store, blobId, 0, 0)).length]).toEqual([0, 0]);
    await store.remove(blobId);
  });

  it("keeps what had come when the sender is cut off, and nothing that had not", async () => {
    const store = open();
    const blobId = newBlobId();
    const cut = async function* (): AsyncGenerator<Uint8Array> {
      yield* sending(0, 9 * MEBIBYTE);
      throw new Error("the line is cut");
    };
    await expect(store.append(blobId, cut(), 0)).rejects.toThrow("the line is cut");
    const offset = await store.offset(blobId);
    expect(offset).toBe(9 * MEBIBYTE);
    await store.append(blobId, sending(offset, 100), offset);
    expect((await bytesOf(store, blobId, 0, offset + 100)).equals(patterned(0, offset + 100))).toBe(true);
  });
}

function refusesAndRemoves({ open }: StoreUnderTest): void {
  it("adds bytes at the end alone", async () => {
    const store = open();
    const blobId = newBlobId();
    await store.append(blobId, sending(0, 1000), 0);
    for (const offset of [0, 999, 1001]) {
      await expect(store.append(blobId, sending(offset, 10), offset)).rejects.toMatchObject({ code: "conflict" });
    }
    expect((await bytesOf(store, blobId, 0, 1000)).equals(patterned(0, 1000))).toBe(true);
  });

  it("refuses to read bytes that are not there, before the first of them", async () => {
    const store = open();
    const blobId = newBlobId();
    await store.append(blobId, sending(0, 1000), 0);
    await expect(store.read(blobId, 0, 1001)).rejects.toMatchObject({ code: "damaged" });
    await expect(store.read(newBlobId(), 0, 1)).rejects.toMatchObject({ code: "damaged" });
  });

  it("lists what it has, and has nothing of what was removed", async () => {
    const store = open();
    const [kept, gone] = [newBlobId(), newBlobId()];
    for (const blobId of [kept, gone]) await store.append(blobId, sending(0, 9 * MEBIBYTE), 0);
    await store.remove(gone);
    await store.remove(gone);
    const listed = await store.list();
    expect([listed.includes(kept), listed.includes(gone), await store.offset(gone)]).toEqual([true, false, 0]);
  });
}

function outlivesItsProcess({ open, place }: StoreUnderTest): void {
  it("has every acknowledged byte after the process was killed, and goes on from there", async () => {
    const store = open();
    const blobId = newBlobId();
    const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", CHILD, place(), blobId], { stdio: ["ignore", "pipe", "inherit"] });
    let acknowledged = 0;
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Number(line);
      if (acknowledged > 10 * MEBIBYTE) child.kill("SIGKILL");
    }
    const offset = await open().offset(blobId);
    expect(acknowledged).toBeGreaterThan(10 * MEBIBYTE);
    expect(offset).toBeGreaterThanOrEqual(acknowledged);
    const end = await store.append(blobId, sending(offset, 1000), offset);
    expect((await bytesOf(store, blobId, 0, end)).equals(patterned(0, end))).toBe(true);
  });
}
