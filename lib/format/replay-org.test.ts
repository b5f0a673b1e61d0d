import { describe, expect, test } from "vitest";
import { toHex } from "../shared/bytes";
import type { InviteId } from "../shared/ids";
import { encodeCbor } from "./cbor";
import { entryHash, type LogEntry } from "./log";
import { encodeLogBody } from "./log-bodies";
import { currentPolicy, memberOf, newestEpoch, policyAt, roleAt } from "./log-state";
import { COALITION, POLICY, add, append, beginCoalition, beginOrg, boxed, epoch, filled, head, kem, makePerson, mustReplay, nextEntry, signEntry, verdict, type TestLog } from "./log.fixture";
import { applyBatch, applyEntry, applyFirstBatch, replayLog } from "./replay";

const lead = makePerson(1);
const anna = makePerson(2);
const ben = makePerson(3);
const org = beginOrg(lead);
const seen = [COALITION];
const both = append(org, lead, add(anna), epoch(1, [lead, anna]));

test("a log says who is a member, since when and in which role", () => {
  const log = append(both, lead, { t: "role", u: anna.userId, role: "lead", seen }, { t: "remove", u: anna.userId, seen }, epoch(2, [lead]));
  const state = mustReplay(log);
  expect(state.kind).toBe("org");
  expect(memberOf(state, lead.userId)?.role).toBe("lead");
  expect(memberOf(state, anna.userId)).toBeUndefined();
  expect([1, 2, 3, 4, 5, 6].map((seq) => roleAt(state, anna.userId, seq))).toEqual([null, "researcher", "researcher", "lead", null, null]);
  expect(state.removedAt.get(toHex(anna.userId))).toBe(5);
  expect(newestEpoch(state, "org")?.e).toBe(2);
  expect(state.coalition).toEqual(COALITION);
});

test("the server's step by step and the browser's whole replay come to the same", () => {
  const [first, ...rest] = append(both, anna, head(1), head(1)).entries;
  if (first === undefined) throw new Error("no genesis");
  const begun = replayLog([first], { expectLogId: org.logId });
  const stepped = rest.reduce((state, entry) => (state.ok ? applyEntry(state.value, entry) : state), begun);
  expect(stepped).toEqual(replayLog([first, ...rest], { expectLogId: org.logId }));
});

test("a refused entry leaves the state as it was", () => {
  const state = mustReplay(both);
  const before = structuredClone(state);
  const batch = append(both, lead, head(1), add(ben), epoch(2, [lead]));
  expect(applyBatch(state, batch.entries.slice(both.entries.length))).toEqual({ ok: false, code: "E_GRANTS" });
  expect(state).toEqual(before);
});

test("policy of a moment is the last entry before it", () => {
  const policy = { ...POLICY, draft_days: 30 };
  const state = mustReplay(append(org, lead, { t: "policy", policy, seen }));
  expect(policyAt(state, 1)).toEqual(POLICY);
  expect(currentPolicy(state)).toEqual(policy);
});

describe("the chain", () => {
  const entries = both.entries;
  const at = (i: number): LogEntry => {
    const entry = entries[i];
    if (entry === undefined) throw new Error("no such entry");
    return entry;
  };
  const changed = (i: number, change: Partial<LogEntry>): TestLog => ({ ...both, entries: entries.map((e, j) => (i === j ? { ...e, ...change } : e)) });

  test("a missing entry is seen", () => {
    expect(verdict({ ...both, entries: [at(0), at(2), at(3)] })).toBe("E_SEQ");
    expect(verdict({ ...both, entries: [at(1)] })).toBe("E_SEQ");
  });
  test("entries in another order are seen", () => {
    expect(verdict({ ...both, entries: [at(0), { ...at(2), seq: 1 }, at(1)] })).toBe("E_PREV");
  });
  test("an entry that another member signed for is seen", () => {
    expect(verdict(changed(2, { by: anna.userId }))).toBe("E_NOT_MEMBER");
  });
  test("any changed byte of a signed part is seen", () => {
    const flipped = new Uint8Array(at(2).body);
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    expect(verdict(changed(2, { body: flipped }))).toBe("E_SIG");
    expect(verdict(changed(2, { sig: filled(64, 1) }))).toBe("E_SIG");
    expect(verdict(changed(1, { sig: at(2).sig }))).toBe("E_SIG");
    expect(verdict(changed(2, { prev: filled(32, 1) }))).toBe("E_PREV");
  });
  test("an entry of another log does not fit here", () => {
    const other = beginOrg(makePerson(1, 1));
    const { seq, prev } = nextEntry(both, lead, head(1));
    const moved = signEntry(other.logId, { seq, prev }, lead, head(1));
    expect(verdict({ ...both, entries: [...entries, moved] })).toBe("E_SIG");
  });
  test("an entry moved to a later place does not fit there", () => {
    const one = nextEntry(both, lead, head(1));
    expect(verdict({ ...both, entries: [...entries, one, { ...one, seq: one.seq + 1, prev: entryHash(both.logId, one) }] })).toBe("E_SIG");
  });
  test("a log that is not the one that was named is refused", () => {
    expect(replayLog(entries, { expectLogId: COALITION.log_id })).toEqual({ ok: false, code: "E_GENESIS" });
    expect(replayLog(entries, { expectLogId: both.logId, expectKind: "coalition" })).toEqual({ ok: false, code: "E_GENESIS" });
    expect(replayLog([], { expectLogId: both.logId })).toEqual({ ok: false, code: "E_GENESIS" });
  });
  test("a genesis signed by someone else than its admin is refused", () => {
    const { body } = at(0);
    expect(verdict({ ...both, entries: [signEntry(both.logId, { seq: 0, prev: filled(32, 0) }, anna, body)] })).toBe("E_ID");
    expect(verdict({ ...both, entries: [{ ...at(0), sig: filled(64, 0) }] })).toBe("E_SIG");
    expect(verdict({ ...both, entries: [{ ...at(0), prev: filled(32, 1) }] })).toBe("E_PREV");
  });
});

describe("pins", () => {
  const state = mustReplay(both);
  test("a log shorter than it was is a roll-back", () => {
    const pins = [state.head];
    expect(replayLog(both.entries, { expectLogId: both.logId, pins }).ok).toBe(true);
    expect(replayLog(both.entries.slice(0, 2), { expectLogId: both.logId, pins })).toEqual({ ok: false, code: "E_ROLLBACK" });
    expect(replayLog([], { expectLogId: both.logId, pins })).toEqual({ ok: false, code: "E_ROLLBACK" });
  });
  test("a log with another entry at a known place is a fork", () => {
    const other = append(org, lead, add(ben), epoch(1, [lead, ben]));
    expect(replayLog(other.entries, { expectLogId: both.logId, pins: [state.head] })).toEqual({ ok: false, code: "E_FORK" });
  });
});

describe("rights", () => {
  test.each([
    ["add", add(ben)],
    ["remove", { t: "remove", u: lead.userId, seen }],
    ["role", { t: "role", u: anna.userId, role: "lead", seen }],
    ["epoch", epoch(2, [lead, anna])],
    ["policy", { t: "policy", policy: POLICY, seen }],
    ["card", { t: "card", ...makePerson(2, 1).card, seen }],
    ["invite.revoke", { t: "invite.revoke", invite_id: filled(16, 1) as InviteId, seen }],
    ["security", { t: "security", min_suite: 1, seen }],
  ] as const)("a researcher may not %s", (_, body) => {
    expect(verdict(append(both, anna, body))).toBe("E_ROLE");
  });
  test("a researcher may write heads, a stranger nothing", () => {
    expect(verdict(append(both, anna, head(1)))).toBe("ok");
    expect(verdict(append(both, ben, head(1)))).toBe("E_NOT_MEMBER");
  });
  test("who was removed cannot add herself again", () => {
    const out = append(both, lead, { t: "remove", u: anna.userId, seen }, epoch(2, [lead]));
    expect(verdict(append(out, anna, add(anna)))).toBe("E_NOT_MEMBER");
    expect(verdict(append(out, lead, add(anna), epoch(3, [lead, anna])))).toBe("ok");
  });
  test("the last lead can neither leave nor step down", () => {
    expect(verdict(append(both, lead, { t: "remove", u: lead.userId, seen }))).toBe("E_ROLE");
    expect(verdict(append(both, lead, { t: "role", u: lead.userId, role: "researcher", seen }))).toBe("E_ROLE");
  });
  test("nobody is added twice, and no handle twice", () => {
    expect(verdict(append(both, lead, add(anna)))).toBe("E_MEMBER");
    expect(verdict(append(both, lead, add(makePerson(9, 0, anna.handle))))).toBe("E_MEMBER");
    expect(verdict(append(both, lead, { t: "remove", u: ben.userId, seen }))).toBe("E_MEMBER");
    expect(verdict(append(both, lead, { t: "role", u: anna.userId, role: "researcher", seen }))).toBe("E_MEMBER");
  });
});

describe("cards", () => {
  test("a server's own card in place of the member's is refused", () => {
    expect(verdict(append(org, lead, { ...add(anna), card: makePerson(3).card.card }))).toBe("E_SIG");
  });
  test("a new encryption key is the next one of the same person", () => {
    const rotated = append(both, lead, { t: "card", ...makePerson(2, 1).card, seen });
    expect(memberOf(mustReplay(rotated), anna.userId)?.card.n).toBe(1);
    expect(verdict(append(rotated, lead, { t: "card", ...anna.card, seen }))).toBe("E_CARD");
    expect(verdict(append(both, lead, { t: "card", ...makePerson(2, 2).card, seen }))).toBe("E_CARD");
    expect(verdict(append(both, lead, { t: "card", ...ben.card, seen }))).toBe("E_MEMBER");
  });
});

describe("epochs", () => {
  test("a grant too many gives a stranger the keys: refused", () => {
    expect(verdict(append(org, lead, add(anna), epoch(1, [lead, anna, ben])))).toBe("E_GRANTS");
  });
  test("a grant too few locks a member out: refused", () => {
    expect(verdict(append(org, lead, add(anna), epoch(1, [lead])))).toBe("E_GRANTS");
  });
  test("the same member twice does not make up for another", () => {
    expect(verdict(append(org, lead, add(anna), epoch(1, [lead, lead])))).toBe("E_GRANTS");
    expect(verdict(append(org, lead, add(anna), epoch(1, [lead, anna, anna])))).toBe("E_GRANTS");
  });
  test("numbers are dense, names are new, epoch 0 has no history", () => {
    expect(verdict(append(both, lead, epoch(3, [lead, anna])))).toBe("E_EPOCH");
    expect(verdict(append(both, lead, epoch(1, [lead, anna])))).toBe("E_EPOCH");
    expect(verdict(append(both, lead, { ...epoch(2, [lead, anna]), kid: epoch(1, [lead]).kid }))).toBe("E_EPOCH");
    const bare = { ...org, entries: org.entries.slice(0, 1) };
    expect(verdict(append(bare, lead, { ...epoch(0, [lead]), prev: epoch(1, [lead]).prev }))).toBe("E_EPOCH");
    expect(verdict(append(both, lead, { ...epoch(2, [lead, anna]), prev: null }))).toBe("ok");
  });
  test("after a removal nothing is written under the old key", () => {
    const removed = append(both, lead, { t: "remove", u: anna.userId, seen });
    expect(verdict(append(removed, lead, head(1)))).toBe("E_STALE_EPOCH");
    expect(verdict(append(removed, lead, add(ben), head(1)))).toBe("E_STALE_EPOCH");
    expect(verdict(append(removed, lead, epoch(2, [lead]), head(1)))).toBe("E_STALE_EPOCH");
    expect(verdict(append(removed, lead, epoch(2, [lead]), head(2)))).toBe("ok");
    expect(verdict(append(both, lead, head(0)))).toBe("E_STALE_EPOCH");
  });
  test("an append that adds someone without giving keys is not whole", () => {
    const lone = append(both, lead, add(ben));
    expect(applyBatch(mustReplay(both), lone.entries.slice(-1))).toEqual({ ok: false, code: "E_BATCH" });
    expect(applyFirstBatch(org.entries.slice(0, 1), { expectLogId: org.logId })).toEqual({ ok: false, code: "E_BATCH" });
    expect(applyFirstBatch(org.entries, { expectLogId: org.logId }).ok).toBe(true);
  });
});

describe("form", () => {
  const raw = (body: Record<string, unknown>) => verdict(append(both, lead, encodeCbor(body)));
  test("an unknown type is refused, never skipped", () => {
    expect(raw({ t: "escrow", seen })).toBe("E_FORMAT");
    expect(raw({ t: "coord.add", ...ben.card, role: "coordinator", seen })).toBe("E_FORMAT");
    expect(raw({ v: 1, t: "genesis", kind: "org", ...lead.card, nonce: filled(16, 2), policy: POLICY, coalition: COALITION })).toBe("E_FORMAT");
  });
  test("an unknown field is refused, so is a policy that would bring recovery", () => {
    expect(raw({ ...add(ben), escrow: true })).toBe("E_FORMAT");
    expect(raw({ t: "policy", policy: { ...POLICY, recovery: true }, seen })).toBe("E_FORMAT");
    expect(raw({ t: "policy", policy: { ...POLICY, v: 2 }, seen })).toBe("E_FORMAT");
  });
  test("a role outside the closed set, a head of another length, a short key: refused", () => {
    expect(raw({ ...add(ben), role: "coordinator" })).toBe("E_FORMAT");
    expect(raw({ ...head(1), b: boxed(1023) })).toBe("E_FORMAT");
    expect(raw({ ...epoch(2, [lead, anna]), pk: kem(1).slice(1) })).toBe("E_FORMAT");
  });
  test("a body with a key twice is refused", () => {
    const doubled = new Uint8Array([0xa2, 0x61, 0x74, 0x60, 0x61, 0x74, 0x60]);
    expect(verdict(append(both, lead, doubled))).toBe("E_FORMAT");
  });
  test("a suite of the past or the future is refused", () => {
    expect(raw({ t: "security", min_suite: 1, seen })).toBe("ok");
    expect(raw({ t: "security", min_suite: 2, seen })).toBe("E_SUITE");
    const coalition = beginCoalition(lead);
    expect(verdict({ ...coalition, entries: [nextEntry({ ...coalition, entries: [] }, lead, encodeCbor({ v: 0, t: "genesis" }))] })).toBe("E_GENESIS");
  });
});

describe("gossip", () => {
  const policy = (pins: (typeof COALITION)[]) => encodeLogBody({ t: "policy", policy: POLICY, seen: pins });
  test("an organisation's entry that does not say how it sees the coalition is refused", () => {
    expect(verdict(append(both, lead, policy([])))).toBe("E_FORMAT");
  });
  test("what was seen of the coalition never goes back and never forks", () => {
    const later = append(both, lead, policy([{ ...COALITION, seq: 9 }]));
    expect(mustReplay(later).seenLogs.get(toHex(COALITION.log_id))?.seq).toBe(9);
    expect(verdict(append(later, lead, policy([COALITION])))).toBe("E_ROLLBACK");
    expect(verdict(append(later, lead, policy([{ ...COALITION, seq: 9, hash: both.entries[1]?.prev as never }])))).toBe("E_FORK");
  });
});
