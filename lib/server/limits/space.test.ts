/** Space is taken when an upload is announced, before any byte of it travels: on PGlite and on PostgreSQL. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { onEachDatabase } from "@/prisma/testing/databases";
import { sealedSize } from "@/lib/format/chunks";
import { dayFromNow } from "../clock";
import { db } from "../db";
import { sweep } from "../jobs/sweep";
import { forgetProcessState } from "../process-state";
import { codeOf, type Answered } from "../testing/call";
import { addOrganisation, addResearcher, foundCoalition, type SignedIn } from "../testing/story";
import { continueUpload, createUpload, noise, postUpload, uploadBlob, useEvidenceFolder } from "../testing/uploads";

const SIZE = sealedSize(0);
const MEBIBYTE = 1 << 20;

onEachDatabase("space", () => {
  let removeFolder = (): Promise<void> => Promise.resolve();
  let researcher: SignedIn;
  let colleague: SignedIn;

  beforeAll(async () => {
    const organisation = await addOrganisation(await foundCoalition(1), 2);
    [researcher, colleague] = [await addResearcher(organisation, 3), organisation.lead];
  });
  beforeEach(async () => {
    removeFolder = await useEvidenceFolder();
  });
  const limit = (settings: Readonly<Record<string, number>>): void => {
    for (const [name, bytes] of Object.entries(settings)) vi.stubEnv(name, String(bytes));
  };
  afterEach(async () => {
    await db().blob.deleteMany();
    await db().volume.deleteMany();
    forgetProcessState();
    await removeFolder();
  });
  afterAll(() => forgetProcessState());
  const announce = (by: SignedIn, length = SIZE): Promise<Answered> => postUpload(by.cookie, { "upload-length": String(length) });
  const manyAtOnce = async (by: SignedIn, count: number): Promise<string[]> => {
    const answers = await Promise.all(Array.from({ length: count }, () => announce(by)));
    return answers.map(codeOf).sort();
  };

  it("of many announced at once as many pass as fit, for an account and for the whole server", async () => {
    limit({ SEALPOST_MAX_ACCOUNT_BYTES: 3 * SIZE + 1000, SEALPOST_MAX_STORED_BYTES: 5 * SIZE });
    expect(await manyAtOnce(researcher, 8)).toEqual([...Array<string>(3).fill("201"), ...Array<string>(5).fill("space-used")]);
    expect(await manyAtOnce(colleague, 8)).toEqual([...Array<string>(2).fill("201"), ...Array<string>(6).fill("full")]);
    expect(await db().blob.count()).toBe(5);
  });

  it("a refusal is 507 with what the account has and may have, and nothing of the server or of others", async () => {
    limit({ SEALPOST_MAX_ACCOUNT_BYTES: 2 * SIZE });
    await createUpload(colleague, SIZE);
    await createUpload(researcher, SIZE);
    const refused = await announce(researcher, sealedSize(MEBIBYTE));
    expect([refused.status, refused.json]).toEqual([507, { code: "space-used", usedBytes: SIZE, limitBytes: 2 * SIZE }]);
    vi.stubEnv("SEALPOST_MAX_STORED_BYTES", String(2 * SIZE));
    const full = await announce(researcher);
    expect([full.status, full.json]).toEqual([507, { code: "full" }]);
  });

  it("is given back by what is terminated and by what expires, sent or not", async () => {
    limit({ SEALPOST_MAX_ACCOUNT_BYTES: 2 * SIZE });
    const [ended, starved] = [await uploadBlob(researcher, noise(SIZE)), await createUpload(researcher, SIZE)];
    expect(codeOf(await announce(researcher))).toBe("space-used");
    expect((await continueUpload("DELETE", ended)).status).toBe(204);
    expect(await manyAtOnce(researcher, 2)).toEqual(["201", "space-used"]);
    await db().blob.updateMany({ where: { blobId: starved.id }, data: { lastByteDay: dayFromNow(-15) } });
    await sweep();
    expect(await manyAtOnce(researcher, 2)).toEqual(["201", "space-used"]);
  });

  it("a creation that fails takes none", async () => {
    limit({ SEALPOST_MAX_ACCOUNT_BYTES: SIZE });
    const failed = await postUpload(researcher.cookie, { "upload-length": String(SIZE), "tus-resumable": "0.2.2" });
    expect(failed.status).toBe(412);
    expect(codeOf(await announce(researcher))).toBe("201");
  });

  it("of an account only a month and a power of four are written, and they go with the month", async () => {
    await createUpload(researcher, SIZE);
    const first = await db().volume.findMany();
    await createUpload(researcher, SIZE);
    expect(await db().volume.findMany()).toEqual(first);
    expect(first).toEqual([{ userId: expect.any(String) as string, month: dayFromNow(0).slice(0, 7), power: 9 }]);
    expect(4 ** 9).toBeGreaterThanOrEqual(2 * SIZE);
    await db().volume.updateMany({ data: { month: "2001-01" } });
    await sweep();
    expect(await db().volume.count()).toBe(0);
  });

  it("after a restart an account has what its power of four says at the least; last month's counts no more", async () => {
    limit({ SEALPOST_MAX_ACCOUNT_BYTES: 3 * SIZE });
    for (let count = 0; count < 3; count++) await createUpload(researcher, SIZE);
    forgetProcessState();
    expect((await announce(researcher, sealedSize(MEBIBYTE))).json).toMatchObject({ code: "space-used", usedBytes: 4 ** 8 });
    await db().volume.updateMany({ data: { month: "2001-01" } });
    forgetProcessState();
    expect(codeOf(await announce(researcher))).toBe("201");
  });

  it("what the disk has no room for is refused, whatever the limits are", async () => {
    limit({ SEALPOST_MAX_FILE_BYTES: 2 ** 46, SEALPOST_MAX_ACCOUNT_BYTES: 2 ** 50 });
    expect(codeOf(await announce(researcher, sealedSize(2 ** 45)))).toBe("full");
    expect(await db().blob.count()).toBe(0);
  });
});
