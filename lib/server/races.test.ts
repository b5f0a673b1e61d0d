/** Of two that race one wins and the other is told so: on PGlite and on PostgreSQL. */
import { expect, it } from "vitest";
import { emptyTables, onEachDatabase } from "@/prisma/testing/databases";
import { PUT as putDraft } from "@/app/api/dossiers/[id]/draft/route";
import { POST as postSetup } from "@/app/api/setup/route";
import { toHex } from "@/lib/shared/bytes";
import { inviteIdOf } from "@/lib/format/identifiers";
import { parseSetupLink } from "@/lib/format/invitation";
import { beginCoalition, head } from "@/lib/format/log.fixture";
import { makeSetupLink } from "./accounts/setup-link";
import { db } from "./db";
import { accept, accountOf, makeUser } from "./testing/accounts";
import { call, codeOf } from "./testing/call";
import { admitDossier, createDossier, draftRecord, sealSubmission, sendMove, sendVersion, signMove } from "./testing/dossiers";
import { addOrganisation, addReviewer, draftEntries, foundCoalition, invite, joinBody, sendEntries, sendJoin, type Organisation, type SignedIn, type StoryLog } from "./testing/story";

onEachDatabase("races", () => {
  let coalition: StoryLog;
  let reviewer: SignedIn;
  let org: Organisation;

  it("two founders: one coalition", async () => {
    const link = parseSetupLink(new URL((await makeSetupLink()) ?? "").hash);
    if (!link.ok) throw new Error("no set-up link");
    const inviteId = inviteIdOf(link.value);
    const found = (number: number) => {
      const founder = makeUser(number);
      const log = beginCoalition(founder);
      const body = { inviteId: toHex(inviteId), account: accountOf(founder), acc: accept(founder, inviteId, log.logId), entries: log.entries };
      return call({ POST: postSetup }, "POST", { body });
    };
    const codes = (await Promise.all([found(101), found(102)])).map(codeOf);
    expect(codes.sort()).toEqual(["200", "closed"]);
    expect(await db().account.count()).toBe(1);
    await emptyTables();
  });

  it("the story begins", async () => {
    coalition = await foundCoalition(1);
    reviewer = await addReviewer(coalition, 2);
    org = await addOrganisation(coalition, 3);
    expect(await makeSetupLink()).toBeNull();
  });

  it("two moves of one track: the loser is shown the winner", async () => {
    const { dossier, sent, end } = await admitDossier(coalition, org.lead);
    const accepting = signMove(coalition, dossier, reviewer, { to: "accepted", at: sent.version, after: end, internal: true });
    const returning = signMove(coalition, dossier, coalition.admin, { to: "returned", at: sent.version, after: end, shared: true });
    const answers = await Promise.all([sendMove(reviewer, dossier, accepting), sendMove(coalition.admin, dossier, returning)]);
    expect(answers.map(codeOf).sort()).toEqual(["200", "conflict"]);
    const lost = answers.find(({ status }) => status === 409)?.json as { moves: { sig: string }[] };
    const won = answers[0]?.status === 200 ? accepting : returning;
    expect(lost.moves.at(-1)?.sig).toBe(Buffer.from(won.sig).toString("base64url"));
    expect(await db().move.count({ where: { dossierId: dossier.id } })).toBe(3);
  });

  it("two saves of one draft: the loser gets the winner's", async () => {
    const dossier = await createDossier(org.lead);
    const save = (fill: number) =>
      call({ PUT: putDraft }, "PUT", { cookie: org.lead.cookie, params: { id: dossier.id }, body: draftRecord(dossier, 1, 0, fill) });
    const answers = await Promise.all([save(1), save(2), save(3)]);
    expect(answers.map(codeOf).sort()).toEqual(["200", "conflict", "conflict"]);
    const stored = await db().draft.findUniqueOrThrow({ where: { dossierId: dossier.id } });
    expect(stored.rev).toBe(1);
    const winner = answers.findIndex(({ status }) => status === 200) + 1;
    expect(stored.b[0]).toBe(winner);
  });

  it("two submissions of one version: one stands", async () => {
    const dossier = await createDossier(org.lead);
    const send = () => sendVersion(org.lead, dossier, sealSubmission(coalition, dossier));
    const codes = (await Promise.all([send(), send()])).map(codeOf);
    expect(codes.sort()).toEqual(["200", "conflict"]);
    expect(await db().version.count({ where: { dossierId: dossier.id } })).toBe(1);
  });

  it("two entries on one head of a log: one is appended, the other gets the new head", async () => {
    const from = org.own.log.entries.length;
    const [one, two] = [draftEntries(org.own, org.lead, head(0)), draftEntries(org.own, org.lead, { ...head(0), b: new Uint8Array(1024 + 73).fill(2) })];
    const answers = await Promise.all([sendEntries(org.lead, one, from), sendEntries(org.lead, two, from)]);
    expect(answers.map(codeOf).sort()).toEqual(["200", "conflict"]);
    const lost = answers.find(({ status }) => status === 409)?.json as { head: { seq: number } };
    expect(lost.head.seq).toBe(from);
    expect(await db().logEntry.count({ where: { logId: toHex(org.own.log.logId) } })).toBe(from + 1);
  });

  it("two people with one invitation: one account", async () => {
    const inviteId = await invite(coalition, "p");
    const joins = [makeUser(20), makeUser(21)].map((user) => sendJoin(joinBody(user, inviteId, coalition.log.logId)));
    expect((await Promise.all(joins)).map(codeOf).sort()).toEqual(["200", "closed"]);
    expect(await db().account.count({ where: { userId: { in: [makeUser(20).id, makeUser(21).id] } } })).toBe(1);
  });
});
