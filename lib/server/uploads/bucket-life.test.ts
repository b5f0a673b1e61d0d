import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import * as blobs from "@/app/api/blobs/[id]/route";
import * as keep from "@/app/api/dossiers/[id]/keep/route";
import { sealedSize } from "@/lib/format/chunks";
import { UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";
import { dayFromNow } from "../clock";
import { db } from "../db";
import { scrub } from "../jobs/scrub";
import { sweep } from "../jobs/sweep";
import { forgetProcessState } from "../process-state";
import { call, callRaw, codeOf } from "../testing/call";
import { createDossier, keepRecord } from "../testing/dossiers";
import { addOrganisation, addResearcher, foundCoalition, mustBeOk, type Organisation, type SignedIn } from "../testing/story";
import { askReceipt, continueUpload, createUpload, expectedCth, noise, offsetOf, uploadBlob } from "../testing/uploads";
import { BucketClient, type BucketSettings } from "./bucket-client";
import { evidenceStore } from "./evidence";
import { missingPrograms, startCeph, type CephServer } from "./testing/ceph-server";
import { startFaultyProxy, type FaultyProxy } from "./testing/faulty-proxy";

const MEBIBYTE = 2 ** 20;
const isSkipped = missingPrograms().length > 0 && !inject("isCi");

describe.skipIf(isSkipped)("evidence in a bucket", () => {
  let ceph: CephServer;
  let bucket: BucketSettings;
  let proxy: FaultyProxy;
  let close = (): Promise<void> => Promise.resolve();
  let org: Organisation;
  let researcher: SignedIn;

  beforeAll(async () => {
    ceph = await startCeph();
    bucket = await ceph.bucket();
    proxy = await startFaultyProxy(bucket.url);
    vi.stubEnv("SEALPOST_BUCKET", `${proxy.url}/`);
    vi.stubEnv("SEALPOST_BUCKET_KEY", bucket.keyId);
    vi.stubEnv("SEALPOST_BUCKET_SECRET", bucket.secret);
    close = await openForTests("pglite");
    org = await addOrganisation(await foundCoalition(1), 2);
    researcher = await addResearcher(org, 3);
    await evidenceStore().prepare();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await close();
    await proxy.stop();
    await ceph.stop();
  });

  it("goes up in pieces over faults and new processes, has a receipt, is read in ranges, and scrubbed", async () => {
    const bytes = noise(sealedSize(21 * MEBIBYTE));
    const upload = await createUpload(researcher, bytes.length);
    const send = (offset: number, end: number) => continueUpload("PATCH", upload, { offset, body: bytes.subarray(offset, end) });
    expect((await send(0, 9 * MEBIBYTE)).status).toBe(204);
    forgetProcessState();
    expect(await offsetOf(upload)).toBe(9 * MEBIBYTE);

    proxy.mode = "error";
    const refused = await send(9 * MEBIBYTE, bytes.length);
    expect([refused.status, codeOf(refused)]).toEqual([503, "unavailable"]);
    expect(codeOf(await askReceipt(upload))).toBe("unavailable");
    await expect(scrub()).resolves.toEqual([]); // nothing is complete yet
    proxy.mode = "pass";

    expect(await offsetOf(upload)).toBe(9 * MEBIBYTE);
    expect((await send(0, 10)).status).toBe(409);
    expect((await send(9 * MEBIBYTE, 20 * MEBIBYTE)).status).toBe(204);
    expect(codeOf(await askReceipt(upload))).toBe("incomplete-upload");
    expect((await send(20 * MEBIBYTE, bytes.length)).status).toBe(204);
    const receipt = { blob: upload.id, length: bytes.length, cth: expectedCth(bytes) };
    expect((await askReceipt(upload)).json).toEqual(receipt);

    const dossier = await createDossier(researcher);
    const body = keepRecord(dossier, 0, [upload.id]);
    mustBeOk(await call(keep, "PUT", { cookie: researcher.cookie, params: { id: dossier.id }, headers: { [UPLOAD_CAP_HEADER]: upload.cap }, body }));
    const read = (headers: Record<string, string>) =>
      callRaw(blobs, "GET", { cookie: org.lead.cookie, params: { id: upload.id }, query: `?dossier=${dossier.id}`, headers: { ...dossier.capHeader, ...headers } });
    const whole = await read({});
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const [from, to] = [8 * MEBIBYTE - 5, 9 * MEBIBYTE + 5];
    const part = await read({ range: `bytes=${from}-${to}` });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes ${from}-${to}/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from, to + 1))).toBe(true);
    expect(codeOf(await continueUpload("DELETE", upload))).toBe("conflict");
    expect(await scrub()).toEqual([]);
    proxy.mode = "error";
    expect((await read({})).status).toBe(503);
    await expect(scrub()).rejects.toMatchObject({ code: "unavailable" }); // not a night of damaged files
    proxy.mode = "pass";
  });

  it("is deleted with its upload, by the sweep after two weeks, and where no row is", async () => {
    const [deleted, expired] = [await uploadBlob(researcher, noise(sealedSize(0))), await uploadBlob(researcher, noise(sealedSize(9 * MEBIBYTE)))];
    const orphan = "ef".repeat(16);
    await evidenceStore().append(orphan, (async function* () { yield noise(10); })(), 0);
    expect((await continueUpload("DELETE", deleted)).status).toBe(204);
    await db().blob.update({ where: { blobId: expired.id }, data: { lastByteDay: dayFromNow(-15) } });
    expect(await evidenceStore().list()).toEqual(expect.arrayContaining([expired.id, orphan]));
    await sweep();
    const left = await evidenceStore().list();
    expect([deleted.id, expired.id, orphan].map((id) => left.includes(id))).toEqual([false, false, false]);
  });

  it("tells the object store random ids, places and sizes, and nothing else", async () => {
    const upload = await uploadBlob(researcher, noise(sealedSize(0)));
    const { body } = await new BucketClient(bucket).call("GET", "", { query: { "list-type": "2", prefix: upload.id } });
    const keys = [...body.toString().matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key);
    expect(keys).toEqual([`${upload.id}/1fffffffffffff`]);
  });

  it("that was damaged there is named with its place", async () => {
    const upload = await uploadBlob(researcher, noise(sealedSize(0)));
    await askReceipt(upload);
    await new BucketClient(bucket).call("PUT", `${upload.id}/1fffffffffffff`, { body: [noise(sealedSize(0))] });
    expect(await scrub()).toEqual([upload.id]);
  });
});
