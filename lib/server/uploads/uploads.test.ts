import { setImmediate as nextTurn } from "node:timers/promises";
import { readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import * as blobs from "@/app/api/blobs/[id]/route";
import * as keep from "@/app/api/dossiers/[id]/keep/route";
import * as uploads from "@/app/api/uploads/[[...path]]/route";
import { sealedSize } from "@/lib/format/chunks";
import { toHex } from "@/lib/shared/bytes";
import { UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";
import { dayFromNow } from "../clock";
import { db } from "../db";
import { env } from "../env";
import { sweep } from "../jobs/sweep";
import { call, callRaw, codeOf, type Answered } from "../testing/call";
import { createDossier, endOf, keepRecord, makeDossier, sealSubmission, sendMove, sendVersion, signMove, type TestDossier } from "../testing/dossiers";
import { addOrganisation, addResearcher, addReviewer, foundCoalition, mustBeOk, type Organisation, type SignedIn, type StoryLog } from "../testing/story";
import { askReceipt, blobPath, continueUpload, createUpload, expectedCth, noise, offsetOf, postUpload, uploadBlob, useEvidenceFolder, type TestUpload } from "../testing/uploads";

const SMALL = sealedSize(0);
const MEBIBYTE = 1 << 20;
let close = (): Promise<void> => Promise.resolve();
let removeFolder = (): Promise<void> => Promise.resolve();
let coalition: StoryLog;
let reviewer: SignedIn;
let org: Organisation;
let researcher: SignedIn;
let stranger: Organisation;

beforeAll(async () => {
  removeFolder = await useEvidenceFolder();
  close = await openForTests("pglite");
  coalition = await foundCoalition(1);
  reviewer = await addReviewer(coalition, 2);
  org = await addOrganisation(coalition, 3);
  researcher = await addResearcher(org, 4);
  stranger = await addOrganisation(coalition, 5);
});
afterAll(async () => {
  await close();
  await removeFolder();
});

const sendKeep = (by: SignedIn, dossier: TestDossier, n: number, of: readonly TestUpload[], shown: readonly TestUpload[] = of): Promise<Answered> =>
  call(keep, "PUT", {
    cookie: by.cookie,
    params: { id: dossier.id },
    headers: shown.length === 0 ? {} : { [UPLOAD_CAP_HEADER]: shown.map(({ cap }) => cap).join(",") },
    body: keepRecord(dossier, n, of.map(({ id }) => id)),
  });

describe("creating an upload", () => {
  it("gives a random id under the same path, and a capability that the server keeps a hash of", async () => {
    const answered = await postUpload(researcher.cookie, { "upload-length": String(SMALL) });
    expect(answered.status).toBe(201);
    expect(answered.headers.get("location")).toMatch(/^\/api\/uploads\/[0-9a-f]{32}$/);
    expect(answered.headers.get("x-new-upload-cap")).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect([...answered.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    const row = await db().blob.findUniqueOrThrow({ where: { blobId: answered.headers.get("location")?.split("/").at(-1) ?? "" } });
    expect(Object.keys(row).sort()).toEqual(["blobId", "capHash", "complete", "cth", "lastByteDay", "length"]);
  });

  it("refuses lengths that no sealed file has, and what is too long", async () => {
    const post = async (length: string) => codeOf(await postUpload(researcher.cookie, { "upload-length": length }));
    for (const length of ["0", "1", String(SMALL - 1), String(SMALL + 1), "-5", "1e6", "99999999999999999999", ""]) {
      expect([length, await post(length)]).toEqual([length, "malformed"]);
    }
    expect(await post(String(sealedSize(env().maxFileBytes * 2)))).toBe("too-large");
    expect(await post(String(sealedSize(3 * MEBIBYTE)))).toBe("201");
  });

  it("refuses metadata, which could carry a name, and lengths that come later", async () => {
    const length = { "upload-length": String(SMALL) };
    expect(codeOf(await postUpload(researcher.cookie, { ...length, "upload-metadata": "filename d29ybGQ=" }))).toBe("malformed");
    expect(codeOf(await postUpload(researcher.cookie, { "upload-defer-length": "1" }))).toBe("malformed");
    expect(codeOf(await postUpload(researcher.cookie, { ...length, "upload-concat": "partial" }))).toBe("malformed");
  });

  it("is for members of organisations, of the same site", async () => {
    const length = { "upload-length": String(SMALL) };
    expect((await postUpload(undefined, length)).status).toBe(401);
    expect((await postUpload(reviewer.cookie, length)).status).toBe(403);
    expect((await postUpload(researcher.cookie, { ...length, "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  it("writes nothing beside the bytes: no name, no time, no owner", async () => {
    const upload = await uploadBlob(researcher, noise(SMALL));
    const files = (await readdir(env().evidenceFolder)).filter((name) => name.includes(upload.id));
    expect(files).toEqual([upload.id]);
    expect((await stat(blobPath(upload.id))).mtimeMs).toBe(0);
  });
});

describe("sending bytes", () => {
  it("goes on from where a cut connection left it, and the receipt is that of the whole", async () => {
    const bytes = noise(sealedSize(3 * MEBIBYTE + 1));
    const upload = await createUpload(researcher, bytes.length);
    const onDisk = async (): Promise<number> => (await stat(blobPath(upload.id)).catch(() => null))?.size ?? 0;
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes.subarray(0, 1_500_000)),
      pull: async (controller) => {
        while ((await onDisk()) < 100_000) await nextTurn();
        controller.error(new Error("the line is cut"));
      },
    });
    expect((await continueUpload("PATCH", upload, { offset: 0, body: cut })).status).toBeGreaterThanOrEqual(400);
    const offset = await offsetOf(upload);
    expect(offset).toBeGreaterThanOrEqual(100_000);
    expect(offset).toBeLessThanOrEqual(1_500_000);
    expect(codeOf(await askReceipt(upload))).toBe("incomplete-upload");
    const rest = await continueUpload("PATCH", upload, { offset, body: bytes.subarray(offset) });
    expect([rest.status, rest.headers.get("upload-offset")]).toEqual([204, String(bytes.length)]);
    const receipt = await askReceipt(upload);
    expect(receipt.json).toEqual({ blob: upload.id, length: bytes.length, cth: expectedCth(bytes) });
    expect((await readFile(blobPath(upload.id))).equals(bytes)).toBe(true);
  });

  it("hashes the bytes while they come, over several requests, so that the receipt reads no disk", async () => {
    const bytes = noise(sealedSize(2 * MEBIBYTE));
    const upload = await createUpload(researcher, bytes.length);
    for (const [from, to] of [[0, 70_000], [70_000, 1_100_000], [1_100_000, bytes.length]] as const) {
      mustBeOk(await continueUpload("PATCH", upload, { offset: from, body: bytes.subarray(from, to) }));
    }
    const row = await db().blob.findUniqueOrThrow({ where: { blobId: upload.id } });
    expect(row.complete).toBe(true);
    expect(toHex(row.cth ?? new Uint8Array())).toBe(expectedCth(bytes));
  });

  it("says the offset by what is on the disk, so that a killed server never claims more than it has", async () => {
    const bytes = noise(SMALL);
    const upload = await createUpload(researcher, bytes.length);
    mustBeOk(await continueUpload("PATCH", upload, { offset: 0, body: bytes.subarray(0, 40_000) }));
    await truncate(blobPath(upload.id), 30_000);
    expect(await offsetOf(upload)).toBe(30_000);
  });

  it("a wrong offset is 409 and changes nothing", async () => {
    const bytes = noise(SMALL);
    const upload = await createUpload(researcher, bytes.length);
    for (const offset of [1, SMALL]) expect(codeOf(await continueUpload("PATCH", upload, { offset, body: bytes }))).toBe("conflict");
    expect(await offsetOf(upload)).toBe(0);
  });

  it("takes PATCHes over 10 MB, and no more bytes than announced", async () => {
    const bytes = noise(sealedSize(12 * MEBIBYTE));
    const upload = await uploadBlob(researcher, bytes);
    expect(await offsetOf(upload)).toBe(bytes.length);
    const small = await createUpload(researcher, SMALL);
    const answered = await continueUpload("PATCH", small, { offset: 0, body: noise(SMALL + 1000) });
    expect(answered.status).toBeGreaterThanOrEqual(400);
    expect(await offsetOf(small)).toBeLessThanOrEqual(SMALL);
  });

  it("an upload whose last answer was lost is completed by its receipt", async () => {
    const bytes = noise(SMALL);
    const upload = await uploadBlob(researcher, bytes);
    await db().blob.update({ where: { blobId: upload.id }, data: { complete: false } });
    expect((await askReceipt(upload)).json).toMatchObject({ cth: expectedCth(bytes) });
    expect((await db().blob.findUniqueOrThrow({ where: { blobId: upload.id } })).complete).toBe(true);
  });

  it("another upload's capability, or none, is told that there is no such upload", async () => {
    const [upload, other] = [await createUpload(researcher, SMALL), await createUpload(researcher, SMALL)];
    for (const cap of [other.cap, "", "AAAA"]) {
      for (const method of ["HEAD", "PATCH", "DELETE"] as const) {
        const body = method === "PATCH" ? { body: noise(10) } : {};
        expect([method, (await continueUpload(method, upload, { cap, ...body })).status]).toEqual([method, 404]);
      }
      expect((await askReceipt({ ...upload, cap })).status).toBe(404);
    }
    expect((await continueUpload("HEAD", { ...upload, id: "cd".repeat(16) })).status).toBe(404);
  });

  it("hands nothing back: GET of an upload is no route", async () => {
    const upload = await uploadBlob(researcher, noise(SMALL));
    const headers = { [UPLOAD_CAP_HEADER]: upload.cap };
    expect((await call(uploads, "GET", { params: { path: [upload.id] }, headers })).status).toBe(400);
    expect((await call(uploads, "GET", { params: { path: [] }, headers })).status).toBe(400);
  });

  it("an id that is a path is no upload", async () => {
    const upload = await createUpload(researcher, SMALL);
    for (const id of [`..%2f${upload.id}`, "..", "sealpost.lock", `${upload.id}.json`]) {
      expect([id, (await continueUpload("HEAD", { ...upload, id })).status]).toEqual([id, 404]);
    }
  });
});

describe("a keep", () => {
  it("shows the capability of each blob that it names first; a foreign one is not found", async () => {
    const [dossier, mine, theirs] = [await createDossier(researcher), await uploadBlob(researcher, noise(SMALL)), await uploadBlob(stranger.lead, noise(SMALL))];
    expect(codeOf(await sendKeep(researcher, dossier, 0, [theirs], [mine]))).toBe("not-found");
    expect(codeOf(await sendKeep(researcher, dossier, 0, [mine], []))).toBe("not-found");
    expect(codeOf(await sendKeep(researcher, dossier, 0, [mine]))).toBe("200");
    expect(codeOf(await sendKeep(researcher, dossier, 1, [mine], []))).toBe("200");
    expect(codeOf(await sendKeep(researcher, dossier, 1, [mine], []))).toBe("200"); // the same again
    expect(codeOf(await sendKeep(researcher, dossier, 1, [], []))).toBe("conflict");
  });

  it("cannot name a blob that another dossier names", async () => {
    const [one, two, upload] = [await createDossier(researcher), await createDossier(researcher), await uploadBlob(researcher, noise(SMALL))];
    mustBeOk(await sendKeep(researcher, one, 0, [upload]));
    expect(codeOf(await sendKeep(researcher, two, 0, [upload]))).toBe("conflict");
  });

  it("protects its blobs from deletion and from the sweep; what none names goes after two weeks", async () => {
    const dossier = await createDossier(researcher);
    const [kept, loose, dropped, recent] = await Promise.all([0, 1, 2, 3].map(() => uploadBlob(researcher, noise(SMALL))));
    if (!kept || !loose || !dropped || !recent) throw new Error("four uploads");
    mustBeOk(await sendKeep(researcher, dossier, 0, [kept, dropped]));
    mustBeOk(await sendKeep(researcher, dossier, 1, [kept], []));
    expect(codeOf(await continueUpload("DELETE", kept))).toBe("conflict");
    const blobId = { in: [kept.id, loose.id, dropped.id] };
    await db().blob.updateMany({ where: { blobId }, data: { lastByteDay: dayFromNow(-15) } });
    await db().blob.updateMany({ where: { blobId: recent.id }, data: { lastByteDay: dayFromNow(-14) } });
    await writeFile(blobPath("ef".repeat(16)), "left by an end between row and file");
    await sweep();
    const files = await readdir(env().evidenceFolder);
    expect([kept, loose, dropped, recent].map(({ id }) => files.includes(id))).toEqual([true, false, false, true]);
    expect(files).not.toContain("ef".repeat(16));
    expect((await continueUpload("DELETE", recent)).status).toBe(204);
    expect(await db().blob.count({ where: { blobId: recent.id } })).toBe(0);
  });

  it("only adds from the first submission on, and the submission waits for whole blobs", async () => {
    const dossier = await createDossier(researcher);
    const bytes = noise(SMALL);
    const upload = await createUpload(researcher, bytes.length);
    mustBeOk(await sendKeep(researcher, dossier, 0, [upload]));
    const submission = sealSubmission(coalition, dossier, { keepN: 0 });
    expect(codeOf(await sendVersion(researcher, dossier, submission))).toBe("incomplete-upload");
    mustBeOk(await continueUpload("PATCH", upload, { offset: 0, body: bytes }));
    expect(codeOf(await sendVersion(researcher, dossier, sealSubmission(coalition, dossier)))).toBe("conflict");
    mustBeOk(await sendVersion(researcher, dossier, submission));
    expect(codeOf(await sendKeep(researcher, dossier, 1, []))).toBe("closed");
    const more = await uploadBlob(researcher, noise(SMALL));
    expect(codeOf(await sendKeep(researcher, dossier, 1, [upload, more], [more]))).toBe("200");
  });
});

describe("a blob", () => {
  const bytes = noise(sealedSize(2 * MEBIBYTE));
  let dossier: TestDossier;
  let upload: TestUpload;
  const read = (by: SignedIn, headers: Record<string, string> = {}, of = dossier.id) =>
    callRaw(blobs, "GET", { cookie: by.cookie, params: { id: upload.id }, query: `?dossier=${of}`, headers });

  beforeAll(async () => {
    dossier = await createDossier(researcher);
    upload = await uploadBlob(researcher, bytes);
    mustBeOk(await sendKeep(researcher, dossier, 0, [upload]));
  });

  it("is read by the organisation's capability before anyone else", async () => {
    const whole = await read(org.lead, dossier.capHeader);
    expect(whole.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    for (const by of [reviewer, coalition.admin, stranger.lead]) expect((await read(by)).status).toBe(404);
    expect((await read(stranger.lead, makeDossier().capHeader)).status).toBe(404);
  });

  it("is read by coordinators once submitted, by reviewers once admitted, and under its own dossier only", async () => {
    const sent = sealSubmission(coalition, dossier, { keepN: 0 });
    mustBeOk(await sendVersion(researcher, dossier, sent));
    expect([(await read(coalition.admin)).status, (await read(reviewer)).status]).toEqual([200, 404]);
    const admission = signMove(coalition, dossier, coalition.admin, { to: "screening", at: sent.version, after: endOf(sent.move, 0, "submitted"), summary: true });
    mustBeOk(await sendMove(coalition.admin, dossier, admission));
    expect((await read(reviewer)).status).toBe(200);
    expect((await read(reviewer, {}, makeDossier().id)).status).toBe(404);
    expect((await read(stranger.lead)).status).toBe(404);
  });

  it("comes in ranges", async () => {
    const range = async (value: string) => {
      const response = await read(org.lead, { ...dossier.capHeader, range: value });
      return { status: response.status, said: response.headers.get("content-range"), bytes: new Uint8Array(await response.arrayBuffer()) };
    };
    const size = bytes.length;
    expect(await range("bytes=10-19")).toEqual({ status: 206, said: `bytes 10-19/${size}`, bytes: bytes.slice(10, 20) });
    expect(await range(`bytes=${size - 5}-`)).toEqual({ status: 206, said: `bytes ${size - 5}-${size - 1}/${size}`, bytes: bytes.slice(-5) });
    expect(await range("bytes=-7")).toEqual({ status: 206, said: `bytes ${size - 7}-${size - 1}/${size}`, bytes: bytes.slice(-7) });
    expect(await range(`bytes=${size}-`)).toMatchObject({ status: 416, said: `bytes */${size}` });
    expect((await range("bytes=1-2,4-5")).status).toBe(200);
  });
});
