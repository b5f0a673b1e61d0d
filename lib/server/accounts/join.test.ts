import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { GET as health } from "@/app/api/health/route";
import { GET as getInvitations, POST as postInvitation } from "@/app/api/invitations/route";
import { GET as getJoin } from "@/app/api/join/route";
import { GET as getLogs } from "@/app/api/logs/route";
import { POST as postSetup } from "@/app/api/setup/route";
import { toHex, type Bytes } from "@/lib/shared/bytes";
import type { InviteId } from "@/lib/shared/ids";
import { beginCoalition, filled, reviewEpoch } from "@/lib/format/log.fixture";
import { invitationList } from "@/lib/wire/accounts";
import { db } from "../db";
import { accept, accountOf, logIn, makeUser } from "../testing/accounts";
import { call, codeOf } from "../testing/call";
import { addOrganisation, addResearcher, appendTo, beginOrganisation, foundCoalition, IN_AN_HOUR, invite, joinBody, joinOrganisation, pinOf, registerOrganisation, sendJoin, stateOfLog, type StoryLog } from "../testing/story";

let close = (): Promise<void> => Promise.resolve();
let coalition: StoryLog;

beforeAll(async () => {
  close = await openForTests("pglite");
  const founder = makeUser(90);
  const log = beginCoalition(founder);
  const inviteId = new Uint8Array(randomBytes(16));
  const body = { inviteId: toHex(inviteId), account: accountOf(founder), acc: accept(founder, inviteId, log.logId), entries: log.entries };
  expect((await call({ GET: health }, "GET")).json).toMatchObject({ ok: true, founded: false });
  expect(codeOf(await call({ POST: postSetup }, "POST", { body }))).toBe("not-found"); // no link was made
  coalition = await foundCoalition(1);
  expect((await call({ GET: health }, "GET")).json).toMatchObject({ founded: true });
  expect(codeOf(await call({ POST: postSetup }, "POST", { body }))).toBe("closed");
});
afterAll(() => close());

const list = async () =>
  invitationList.parse(
    (await call({ GET: getInvitations }, "GET", { cookie: coalition.admin.cookie, query: `?logId=${toHex(coalition.log.logId)}` })).json,
  ).invitations;
const stateOfInvite = async (inviteId: Bytes): Promise<unknown> =>
  (await call({ GET: getJoin }, "GET", { query: `?inviteId=${toHex(inviteId)}` })).json;

describe("an invitation", () => {
  it("is open until somebody joins, then used; the inviter sees what the newcomer proved until she is in the log", async () => {
    const user = makeUser(10);
    const inviteId = await invite(coalition, "p");
    expect(await stateOfInvite(inviteId)).toEqual({ state: "open" });
    expect(codeOf(await sendJoin(joinBody(user, inviteId, coalition.log.logId)))).toBe("200");
    expect(await stateOfInvite(inviteId)).toEqual({ state: "used" });
    const pending = (await list()).find((invitation) => invitation.inviteId === toHex(inviteId));
    expect(pending?.request).toMatchObject({ handle: user.handle, card: user.card.card });
    expect(Object.keys(pending?.request ?? {})).not.toContain("keyring");
    const everyone = [coalition.admin, user];
    await appendTo(coalition, { t: "reviewer.add", ...user.card, role: "reviewer", seen: [] }, reviewEpoch(1, everyone));
    const after = (await list()).find((invitation) => invitation.inviteId === toHex(inviteId));
    expect(after).toMatchObject({ state: "used" });
    expect(after?.request).toBeUndefined();
  });

  it("revoked in the log is worth nothing, before and after somebody took it", async () => {
    const revoke = (inviteId: Bytes) => appendTo(coalition, { t: "invite.revoke", invite_id: inviteId as InviteId, seen: [] });
    const [unused, taken] = [await invite(coalition, "p"), await invite(coalition, "p")];
    await sendJoin(joinBody(makeUser(11), taken, coalition.log.logId));
    for (const inviteId of [unused, taken]) expect((await revoke(inviteId)).status).toBe(200);
    expect(await stateOfInvite(unused)).toEqual({ state: "revoked" });
    expect(codeOf(await sendJoin(joinBody(makeUser(12), unused, coalition.log.logId)))).toBe("expired");
    expect((await list()).find((invitation) => invitation.inviteId === toHex(taken))).not.toHaveProperty("request");
    const again = { inviteId: toHex(unused), logId: toHex(coalition.log.logId), kind: "p", expires: IN_AN_HOUR() };
    expect(codeOf(await call({ POST: postInvitation }, "POST", { cookie: coalition.admin.cookie, body: again }))).toBe("conflict");
  });

  it("over is over, unknown is unknown, and none lasts more than a week", async () => {
    const inviteId = await invite(coalition, "p");
    await db().invitation.update({ where: { inviteId: toHex(inviteId) }, data: { expires: 1 } });
    expect(await stateOfInvite(inviteId)).toEqual({ state: "expired" });
    expect(codeOf(await sendJoin(joinBody(makeUser(13), inviteId, coalition.log.logId)))).toBe("expired");
    expect(await stateOfInvite(filled(16, 9))).toEqual({ state: "unknown" });
    expect(codeOf(await sendJoin(joinBody(makeUser(13), filled(16, 9), coalition.log.logId)))).toBe("not-found");
    const post = (expires: number) => {
      const body = { inviteId: randomBytes(16).toString("hex"), logId: toHex(coalition.log.logId), kind: "p", expires };
      return call({ POST: postInvitation }, "POST", { cookie: coalition.admin.cookie, body });
    };
    const now = Math.floor(Date.now() / 1000);
    expect(codeOf(await post(now + 9 * 86_400))).toBe("malformed");
    expect(codeOf(await post(now - 10))).toBe("malformed");
    expect(codeOf(await post(now + 7 * 86_400))).toBe("200");
  });
});

describe("joining is refused", () => {
  const user = makeUser(14);
  let inviteId: Bytes;
  beforeAll(async () => {
    inviteId = await invite(coalition, "p");
  });
  const attempt = async (change: Record<string, unknown>) => codeOf(await sendJoin({ ...joinBody(user, inviteId, coalition.log.logId), ...change }));

  it("without the newcomer's own signature over exactly this", async () => {
    const thief = makeUser(15);
    expect(await attempt({ acc: accept(thief, inviteId, coalition.log.logId) })).toBe("bad-signature");
    expect(await attempt({ acc: accept(user, filled(16, 1), coalition.log.logId) })).toBe("bad-signature");
    expect(await attempt({ account: { ...accountOf(user), handle: thief.handle } })).toBe("bad-signature");
    expect(await attempt({ account: { ...accountOf(user), cardSig: filled(64, 1) } })).toBe("bad-signature");
  });

  it("with parameters that clients would refuse, or without both ways in", async () => {
    const account = accountOf(user);
    const [pw, rc] = account.slots;
    expect(await attempt({ account: { ...account, slots: [{ ...pw, kdf: filled(30, 1) }, rc] } })).toBe("malformed");
    expect(await attempt({ account: { ...account, slots: [pw, pw] } })).toBe("malformed");
  });

  it("by an invitation of another kind or log", async () => {
    const org = beginOrganisation(user, coalition);
    const body = joinBody(user, inviteId, coalition.log.logId, org.x);
    expect(codeOf(await sendJoin({ ...body, orgEntries: org.log.entries }))).toBe("malformed");
    expect(codeOf(await sendJoin(joinBody(user, inviteId, org.log.logId)))).toBe("malformed");
  });

  it("where handle or key is taken; then the invitation stays open", async () => {
    expect(codeOf(await sendJoin(joinBody(makeUser(1), inviteId, coalition.log.logId)))).toBe("conflict");
    expect(await stateOfInvite(inviteId)).toEqual({ state: "open" });
  });
});

describe("an organisation", () => {
  it("whose log is not the one that it names, or knows another coalition, does not join", async () => {
    const lead = makeUser(16);
    const inviteId = await invite(coalition, "o");
    const { log, x } = beginOrganisation(lead, coalition);
    const send = async (entries: unknown, named = x) =>
      codeOf(await sendJoin({ ...joinBody(lead, inviteId, coalition.log.logId, named), orgEntries: entries }));
    const other = beginOrganisation(lead, { ...coalition, log: beginCoalition(makeUser(91)) });
    expect(await send(other.log.entries)).toBe("bad-log");
    expect(await send(other.log.entries, other.x)).toBe("bad-log");
    const [genesis] = log.entries;
    expect(await send([genesis, genesis])).toBe("bad-log");
    expect(await db().account.count({ where: { userId: lead.id } })).toBe(0); // a refusal leaves nothing
    expect(await send(log.entries)).toBe("200");
    expect(pinOf(coalition.log).seq).toBe(stateOfLog(coalition).head.seq);
  });

  it("counts from the entry that registers it, and its roles with it", async () => {
    const org = await joinOrganisation(coalition, 17);
    const logsOf = async () => ((await call({ GET: getLogs }, "GET", { cookie: org.lead.cookie })).json as { logs: { role: string | null }[] }).logs;
    expect(await logsOf()).toEqual([]);
    await registerOrganisation(coalition, org);
    expect((await logsOf()).map(({ role }) => role).sort()).toEqual(["lead", null]);
  });

  it("takes researchers by its lead's invitation", async () => {
    const org = await addOrganisation(coalition, 18);
    const researcher = await addResearcher(org, 19);
    const logs = await call({ GET: getLogs }, "GET", { cookie: await logIn(researcher) });
    expect(logs.json).toMatchObject({ logs: expect.arrayContaining([expect.objectContaining({ role: "researcher" })]) as unknown });
  });
});
