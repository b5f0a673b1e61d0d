import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import type { Bytes } from "@/lib/shared/bytes";
import { sealedSize } from "@/lib/format/chunks";
import { codeOf } from "../testing/call";
import { addOrganisation, addResearcher, foundCoalition, mustBeOk, type SignedIn } from "../testing/story";
import { askReceipt, continueUpload, createUpload, expectedCth, noise, offsetOf, postUpload } from "../testing/uploads";
import { FolderStore } from "./folder-store";
import { patterned, sending } from "./testing/patterned";
import { bytesOf, newBlobId } from "./testing/store-contract";

const MEBIBYTE = 2 ** 20;
const SMALL = "size=4m";
const LARGE = "size=2g";

const run = (program: string, ...words: string[]): boolean => spawnSync(program, words, { stdio: "ignore" }).status === 0;
const folder = await mkdtemp(join(tmpdir(), "sealpost-full-"));
const isMounted = run("mount", "-t", "tmpfs", "-o", LARGE, "tmpfs", folder);
if (!isMounted) process.stderr.write("The full disk is not tested: this user may not mount a file system.\n");
const resize = (size: string): void => expect(run("mount", "-o", `remount,${size}`, folder)).toBe(true);

afterAll(async () => {
  if (isMounted) run("umount", folder);
  await rm(folder, { recursive: true, force: true });
});

/** As a line delivers it: more is on its way when the disk is full. */
function inParts(bytes: Bytes): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += 65_536)));
    },
  });
}

describe.skipIf(!isMounted)("a disk that is full", () => {
  let close = (): Promise<void> => Promise.resolve();
  let researcher: SignedIn;
  beforeAll(async () => {
    vi.stubEnv("SEALPOST_DATA", folder);
    close = await openForTests("pglite");
    researcher = await addResearcher(await addOrganisation(await foundCoalition(1), 2), 3);
  });
  beforeEach(() => resize(LARGE));
  afterAll(async () => {
    vi.unstubAllEnvs();
    await close();
  });

  it("loses nothing that was acknowledged, claims nothing that did not fit, and goes on when there is room", async () => {
    const [store, blobId] = [new FolderStore(join(folder, "store")), newBlobId()];
    resize(SMALL);
    const acknowledged = await store.append(blobId, sending(0, 2 * MEBIBYTE + 77), 0);
    await expect(store.append(blobId, sending(acknowledged, 4 * MEBIBYTE), acknowledged)).rejects.toMatchObject({ code: "full" });
    const offset = await store.offset(blobId);
    expect(offset).toBeGreaterThanOrEqual(acknowledged);
    expect(offset).toBeLessThanOrEqual(4 * MEBIBYTE);
    resize(LARGE);
    const end = await store.append(blobId, sending(offset, 4 * MEBIBYTE), offset);
    expect((await bytesOf(store, blobId, 0, end)).equals(patterned(0, end))).toBe(true);
    await store.remove(blobId);
  });

  it("is told as such, to those who go on and to those who begin", async () => {
    const bytes = noise(sealedSize(6 * MEBIBYTE));
    const upload = await createUpload(researcher, bytes.length);
    resize(SMALL);
    const refused = await continueUpload("PATCH", upload, { offset: 0, body: inParts(bytes) });
    expect([refused.status, codeOf(refused)]).toEqual([507, "full"]);
    expect(codeOf(await postUpload(researcher.cookie, { "upload-length": String(bytes.length) }))).toBe("full");
    const offset = await offsetOf(upload);
    expect(offset).toBeLessThanOrEqual(4 * MEBIBYTE);
    resize(LARGE);
    mustBeOk(await continueUpload("PATCH", upload, { offset, body: bytes.subarray(offset) }));
    expect((await askReceipt(upload)).json).toMatchObject({ cth: expectedCth(bytes) });
  });
});
