import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { BucketSettings } from "./bucket-client";
import { MAX_PIECE_BYTES, PieceWriter } from "./bucket-pieces";
import { BucketStore } from "./bucket-store";
import { FolderStore } from "./folder-store";
import { missingPrograms, startCeph, type CephServer } from "./testing/ceph-server";
import { startFaultyProxy, type FaultyProxy } from "./testing/faulty-proxy";
import { patterned, sending } from "./testing/patterned";
import { bytesOf, describeContract, newBlobId } from "./testing/store-contract";

declare module "vitest" {
  interface ProvidedContext {
    isCi: boolean;
  }
}

const MEBIBYTE = 2 ** 20;
const missing = missingPrograms();
const isSkipped = missing.length > 0 && !inject("isCi");
if (isSkipped) process.stderr.write(`The bucket is not tested: ${missing.join(", ")} not installed. Debian: apt-get install ceph-mon ceph-osd radosgw ceph-common\n`);

describe("a folder", () => {
  let data = "";
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "sealpost-store-"));
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  describeContract("a folder", () => ({
    open: () => new FolderStore(join(data, "evidence")),
    place: () => JSON.stringify({ folder: join(data, "evidence") }),
  }));
});

describe.skipIf(isSkipped)("a bucket", () => {
  let ceph: CephServer;
  let bucket: BucketSettings;
  let proxy: FaultyProxy;
  const open = (): BucketStore => new BucketStore(bucket);
  const throughProxy = (): BucketStore => new BucketStore({ ...bucket, url: proxy.url, timeoutMs: 3000 });

  beforeAll(async () => {
    ceph = await startCeph();
    bucket = await ceph.bucket();
    proxy = await startFaultyProxy(bucket.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await ceph.stop();
  });

  describeContract("a bucket", () => ({
    open,
    place: () => JSON.stringify(bucket),
  }));

  it.each(["error", "hang"] as const)("that answers with an %s loses nothing that was acknowledged, and the next attempt goes on", async (mode) => {
    const [blobId, store] = [newBlobId(), throughProxy()];
    const acknowledged = await store.append(blobId, sending(0, 9 * MEBIBYTE), 0);
    const interrupted = async function* (): AsyncGenerator<Uint8Array> {
      yield* sending(acknowledged, 9 * MEBIBYTE);
      proxy.mode = mode;
      yield* sending(acknowledged + 9 * MEBIBYTE, 20 * MEBIBYTE);
    };
    await expect(store.append(blobId, interrupted(), acknowledged)).rejects.toMatchObject({ code: "unavailable" });
    const others = await Promise.allSettled([store.offset(blobId), store.read(blobId, 0, 1), store.list(), store.remove(blobId)]);
    expect(others).toMatchObject(others.map(() => ({ status: "rejected", reason: { code: "unavailable" } })));
    proxy.mode = "pass";
    const offset = await store.offset(blobId);
    expect(offset).toBeGreaterThanOrEqual(acknowledged);
    expect(offset).toBeLessThanOrEqual(acknowledged + 29 * MEBIBYTE);
    const end = await store.append(blobId, sending(offset, 1000), offset);
    expect((await bytesOf(store, blobId, 0, end)).equals(patterned(0, end))).toBe(true);
  });

  it("keeps what was acknowledged when an attempt that was given up arrives afterwards", async () => {
    const [blobId, store] = [newBlobId(), throughProxy()];
    proxy.mode = "pass";
    const held = async function* (): AsyncGenerator<Uint8Array> {
      proxy.mode = "hold";
      yield await Promise.resolve(patterned(7, 1000)); // not what comes in its place
    };
    await expect(store.append(blobId, held(), 0)).rejects.toMatchObject({ code: "unavailable" });
    proxy.mode = "pass";
    await store.append(blobId, sending(0, 3000), 0);
    expect(await proxy.deliver()).toEqual([412]);
    expect((await bytesOf(store, blobId, 0, 3000)).equals(patterned(0, 3000))).toBe(true);
  });

  it("knows blobs of more pieces, and more blobs, than one list holds", async () => {
    const [blobId, store] = [newBlobId(), new BucketStore({ ...(await ceph.bucket()), listed: 4 })];
    for (let at = 0; at < 11; at++) await store.append(blobId, sending(at, 1), at);
    expect((await bytesOf(store, blobId, 1, 10)).equals(patterned(1, 9))).toBe(true);
    const others = Array.from({ length: 9 }, newBlobId);
    for (const other of others) await store.append(other, sending(0, 1), 0);
    expect([...(await store.list())].sort()).toEqual([blobId, ...others].sort());
    await store.remove(blobId);
    expect([...(await store.list())].sort()).toEqual(others.sort());
  });

  it("that cannot be used is refused at the start, in words", async () => {
    await expect(open().prepare()).resolves.toBeUndefined();
    const fault = (change: Partial<BucketSettings>) => new BucketStore({ ...bucket, ...change }).prepare();
    await expect(fault({ url: `${bucket.url}-not` })).rejects.toThrow("there is no such bucket");
    await expect(fault({ secret: "wrong" })).rejects.toThrow("it answered 403, 403, 403, 403");
    await expect(fault({ url: "http://127.0.0.1:1/evidence" })).rejects.toThrow("it cannot be reached (connect ECONNREFUSED 127.0.0.1:1)");
  });
});

describe("a bucket's writer", () => {
  it("holds two pieces at most, however slow the store and long the upload", async () => {
    let [taken, written, most] = [0, 0, 0];
    const writer = new PieceWriter(0, async (_start, parts) => {
      await new Promise((resolve) => setImmediate(resolve));
      written += parts.reduce((sum, { length }) => sum + length, 0);
    });
    const part = new Uint8Array(MEBIBYTE + 1);
    for (let i = 0; i < 60; i++) {
      await writer.add(part);
      taken += part.length;
      most = Math.max(most, taken - written);
    }
    await writer.end();
    expect(written).toBe(taken);
    expect(most).toBeLessThanOrEqual(2 * MAX_PIECE_BYTES);
  });
});
