/** The custody log at the server: who may append and read, and what it refuses. On PGlite and on PostgreSQL. */
import { beforeAll, expect, it } from "vitest";
import { onEachDatabase } from "@/prisma/testing/databases";
import { GET } from "@/app/api/dossiers/[id]/custody/route";
import { custodyHash } from "@/lib/format/identifiers";
import type { DossierId, Hash } from "@/lib/shared/ids";
import { filled } from "@/lib/format/log.fixture";
import { db } from "../db";
import { call, codeOf } from "../testing/call";
import { admitDossier, makeDossier, sendCustody, signCustody, submitDossier, type TestDossier, type TestVersion } from "../testing/dossiers";
import { addOrganisation, addReviewer, foundCoalition, stateOfLog, type Organisation, type SignedIn, type StoryLog } from "../testing/story";

onEachDatabase("the custody log", () => {
  let coalition: StoryLog;
  let reviewer: SignedIn;
  let org: Organisation;
  let stranger: Organisation;
  let dossier: TestDossier;
  let at: TestVersion;
  let waiting: { dossier: TestDossier; at: TestVersion };

  beforeAll(async () => {
    coalition = await foundCoalition(1);
    reviewer = await addReviewer(coalition, 2);
    org = await addOrganisation(coalition, 3);
    stranger = await addOrganisation(coalition, 4);
    const admitted = await admitDossier(coalition, org.lead);
    [dossier, at] = [admitted.dossier, admitted.sent.version];
    const submitted = await submitDossier(coalition, org.lead);
    waiting = { dossier: submitted.dossier, at: submitted.sent.version };
  });

  const read = (by: SignedIn, of: TestDossier, headers: Record<string, string> = {}, query = "") =>
    call({ GET }, "GET", { cookie: by.cookie, params: { id: of.id }, headers, query });
  const endOf = (record: { custody: Uint8Array; sig: Uint8Array }, n: number) => ({ n, hash: custodyHash(record.custody, record.sig) });

  it("takes a reviewer's entry and a coordinator's after it, and serves both to everyone who reads the dossier", async () => {
    const first = signCustody(coalition, dossier, reviewer, { at });
    expect(codeOf(await sendCustody(reviewer, dossier, first))).toBe("200");
    const second = signCustody(coalition, dossier, coalition.admin, { at, after: endOf(first, 0) });
    expect(codeOf(await sendCustody(coalition.admin, dossier, second))).toBe("200");
    const [one, ...others] = [await read(reviewer, dossier), await read(coalition.admin, dossier), await read(org.lead, dossier, dossier.capHeader)];
    expect(one?.json).toMatchObject({ length: 2, entries: [{ sig: Buffer.from(first.sig).toString("base64url") }, { sig: Buffer.from(second.sig).toString("base64url") }] });
    for (const other of others) expect(other.json).toEqual(one?.json);
    expect((await read(reviewer, dossier, {}, "?from=1")).json).toMatchObject({ length: 2, entries: [{}] });
  });

  it("takes an entry that is sent again for the same one", async () => {
    const first = signCustody(coalition, dossier, reviewer, { at });
    expect(codeOf(await sendCustody(reviewer, dossier, first))).toBe("200");
    expect(await db().custodyEntry.count()).toBe(2);
  });

  it("of two that race takes one, and shows the loser what won", async () => {
    const { dossier: fresh, sent } = await admitDossier(coalition, org.lead);
    const entries = [reviewer, coalition.admin].map((by) => ({ by, record: signCustody(coalition, fresh, by, { at: sent.version }) }));
    const answers = await Promise.all(entries.map(({ by, record }) => sendCustody(by, fresh, record)));
    expect(answers.map(codeOf).sort()).toEqual(["200", "conflict"]);
    const winner = entries[answers.findIndex(({ status }) => status === 200)]?.record;
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({ length: 1, entries: [{ sig: Buffer.from(winner?.sig ?? []).toString("base64url") }] });
  });

  it("is closed to organisations, to whoever has no part in the dossier, and to reviewers before admission", async () => {
    for (const { cookie } of [org.lead, stranger.lead]) {
      const own = signCustody(coalition, dossier, { ...org.lead, cookie }, { at });
      expect(codeOf(await sendCustody({ ...org.lead, cookie }, dossier, own))).toBe("forbidden");
    }
    expect((await read(stranger.lead, dossier)).status).toBe(404);
    expect((await read(stranger.lead, dossier, makeDossier().capHeader)).status).toBe(404);
    expect((await read(coalition.admin, dossier, dossier.capHeader)).status).toBe(404);
    expect((await read(reviewer, waiting.dossier)).status).toBe(404);
    const early = signCustody(coalition, waiting.dossier, reviewer, { at: waiting.at });
    expect(codeOf(await sendCustody(reviewer, waiting.dossier, early))).toBe("not-found");
    const unknown = makeDossier();
    expect(codeOf(await sendCustody(reviewer, unknown, signCustody(coalition, unknown, reviewer, { at })))).toBe("not-found");
    const before = signCustody(coalition, waiting.dossier, coalition.admin, { at: waiting.at });
    expect(codeOf(await sendCustody(coalition.admin, waiting.dossier, before))).toBe("200");
  });

  it("refuses an entry in another's name, under another key, for another dossier, and one that is none", async () => {
    const { dossier: fresh, sent } = await admitDossier(coalition, org.lead);
    const wish = { at: sent.version };
    const theirs = signCustody(coalition, fresh, coalition.admin, wish);
    expect(codeOf(await sendCustody(reviewer, fresh, theirs))).toBe("forbidden");
    expect(codeOf(await sendCustody(coalition.admin, fresh, signCustody(coalition, fresh, { ...reviewer, userId: coalition.admin.userId }, wish)))).toBe("bad-signature");
    expect(codeOf(await sendCustody(reviewer, fresh, signCustody(coalition, dossier, reviewer, wish)))).toBe("malformed");
    expect(codeOf(await sendCustody(reviewer, fresh, { ...theirs, custody: new Uint8Array(40) }))).toBe("malformed");
    const padded = signCustody(coalition, fresh, reviewer, { ...wish, change: { b: filled(700, 1) } });
    expect(codeOf(await sendCustody(reviewer, fresh, padded))).toBe("malformed");
  });

  it.each([
    ["another number", { n: 1 }, "conflict"],
    ["another predecessor", { prev: filled(32, 1) as Hash }, "conflict"],
    ["another day", { day: "2020-01-01" }, "illegal-move"],
    ["a version that there is not", { at_version: { q: 7, hash: filled(32, 1) as Hash } }, "illegal-move"],
    ["a version by another hash", { at_version: { q: 0, hash: filled(32, 1) as Hash } }, "illegal-move"],
    ["a view of another coalition", { seen: { seq: 0, hash: filled(32, 1) as Hash } }, "bad-log"],
    ["another dossier's id", { dossier_id: filled(16, 1) as DossierId }, "malformed"],
  ])("refuses %s", async (_, change, code) => {
    const { dossier: fresh, sent } = await admitDossier(coalition, org.lead);
    expect(codeOf(await sendCustody(reviewer, fresh, signCustody(coalition, fresh, reviewer, { at: sent.version, change })))).toBe(code);
  });

  it("refuses to see less of the coalition than the entry before", async () => {
    const { dossier: fresh, sent } = await admitDossier(coalition, org.lead);
    const first = signCustody(coalition, fresh, reviewer, { at: sent.version });
    expect(codeOf(await sendCustody(reviewer, fresh, first))).toBe("200");
    const { hashes } = stateOfLog(coalition);
    const older = { seq: 0, hash: hashes[0] ?? (filled(32, 0) as Hash) };
    const second = signCustody(coalition, fresh, reviewer, { at: sent.version, after: endOf(first, 0), change: { seen: older } });
    expect(codeOf(await sendCustody(reviewer, fresh, second))).toBe("bad-log");
  });

  it("refuses to lean on a place in the coalition's log where its signer had no role yet", async () => {
    const { dossier: fresh, sent } = await admitDossier(coalition, org.lead);
    const seen = { seq: 0, hash: stateOfLog(coalition).hashes[0] ?? (filled(32, 0) as Hash) };
    expect(codeOf(await sendCustody(reviewer, fresh, signCustody(coalition, fresh, reviewer, { at: sent.version, change: { seen } })))).toBe("bad-log");
    expect(codeOf(await sendCustody(coalition.admin, fresh, signCustody(coalition, fresh, coalition.admin, { at: sent.version, change: { seen } })))).toBe("200");
  });

  it("keeps nothing but ids, bytes that were signed, and what is boxed in them", async () => {
    expect(Object.keys((await db().custodyEntry.findFirstOrThrow()) as object).sort()).toEqual(["custody", "dossierId", "hash", "n", "sig"]);
  });
});
