import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import * as cap from "@/app/api/dossiers/[id]/cap/route";
import * as draftRoute from "@/app/api/dossiers/[id]/draft/route";
import * as dossierRoute from "@/app/api/dossiers/[id]/route";
import { POST as postDossier } from "@/app/api/dossiers/route";
import { draftAnswer, dossier as dossierSchema } from "@/lib/wire/dossiers";
import { NO_HASH } from "@/lib/format/log";
import { newestEpoch } from "@/lib/format/log-state";
import { db } from "../db";
import { call, codeOf } from "../testing/call";
import { capRecord, createDossier, draftRecord, makeDossier, sealSubmission, sendVersion, submitDossier, type SubmissionWish } from "../testing/dossiers";
import { addOrganisation, addReviewer, foundCoalition, stateOfLog, type Organisation, type StoryLog } from "../testing/story";

let close = (): Promise<void> => Promise.resolve();
let coalition: StoryLog;
let org: Organisation;

beforeAll(async () => {
  close = await openForTests("pglite");
  coalition = await foundCoalition(1);
  org = await addOrganisation(coalition, 3);
});
afterAll(() => close());

const attempt = async (wish: SubmissionWish, change: Record<string, unknown> = {}): Promise<string> => {
  const dossier = await createDossier(org.lead);
  const sent = sealSubmission(coalition, dossier, wish);
  return codeOf(await sendVersion(org.lead, dossier, { ...sent, body: { ...sent.body, ...change } }));
};

describe("a submission", () => {
  it("stands with its move or not at all", async () => {
    const { dossier } = await submitDossier(coalition, org.lead);
    const refused = await createDossier(org.lead);
    const sent = sealSubmission(coalition, refused);
    const other = sealSubmission(coalition, refused);
    expect(codeOf(await sendVersion(org.lead, refused, { ...sent, body: { ...sent.body, move: other.move } }))).toBe("illegal-move");
    const count = (dossierId: string) => Promise.all([db().version.count({ where: { dossierId } }), db().move.count({ where: { dossierId } })]);
    expect(await count(dossier.id)).toEqual([1, 1]);
    expect(await count(refused.id)).toEqual([0, 0]);
  });

  it("whose compartments, wraps or signature are not those of its body is refused", async () => {
    const bytes = new Uint8Array(4096 + 73);
    for (const name of ["cc", "ci", "cs", "cn"]) expect([name, await attempt({}, { [name]: bytes })]).toEqual([name, "malformed"]);
    expect(await attempt({}, { wr: new Uint8Array(10) })).toBe("malformed");
    expect(await attempt({}, { wo: new Uint8Array(10) })).toBe("malformed");
    expect(await attempt({}, { sig: new Uint8Array(64).fill(1) })).toBe("bad-signature");
  });

  it("that skips or repeats a version is a conflict", async () => {
    const { dossier, sent } = await submitDossier(coalition, org.lead);
    const second = sealSubmission(coalition, dossier);
    expect(codeOf(await sendVersion(org.lead, dossier, second))).toBe("conflict");
    const skipping = sealSubmission(coalition, dossier, { last: { q: 4, hash: sent.version.hash } });
    expect(codeOf(await sendVersion(org.lead, dossier, skipping))).toBe("conflict");
    expect((await sendVersion(org.lead, dossier, sent)).status).toBe(200);
    expect(await db().version.count({ where: { dossierId: dossier.id } })).toBe(1);
  });

  it("under keys that are no longer the newest is sent back to be sealed again", async () => {
    const before = stateOfLog(coalition);
    const old = newestEpoch(before, "review")?.kid ?? NO_HASH;
    await addReviewer(coalition, 7);
    expect(await attempt({ readers: [{ r: old, n: "c" }] })).toBe("stale-keys");
    expect(await attempt({ readers: [{ r: NO_HASH, n: "c" }] })).toBe("stale-keys");
    expect(await attempt({ g: 99 })).toBe("stale-keys");
    expect(await attempt({})).toBe("200");
  });

  it("never gives identity or sources to the review epoch", async () => {
    const review = newestEpoch(stateOfLog(coalition), "review")?.kid ?? NO_HASH;
    expect(await attempt({ readers: [{ r: review, n: "c" }, { r: review, n: "i" }] })).toBe("malformed");
  });

  it("names its keep: none when there is none", async () => {
    expect(await attempt({ keepN: 0 })).toBe("conflict");
  });

  it("empties the draft and lets its number go on", async () => {
    const dossier = await createDossier(org.lead);
    const { cookie } = org.lead;
    const params = { id: dossier.id };
    const save = (rev: number) => call(draftRoute, "PUT", { cookie, params, body: draftRecord(dossier, rev) });
    expect([(await save(1)).status, (await save(2)).status]).toEqual([200, 200]);
    await sendVersion(org.lead, dossier, sealSubmission(coalition, dossier));
    const read = async () => draftAnswer.parse((await call(draftRoute, "GET", { cookie, params, headers: dossier.capHeader })).json).draft;
    expect(await read()).toMatchObject({ rev: 2, b: new Uint8Array() });
    expect((await save(3)).status).toBe(200);
    expect((await read())?.b.length).toBeGreaterThan(0);
  });
});

describe("a draft", () => {
  it("of two saves on one revision the first wins, and the second gets the winner", async () => {
    const dossier = await createDossier(org.lead);
    const save = (body: Record<string, unknown>) => call(draftRoute, "PUT", { cookie: org.lead.cookie, params: { id: dossier.id }, body });
    expect((await save(draftRecord(dossier, 1))).status).toBe(200);
    const lost = await save(draftRecord(dossier, 1, 0, 9));
    expect(lost.status).toBe(409);
    expect(lost.json).toMatchObject({ code: "conflict", draft: { rev: 1, baseRev: 0 } });
    expect((await save(draftRecord(dossier, 1))).status).toBe(200);
    expect((await save(draftRecord(dossier, 5))).status).toBe(409);
  });

  it("is null before the first save", async () => {
    const dossier = await createDossier(org.lead);
    const read = await call(draftRoute, "GET", { cookie: org.lead.cookie, params: { id: dossier.id }, headers: dossier.capHeader });
    expect(read.json).toEqual({ draft: null });
  });
});

describe("a read capability", () => {
  it("is worth nothing once it was replaced, and is replaced only by a later one", async () => {
    const { dossier } = await submitDossier(coalition, org.lead);
    const { cookie } = org.lead;
    const params = { id: dossier.id };
    const read = () => call(dossierRoute, "GET", { cookie, params, headers: dossier.capHeader });
    const replace = (n: number) => call(cap, "PUT", { cookie, params, body: capRecord({ ...dossier, ds: makeDossier().ds }, n) });
    expect((await read()).status).toBe(200);
    expect(codeOf(await replace(0))).toBe("conflict");
    expect(codeOf(await replace(2 ** 32 + 1))).toBe("conflict");
    expect(codeOf(await replace(12345))).toBe("200");
    expect((await read()).status).toBe(404);
  });

  it("shows the organisation everything of its own and nothing of the coalition's", async () => {
    const { dossier } = await submitDossier(coalition, org.lead);
    const read = await call(dossierRoute, "GET", { cookie: org.lead.cookie, params: { id: dossier.id }, headers: dossier.capHeader });
    const [version] = dossierSchema.parse(read.json).versions;
    expect(Object.keys(version ?? {}).sort()).toEqual(["body", "cc", "ci", "cn", "cs", "q", "sig", "wo", "wr"]);
  });

  it("a dossier's key is created once; the same request again is no conflict", async () => {
    const made = makeDossier();
    const create = (n: number) => call({ POST: postDossier }, "POST", { cookie: org.lead.cookie, body: capRecord(made, n) });
    expect([codeOf(await create(0)), codeOf(await create(0)), codeOf(await create(1))]).toEqual(["200", "200", "conflict"]);
  });
});
