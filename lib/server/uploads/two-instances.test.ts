/** Two processes of the server, one PostgreSQL, one folder: an upload may meet either of them, and both at once. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { openForTests } from "@/prisma/testing/databases";
import { sealedSize } from "@/lib/format/chunks";
import { UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";
import { database, db } from "../db";
import { addOrganisation, addResearcher, foundCoalition, type SignedIn } from "../testing/story";
import { blobPath, createUpload, expectedCth, noise, useEvidenceFolder, type TestUpload } from "../testing/uploads";

const MEBIBYTE = 1 << 20;
const program = fileURLToPath(new URL("../../client/testing/instance.ts", import.meta.url));

type Instance = { readonly url: string; end(signal: NodeJS.Signals): Promise<void> };

let close = (): Promise<void> => Promise.resolve();
let removeFolder = (): Promise<void> => Promise.resolve();
let researcher: SignedIn;
let one: Instance;
let two: Instance;

async function startInstance(): Promise<Instance> {
  const child: ChildProcess = fork(program, { execArgv: ["--conditions=react-server", "--import=tsx"] });
  const [message] = (await once(child, "message")) as [unknown];
  const { port } = z.object({ port: z.number() }).parse(message);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  };
  return { url: `http://localhost:${port}/api/uploads`, end };
}

// Each instance compiles its routes when they are first asked for.
vi.setConfig({ testTimeout: 180_000 });

beforeAll(async () => {
  removeFolder = await useEvidenceFolder();
  close = await openForTests("postgresql");
  vi.stubEnv("DATABASE_URL", database().url ?? ""); // as the instances will find it
  researcher = await addResearcher(await addOrganisation(await foundCoalition(1), 2), 3);
  [one, two] = await Promise.all([startInstance(), startInstance()]);
});
afterAll(async () => {
  await Promise.all([one, two].map((instance) => instance.end("SIGKILL")));
  await close();
  await removeFolder();
});

type Asked = { readonly offset?: number; readonly body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>; readonly path?: string };

function ask(instance: Instance, method: string, { id, cap }: TestUpload, { offset, body, path = "" }: Asked = {}): Promise<Response> {
  const headers: Record<string, string> = { "tus-resumable": "1.0.0", [UPLOAD_CAP_HEADER]: cap };
  if (offset !== undefined) Object.assign(headers, { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" });
  return fetch(`${instance.url}/${id}${path}`, { method, headers, ...(body === undefined ? {} : { body, duplex: "half" }) });
}

async function offsetAt(instance: Instance, upload: TestUpload): Promise<number> {
  return Number((await ask(instance, "HEAD", upload)).headers.get("upload-offset"));
}

async function receiptOf(instance: Instance, upload: TestUpload): Promise<unknown> {
  return (await ask(instance, "GET", upload, { path: "/receipt" })).json();
}

/** A sender that stops in the middle and keeps its line: the lock of its PATCH stays with `instance`. */
async function holdOpen(instance: Instance, upload: TestUpload, bytes: Uint8Array): Promise<void> {
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes) });
  ask(instance, "PATCH", upload, { offset: 0, body }).catch(() => undefined); // cut off, or answered when nobody reads it any more
  const arrived = async (): Promise<number> => (await stat(blobPath(upload.id)).catch(() => ({ size: 0 }))).size;
  while ((await arrived()) === 0) await nextTurn();
}

describe("an upload that two instances serve", () => {
  it("in turns: each goes on where the other left it, and the receipt is that of the whole", async () => {
    const bytes = noise(sealedSize(5 * MEBIBYTE));
    const upload = await createUpload(researcher, bytes.length);
    const piece = 700_001;
    for (let [at, turn] = [0, 0]; at < bytes.length; turn++) {
      const [writer, reader] = turn % 2 === 0 ? [one, two] : [two, one];
      expect((await ask(writer, "PATCH", upload, { offset: at, body: bytes.slice(at, at + piece) })).status).toBe(204);
      at = Math.min(at + piece, bytes.length);
      expect(await offsetAt(reader, upload)).toBe(at);
    }
    expect((await db().blob.findUniqueOrThrow({ where: { blobId: upload.id } })).cth, "no instance saw all bytes").toBeNull();
    const receipt = { blob: upload.id, length: bytes.length, cth: expectedCth(bytes) };
    expect(await receiptOf(one, upload)).toEqual(receipt);
    expect(await receiptOf(two, upload)).toEqual(receipt);
  });

  it("at once: two clients of one upload end with one file, byte for byte", async () => {
    const bytes = noise(sealedSize(6 * MEBIBYTE));
    const upload = await createUpload(researcher, bytes.length);
    const send = (instance: Instance) =>
      new Promise<void>((resolve, reject) => {
        new Upload(Buffer.from(bytes), {
          uploadUrl: `${instance.url}/${upload.id}`,
          headers: { [UPLOAD_CAP_HEADER]: upload.cap },
          chunkSize: 300_000,
          retryDelays: Array.from({ length: 50 }, () => 10),
          onSuccess: () => resolve(),
          onError: reject,
        }).start();
      });
    await Promise.all([send(one), send(two)]);
    expect(await receiptOf(two, upload)).toEqual({ blob: upload.id, length: bytes.length, cth: expectedCth(bytes) });
  });

  it("asks the other for an upload that it holds: what had arrived there stays, and the rest comes here", async () => {
    const bytes = noise(sealedSize(2 * MEBIBYTE));
    const upload = await createUpload(researcher, bytes.length);
    await holdOpen(one, upload, bytes.slice(0, 900_000));
    const offset = await offsetAt(two, upload);
    expect(offset).toBeGreaterThan(0);
    expect((await ask(two, "PATCH", upload, { offset, body: bytes.slice(offset) })).status).toBe(204);
    expect(await receiptOf(one, upload)).toMatchObject({ cth: expectedCth(bytes) });
  });

  it("goes on at the other when the one that holds it is killed", async () => {
    const bytes = noise(sealedSize(3 * MEBIBYTE));
    const upload = await createUpload(researcher, bytes.length);
    await holdOpen(one, upload, bytes.slice(0, 1_100_000));
    await one.end("SIGKILL");
    const offset = await offsetAt(two, upload);
    expect(offset).toBeGreaterThan(0);
    expect((await ask(two, "PATCH", upload, { offset, body: bytes.slice(offset) })).status).toBe(204);
    one = await startInstance();
    expect(await receiptOf(one, upload)).toMatchObject({ length: bytes.length, cth: expectedCth(bytes) });
  });
});
