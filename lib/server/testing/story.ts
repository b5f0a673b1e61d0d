/** A coalition for tests, made through the API's own route handlers: founded, invited, joined, registered. */
import { randomBytes } from "node:crypto";
import { fromHex, toHex, type Bytes } from "@/lib/shared/bytes";
import type { Hash, LogId, Pseudonym } from "@/lib/shared/ids";
import type { LogPin } from "@/lib/format/fields";
import { genesisHash, inviteIdOf, logIdOf } from "@/lib/format/identifiers";
import { parseSetupLink } from "@/lib/format/invitation";
import { encodeOrganisationX } from "@/lib/format/joining";
import { entryHash } from "@/lib/format/log";
import { encodeLogBody, type LogBody } from "@/lib/format/log-bodies";
import type { LogState } from "@/lib/format/log-state";
import { add, append, beginCoalition, boxed, epoch, filled, groupEpoch, kem, mustReplay, nextEntry, POLICY, reviewEpoch, type TestLog } from "@/lib/format/log.fixture";
import { POST as postInvitation } from "@/app/api/invitations/route";
import { POST as postJoin } from "@/app/api/join/route";
import { POST as postEntries } from "@/app/api/logs/[id]/route";
import { POST as postSetup } from "@/app/api/setup/route";
import { makeSetupLink } from "../accounts/setup-link";
import { accept, accountOf, logIn, makeUser, type TestUser } from "./accounts";
import { call, codeOf, type Answered } from "./call";

export type SignedIn = TestUser & { readonly cookie: string };
/** A log with whoever signs it; `log` grows with every append. */
export type StoryLog = { log: TestLog; readonly admin: SignedIn };
export type Organisation = { readonly lead: SignedIn; readonly own: StoryLog; readonly pseudonym: Pseudonym };

export const IN_AN_HOUR = (): number => Math.floor(Date.now() / 1000) + 2 * 3600;

export function mustBeOk(answered: Answered): void {
  if (answered.status >= 300) throw new Error(`the story stops: ${answered.status} ${codeOf(answered)}`);
}

export async function foundCoalition(number: number): Promise<StoryLog> {
  const founder = makeUser(number);
  const link = await makeSetupLink();
  const secret = parseSetupLink(new URL(link ?? "").hash);
  if (!secret.ok) throw new Error("no set-up link");
  const log = beginCoalition(founder);
  const inviteId = inviteIdOf(secret.value);
  const body = { inviteId: toHex(inviteId), account: accountOf(founder), acc: accept(founder, inviteId, log.logId), entries: log.entries };
  mustBeOk(await call({ POST: postSetup }, "POST", { body }));
  return { log, admin: { ...founder, cookie: await logIn(founder) } };
}

/** Appends signed bodies to a log through the API. */
export async function appendTo(story: StoryLog, ...bodies: LogBody[]): Promise<Answered> {
  const next = append(story.log, story.admin, ...bodies);
  const answered = await sendEntries(story.admin, next, story.log.entries.length);
  if (answered.status === 200) story.log = next;
  return answered;
}

export function sendEntries(by: SignedIn, log: TestLog, from: number): Promise<Answered> {
  return call({ POST: postEntries }, "POST", {
    params: { id: toHex(log.logId) },
    cookie: by.cookie,
    body: { entries: log.entries.slice(from) },
  });
}

export function stateOfLog({ log }: StoryLog): LogState {
  return mustReplay(log);
}

export function pinOf(log: TestLog): LogPin {
  const last = log.entries.at(-1);
  if (last === undefined) throw new Error("an empty log");
  return { log_id: log.logId, seq: last.seq, hash: entryHash(log.logId, last) };
}

/** An open invitation to a log; returns its id. */
export async function invite(story: StoryLog, kind: "p" | "o"): Promise<Bytes> {
  const inviteId = new Uint8Array(randomBytes(16));
  const body = { inviteId: toHex(inviteId), logId: toHex(story.log.logId), kind, expires: IN_AN_HOUR() };
  mustBeOk(await call({ POST: postInvitation }, "POST", { cookie: story.admin.cookie, body }));
  return inviteId;
}

export function joinBody(user: TestUser, inviteId: Bytes, logId: LogId, x: Bytes = new Uint8Array()): Record<string, unknown> {
  return { inviteId: toHex(inviteId), logId: toHex(logId), account: accountOf(user), mac: filled(32, 4), acc: accept(user, inviteId, logId, x), x };
}

export function sendJoin(body: Record<string, unknown>): Promise<Answered> {
  return call({ POST: postJoin }, "POST", { body });
}

async function join(user: TestUser, story: StoryLog): Promise<void> {
  mustBeOk(await sendJoin(joinBody(user, await invite(story, "p"), story.log.logId)));
}

export async function addReviewer(coalition: StoryLog, number: number): Promise<SignedIn> {
  const user = makeUser(number);
  await join(user, coalition);
  const state = stateOfLog(coalition);
  const members = [...state.members.values()].map(({ userId }) => ({ ...user, userId }));
  const epochs = state.epochs.review.length;
  const body: LogBody = { t: "reviewer.add", ...user.card, role: "reviewer", seen: [] };
  mustBeOk(await appendTo(coalition, body, reviewEpoch(epochs, [...members, user])));
  return { ...user, cookie: await logIn(user) };
}

/** What an organisation brings: its log, begun on what the coalition's log is now. */
export function beginOrganisation(lead: TestUser, coalition: StoryLog): { log: TestLog; x: Bytes } {
  const pin = pinOf(coalition.log);
  const genesis = encodeLogBody({ v: 1, t: "genesis", kind: "org", ...lead.card, nonce: filled(16, 2), policy: POLICY, coalition: pin });
  const begun = append({ logId: logIdOf(genesis), entries: [] }, lead, genesis);
  const log = append(begun, lead, { ...epoch(0, [lead]), seen: [pin] });
  return { log, x: encodeOrganisationX({ logId: log.logId, genesis: genesisHash(genesis), pk: kem(0) }) };
}

/** Joined, and not yet registered by a coordinator. */
export async function joinOrganisation(coalition: StoryLog, number: number): Promise<Organisation> {
  const lead = makeUser(number);
  const { log, x } = beginOrganisation(lead, coalition);
  const inviteId = await invite(coalition, "o");
  mustBeOk(await sendJoin({ ...joinBody(lead, inviteId, coalition.log.logId, x), orgEntries: log.entries }));
  const signedIn = { ...lead, cookie: await logIn(lead) };
  return { lead: signedIn, own: { log, admin: signedIn }, pseudonym: filled(16, number) as Pseudonym };
}

export async function registerOrganisation(coalition: StoryLog, org: Organisation): Promise<void> {
  const state = stateOfLog(coalition);
  const pseudonyms = [...state.orgs.values()].map(({ pseudonym }) => pseudonym);
  const h = state.epochs.coord.length - 1;
  const body: LogBody = { t: "org.register", pseudonym: org.pseudonym, lead: org.lead.card, e: 0, pk: kem(0), h, b: boxed(512), seen: [] };
  mustBeOk(await appendTo(coalition, body, groupEpoch(state.epochs.sg.length, [coalition.admin], [...pseudonyms, org.pseudonym])));
}

export async function addOrganisation(coalition: StoryLog, number: number): Promise<Organisation> {
  const org = await joinOrganisation(coalition, number);
  await registerOrganisation(coalition, org);
  return org;
}

export async function addResearcher(org: Organisation, number: number): Promise<SignedIn> {
  const user = makeUser(number);
  await join(user, org.own);
  const pin = stateOfLog(org.own).seenLogs.values().next().value;
  const seen = pin === undefined ? [] : [pin];
  mustBeOk(await appendTo(org.own, { ...add(user), seen }, { ...epoch(stateOfLog(org.own).epochs.org.length, [org.lead, user]), seen }));
  return { ...user, cookie: await logIn(user) };
}

/** Entries that nobody has appended yet, for races and refusals. */
export function draftEntries(story: StoryLog, by: TestUser, ...bodies: LogBody[]): TestLog {
  return bodies.reduce<TestLog>((log, body) => ({ ...log, entries: [...log.entries, nextEntry(log, by, body)] }), story.log);
}

export function asHash(hex: string): Hash {
  return fromHex(hex) as Hash;
}
