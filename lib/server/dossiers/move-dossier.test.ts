import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { GET as getDossier } from "@/app/api/dossiers/[id]/route";
import { GET as getIdentity } from "@/app/api/dossiers/[id]/versions/[q]/identity/route";
import { NO_HASH } from "@/lib/format/log";
import { boxed, filled } from "@/lib/format/log.fixture";
import type { Move } from "@/lib/format/move";
import { dossier as dossierSchema } from "@/lib/wire/dossiers";
import { dayFromNow } from "../clock";
import { db } from "../db";
import { call, codeOf } from "../testing/call";
import { admitDossier, endOf, sealSubmission, sendMove, sendVersion, signMove, submitDossier, trackNamed, type MoveEnd, type MoveWish, type TestDossier, type TestVersion } from "../testing/dossiers";
import { addOrganisation, addReviewer, appendTo, foundCoalition, mustBeOk, stateOfLog, type Organisation, type SignedIn, type StoryLog } from "../testing/story";

let close = (): Promise<void> => Promise.resolve();
let coalition: StoryLog;
let reviewer: SignedIn;
let org: Organisation;

beforeAll(async () => {
  close = await openForTests("pglite");
  coalition = await foundCoalition(1);
  reviewer = await addReviewer(coalition, 2);
  org = await addOrganisation(coalition, 3);
});
afterAll(() => close());

const attempt = async (by: SignedIn, dossier: TestDossier, wish: MoveWish, signer: SignedIn | null = by): Promise<string> =>
  codeOf(await sendMove(by, dossier, signMove(coalition, dossier, signer, wish)));

async function accepted(): Promise<{ dossier: TestDossier; version: TestVersion; end: MoveEnd }> {
  const { dossier, sent, end } = await admitDossier(coalition, org.lead);
  const move = signMove(coalition, dossier, reviewer, { to: "accepted", at: sent.version, after: end, internal: true });
  mustBeOk(await sendMove(reviewer, dossier, move));
  return { dossier, version: sent.version, end: endOf(move, end.n + 1, "accepted") };
}

describe("admission", () => {
  it("is the coordinator's alone, of the newest version, with its summary", async () => {
    const { dossier, sent } = await submitDossier(coalition, org.lead);
    const wish: MoveWish = { to: "screening", at: sent.version, after: endOf(sent.move, 0, "submitted"), summary: true };
    const { admin } = coalition;
    expect(await attempt(org.lead, dossier, wish, null)).toBe("forbidden");
    expect(await attempt(admin, dossier, { ...wish, summary: false })).toBe("illegal-move");
    expect(await attempt(admin, dossier, { ...wish, at: { ...sent.version, hash: NO_HASH } })).toBe("illegal-move");
    expect(await attempt(admin, dossier, { ...wish, at: { ...sent.version, q: 1 } })).toBe("illegal-move");
    expect(await attempt(admin, dossier, { ...wish, shared: true })).toBe("illegal-move");
    const signed = signMove(coalition, dossier, admin, wish);
    const otherSummary = { ...signed, summary: { f: signed.summary?.f ?? 0, b: filled(1024 + 73, 1) } };
    expect(codeOf(await sendMove(admin, dossier, otherSummary))).toBe("malformed");
    expect(codeOf(await sendMove(admin, dossier, { ...signed, summary: { f: 7, b: signed.summary?.b ?? NO_HASH } }))).toBe("stale-keys");
    expect(await attempt(admin, dossier, wish)).toBe("200");
  });
});

describe("a move is refused when", () => {
  let dossier: TestDossier;
  let wish: MoveWish;
  beforeAll(async () => {
    const made = await admitDossier(coalition, org.lead);
    dossier = made.dossier;
    wish = { to: "returned", at: made.sent.version, after: made.end, shared: true };
  });
  const changed = (change: Partial<Move>) => attempt(reviewer, dossier, { ...wish, change });

  it("the table does not name it, or its text is missing or not allowed", async () => {
    expect(await attempt(reviewer, dossier, { ...wish, to: "resubmitted" })).toBe("illegal-move");
    expect(await attempt(reviewer, dossier, { ...wish, to: "nonsense" })).toBe("illegal-move");
    expect(await attempt(reviewer, dossier, { ...wish, shared: false })).toBe("illegal-move");
    expect(await attempt(reviewer, dossier, { ...wish, to: "accepted", internal: true })).toBe("illegal-move");
  });

  it("it does not say truly where the track stands", async () => {
    expect(await changed({ from: "accepted" })).toBe("illegal-move");
    expect(await changed({ n: 5 })).toBe("conflict");
    expect(await changed({ prev: NO_HASH })).toBe("conflict");
    expect(await changed({ dossier_id: filled(16, 1) as never })).toBe("malformed");
  });

  it("its day is not about today, or coarser or finer than the state allows", async () => {
    for (const day of [dayFromNow(-2), dayFromNow(2), dayFromNow(0).slice(0, 7), "2024-01-01"]) {
      expect([day, await changed({ day })]).toEqual([day, "illegal-move"]);
    }
  });

  it("the coalition's log that its signer saw is not ours", async () => {
    const { seq } = stateOfLog(coalition).head;
    expect(await changed({ seen: { seq, hash: NO_HASH } })).toBe("bad-log");
    expect(await changed({ seen: { seq: 9999, hash: NO_HASH } })).toBe("bad-log");
    expect(await changed({ seen: { seq: 0, hash: NO_HASH } })).toBe("illegal-move"); // seen before, and now seen shorter
  });

  it("its signer had no such role yet in the log that she says she saw", async () => {
    const made = await admitDossier(coalition, org.lead);
    const { head } = stateOfLog(coalition);
    const newcomer = await addReviewer(coalition, 4);
    const returned: MoveWish = { to: "returned", at: made.sent.version, after: made.end, shared: true };
    expect(await attempt(newcomer, made.dossier, { ...returned, change: { seen: { seq: head.seq, hash: head.hash } } })).toBe("bad-log");
    expect(await attempt(newcomer, made.dossier, returned)).toBe("200");
  });

  it("its boxed part is under an old review epoch", async () => {
    expect(await changed({ internal: { f: 0, b: filled(1024 + 73, 1) } })).toBe("stale-keys");
  });

  it("it is about another version than the last admitted", async () => {
    expect(await changed({ at_version: { q: 0, hash: NO_HASH } })).toBe("illegal-move");
  });

  it("its signature is another's, or its bytes were changed", async () => {
    const signed = signMove(coalition, dossier, reviewer, wish);
    expect(codeOf(await sendMove(reviewer, dossier, { ...signed, sig: filled(64, 1) }))).toBe("bad-signature");
    const move = new Uint8Array(signed.move);
    move[move.length - 1] = (move[move.length - 1] ?? 0) ^ 1;
    expect(codeOf(await sendMove(reviewer, dossier, { ...signed, move }))).toMatch(/^(bad-signature|malformed)$/);
  });

  it("it brings no version where one must come, and then it comes with the version alone", async () => {
    const returned = signMove(coalition, dossier, reviewer, wish);
    mustBeOk(await sendMove(reviewer, dossier, returned));
    const after = endOf(returned, 2, "returned");
    expect(await attempt(org.lead, dossier, { to: "resubmitted", at: wish.at, after, shared: true }, null)).toBe("illegal-move");
  });
});

describe("the life of a dossier", () => {
  it("goes back with feedback, comes again with a new version, and reviewers read the new one only once it is admitted", async () => {
    const { dossier, sent, end } = await admitDossier(coalition, org.lead);
    const returned = signMove(coalition, dossier, reviewer, { to: "returned", at: sent.version, after: end, shared: true });
    mustBeOk(await sendMove(reviewer, dossier, returned));
    const again = sealSubmission(coalition, dossier, { last: sent.version, after: endOf(returned, 2, "returned") });
    mustBeOk(await sendVersion(org.lead, dossier, again));
    const versionsSeen = async (): Promise<number[]> => {
      const read = await call({ GET: getDossier }, "GET", { cookie: reviewer.cookie, params: { id: dossier.id } });
      return dossierSchema.parse(read.json).versions.map(({ q }) => q);
    };
    expect(await versionsSeen()).toEqual([0]);
    const admission: MoveWish = { to: "screening", at: again.version, after: endOf(again.move, 3, "resubmitted"), summary: true };
    expect(await attempt(coalition.admin, dossier, { ...admission, at: sent.version })).toBe("illegal-move");
    expect(await attempt(coalition.admin, dossier, admission)).toBe("200");
    expect(await versionsSeen()).toEqual([0, 1]);
  });

  it("opens tracks when accepted; an outcome says the month, and what policy wants cosigned is not made by one", async () => {
    const { dossier, version, end } = await accepted();
    const track = trackNamed(1);
    const { admin } = coalition;
    const opening: MoveWish = { to: "queued", at: version, track, shared: true };
    expect(await attempt(reviewer, dossier, opening)).toBe("forbidden");
    const queued = signMove(coalition, dossier, admin, opening);
    mustBeOk(await sendMove(admin, dossier, queued));
    const forwarded = signMove(coalition, dossier, admin, { to: "forwarded", at: version, track, after: endOf(queued, 0, "queued"), shared: true });
    mustBeOk(await sendMove(admin, dossier, forwarded));
    const after = endOf(forwarded, 1, "forwarded");
    const month = { day: dayFromNow(0).slice(0, 7) };
    expect(await attempt(admin, dossier, { to: "declined", at: version, track, after, shared: true })).toBe("illegal-move");
    expect(await attempt(admin, dossier, { to: "designated", at: version, track, after, shared: true, change: month })).toBe("illegal-move");
    expect(await attempt(admin, dossier, { to: "withdrawn", at: version, track, after, shared: true })).toBe("illegal-move");
    expect(await attempt(admin, dossier, { to: "declined", at: version, track, after, shared: true, change: month })).toBe("200");
    expect(await attempt(org.lead, dossier, { to: "withdrawn", at: version, after: end, shared: true }, null)).toBe("200");
    expect(await attempt(admin, dossier, { ...opening, track: trackNamed(2) })).toBe("illegal-move");
  });

  it("no track opens before acceptance", async () => {
    const { dossier, sent } = await admitDossier(coalition, org.lead);
    expect(await attempt(coalition.admin, dossier, { to: "queued", at: sent.version, track: trackNamed(3), shared: true })).toBe("illegal-move");
  });

  it("a move sent again after its answer was lost is no conflict and stands once", async () => {
    const { dossier, sent, end } = await admitDossier(coalition, org.lead);
    const move = signMove(coalition, dossier, reviewer, { to: "accepted", at: sent.version, after: end, internal: true });
    const answers = [await sendMove(reviewer, dossier, move), await sendMove(reviewer, dossier, move)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await db().move.count({ where: { dossierId: dossier.id } })).toBe(3);
  });
});

describe("the identity", () => {
  it("is served to the coordinator who logged that she opens it, for that version, and leaves an audit row", async () => {
    const { dossier } = await admitDossier(coalition, org.lead);
    const opening = { t: "identity.open" as const, dossier_id: dossier.dossierId, q: 0, e: 0, b: boxed(512), seen: [] };
    mustBeOk(await appendTo(coalition, opening));
    const ask = (q: string, { cookie }: SignedIn) => call({ GET: getIdentity }, "GET", { cookie, params: { id: dossier.id, q } });
    const served = await ask("0", coalition.admin);
    expect(Object.keys(served.json as object).sort()).toEqual(["ci", "cs"]);
    expect((await ask("1", coalition.admin)).status).toBe(404);
    expect((await ask("0", reviewer)).status).toBe(403);
    const rows = await db().auditRow.findMany({ where: { act: "identity-served", subject: dossier.id } });
    expect(rows).toMatchObject([{ userId: coalition.admin.id }]);
  });
});

describe("audit rows", () => {
  it("name coalition members only: what the submitting side does leaves none", async () => {
    await submitDossier(coalition, org.lead);
    const users = (await db().auditRow.findMany()).map(({ userId }) => userId);
    const members = stateOfLog(coalition).members;
    expect(users).toContain(reviewer.id);
    expect(users.filter((userId) => userId === null || !members.has(userId))).toEqual([]);
  });
});
