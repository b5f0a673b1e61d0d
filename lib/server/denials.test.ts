/** Every endpoint refuses: no session, a malformed request, a role that may not, and what is somebody else's. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import * as blobs from "@/app/api/blobs/[id]/route";
import * as cap from "@/app/api/dossiers/[id]/cap/route";
import * as custody from "@/app/api/dossiers/[id]/custody/route";
import * as draft from "@/app/api/dossiers/[id]/draft/route";
import * as keep from "@/app/api/dossiers/[id]/keep/route";
import * as moves from "@/app/api/dossiers/[id]/moves/route";
import * as dossier from "@/app/api/dossiers/[id]/route";
import * as identity from "@/app/api/dossiers/[id]/versions/[q]/identity/route";
import * as versions from "@/app/api/dossiers/[id]/versions/route";
import * as dossiers from "@/app/api/dossiers/route";
import * as health from "@/app/api/health/route";
import * as invitations from "@/app/api/invitations/route";
import * as joining from "@/app/api/join/route";
import * as limits from "@/app/api/limits/route";
import * as log from "@/app/api/logs/[id]/route";
import * as logs from "@/app/api/logs/route";
import * as keyring from "@/app/api/me/keyring/route";
import * as me from "@/app/api/me/route";
import * as session from "@/app/api/me/sessions/[id]/route";
import * as sessions from "@/app/api/me/sessions/route";
import * as setup from "@/app/api/setup/route";
import * as uploads from "@/app/api/uploads/[[...path]]/route";
import { toHex } from "@/lib/shared/bytes";
import { NO_HASH } from "@/lib/format/log";
import { head } from "@/lib/format/log.fixture";
import { call, codeOf, type CallOptions, type Route } from "./testing/call";
import { admitDossier, capRecord, draftRecord, keepRecord, makeDossier, sealSubmission, sendMove, sendVersion, signMove, submitDossier, type TestDossier } from "./testing/dossiers";
import { addOrganisation, addResearcher, addReviewer, draftEntries, foundCoalition, IN_AN_HOUR, joinOrganisation, sendEntries, type Organisation, type SignedIn, type StoryLog } from "./testing/story";

const UNKNOWN = "ab".repeat(16);
let close = (): Promise<void> => Promise.resolve();
let coalition: StoryLog;
let reviewer: SignedIn;
let org: Organisation;
let researcher: SignedIn;
let stranger: Organisation;
let waiting: Organisation;
let admitted: TestDossier;
let unadmitted: TestDossier;

beforeAll(async () => {
  close = await openForTests("pglite");
  coalition = await foundCoalition(1);
  reviewer = await addReviewer(coalition, 2);
  org = await addOrganisation(coalition, 3);
  researcher = await addResearcher(org, 4);
  stranger = await addOrganisation(coalition, 5);
  waiting = await joinOrganisation(coalition, 6);
  admitted = (await admitDossier(coalition, researcher)).dossier;
  unadmitted = (await submitDossier(coalition, researcher)).dossier;
});
afterAll(() => close());

type Endpoint = { readonly name: string; readonly route: Route; readonly method: keyof Route; readonly params?: Record<string, string | string[]>; readonly query?: string };
const id = { id: UNKNOWN };
const NEED_SESSION: readonly Endpoint[] = [
  { name: "me", route: me, method: "GET" },
  { name: "me/keyring", route: keyring, method: "PUT" },
  { name: "me/sessions", route: sessions, method: "GET" },
  { name: "me/sessions/[id]", route: session, method: "DELETE", params: id },
  { name: "logs", route: logs, method: "GET" },
  { name: "logs/[id]", route: log, method: "GET", params: id },
  { name: "logs/[id]", route: log, method: "POST", params: id },
  { name: "invitations", route: invitations, method: "GET", query: `?logId=${UNKNOWN}` },
  { name: "invitations", route: invitations, method: "POST" },
  { name: "dossiers", route: dossiers, method: "GET" },
  { name: "dossiers", route: dossiers, method: "POST" },
  { name: "dossiers/[id]", route: dossier, method: "GET", params: id },
  { name: "dossiers/[id]/cap", route: cap, method: "PUT", params: id },
  { name: "dossiers/[id]/custody", route: custody, method: "GET", params: id },
  { name: "dossiers/[id]/custody", route: custody, method: "POST", params: id },
  { name: "dossiers/[id]/draft", route: draft, method: "GET", params: id },
  { name: "dossiers/[id]/draft", route: draft, method: "PUT", params: id },
  { name: "dossiers/[id]/keep", route: keep, method: "PUT", params: id },
  { name: "dossiers/[id]/versions", route: versions, method: "POST", params: id },
  { name: "dossiers/[id]/moves", route: moves, method: "POST", params: id },
  { name: "dossiers/[id]/versions/[q]/identity", route: identity, method: "GET", params: { ...id, q: "0" } },
  { name: "blobs/[id]", route: blobs, method: "GET", params: id, query: `?dossier=${UNKNOWN}` },
  { name: "uploads/[[...path]]", route: uploads, method: "POST", params: { path: [] } },
];
const PUBLIC = ["auth/[...nextauth]", "auth/challenge", "health", "join", "limits", "setup"];

const send = ({ route, method, params = {}, query = "" }: Endpoint, more: CallOptions = {}) => call(route, method, { params, query, ...more });

describe("without a session", () => {
  it.each(NEED_SESSION)("$method $name is 401", async (endpoint) => {
    const answered = await send(endpoint);
    expect([answered.status, answered.json]).toEqual([401, { code: "no-session" }]);
  });

  it("every route file is in this list or public on purpose", () => {
    const folder = fileURLToPath(new URL("../../app/api/", import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("route.ts"));
    const names = files.map((path) => path.replace(/\/route\.ts$/, "")).sort();
    expect(names).toEqual([...new Set([...NEED_SESSION.map(({ name }) => name), ...PUBLIC])].sort());
  });
});

describe("malformed", () => {
  const withBody = NEED_SESSION.filter(({ method, name }) => (method === "POST" || method === "PUT") && !name.startsWith("uploads"));

  it.each(withBody)("$method $name with an unknown field, no JSON or another type is 400", async (endpoint) => {
    const { cookie } = researcher;
    for (const more of [{ body: { surprise: 1 } }, { raw: "{", headers: { "content-type": "application/json" } }, { raw: "a=b", headers: { "content-type": "text/plain" } }]) {
      const answered = await send(endpoint, { cookie, ...more });
      expect([answered.status, answered.text]).toEqual([400, '{"code":"malformed"}']);
    }
  });

  it.each([setup, joining])("so too for everybody's endpoints", async (route) => {
    expect((await call(route, "POST", { body: {} })).status).toBe(400);
  });

  it("ids and queries that are none are 400", async () => {
    const { cookie } = coalition.admin;
    const odd = { id: "../../etc/passwd" };
    expect((await call(dossier, "GET", { cookie, params: odd })).status).toBe(400);
    expect((await call(blobs, "GET", { cookie, params: id, query: "?dossier=x" })).status).toBe(400);
    expect((await call(log, "GET", { cookie, params: id, query: "?from=-1" })).status).toBe(400);
    expect((await call(dossiers, "GET", { cookie, query: "?after=zz" })).status).toBe(400);
    expect((await call(joining, "GET", { query: "?inviteId=1" })).status).toBe(400);
    expect((await call(identity, "GET", { cookie, params: { ...id, q: "-1" } })).status).toBe(400);
  });

  it("a body longer than the endpoint takes is 413, whether or not it says so", async () => {
    const raw = `{"pad":"${"x".repeat(2 << 20)}"}`;
    const { cookie } = researcher;
    const type = { "content-type": "application/json" };
    expect((await call(dossiers, "POST", { cookie, raw, headers: type })).status).toBe(413);
    const stream = new Response(raw).body ?? "";
    expect((await call(dossiers, "POST", { cookie, raw: stream, headers: type })).status).toBe(413);
  });
});

describe("the wrong role", () => {
  const made = makeDossier();

  it("reviewers and coordinators create no dossiers, save no drafts, keep nothing, submit nothing", async () => {
    for (const { cookie } of [reviewer, coalition.admin]) {
      const params = { id: made.id };
      const submission = sealSubmission(coalition, made).body;
      const answers = [
        await call(dossiers, "POST", { cookie, body: capRecord(made) }),
        await call(cap, "PUT", { cookie, params, body: capRecord(made, 1) }),
        await call(draft, "PUT", { cookie, params, body: draftRecord(made, 1) }),
        await call(draft, "GET", { cookie, params, headers: made.capHeader }),
        await call(keep, "PUT", { cookie, params, body: keepRecord(made, 0, []) }),
        await call(versions, "POST", { cookie, params, body: submission }),
        await call(uploads, "POST", { cookie, params: { path: [] }, headers: { "tus-resumable": "1.0.0", "upload-length": "65576" } }),
      ];
      expect(answers.map(codeOf)).toEqual(answers.map(() => "forbidden"));
    }
  });

  it("an organisation has no board, and opens no identity", async () => {
    for (const { cookie } of [researcher, org.lead]) {
      expect((await call(dossiers, "GET", { cookie })).status).toBe(403);
      expect((await call(identity, "GET", { cookie, params: { id: admitted.id, q: "0" } })).status).toBe(403);
    }
  });

  it("a reviewer opens no identity, a coordinator only after her own entry", async () => {
    for (const { cookie } of [reviewer, coalition.admin]) {
      expect((await call(identity, "GET", { cookie, params: { id: admitted.id, q: "0" } })).status).toBe(403);
    }
  });

  it("only who may sign newcomers in may invite, and see who came", async () => {
    const body = (logId: string, kind: string) => ({ inviteId: UNKNOWN, logId, kind, expires: IN_AN_HOUR() });
    const [main, own] = [toHex(coalition.log.logId), toHex(org.own.log.logId)];
    const post = (by: SignedIn, logId: string, kind: string) => call(invitations, "POST", { cookie: by.cookie, body: body(logId, kind) });
    expect((await post(reviewer, main, "p")).status).toBe(403);
    expect((await post(researcher, own, "p")).status).toBe(403);
    expect((await post(org.lead, main, "p")).status).toBe(404);
    expect((await post(org.lead, own, "o")).status).toBe(400);
    expect((await post(stranger.lead, own, "p")).status).toBe(404);
    expect((await call(invitations, "GET", { cookie: reviewer.cookie, query: `?logId=${main}` })).status).toBe(403);
    expect((await call(invitations, "GET", { cookie: stranger.lead.cookie, query: `?logId=${own}` })).status).toBe(404);
  });

  it("a reviewer appends nothing to the coalition's log, a researcher only heads to her organisation's", async () => {
    const seen = coalition.log.entries.length;
    const rename = draftEntries(coalition, reviewer, { t: "export", e: 0, b: new Uint8Array(512 + 73), seen: [] });
    expect((await sendEntries(reviewer, rename, seen)).status).toBe(403);
    const from = org.own.log.entries.length;
    const security = draftEntries(org.own, researcher, { t: "security", min_suite: 1, seen: [] });
    expect((await sendEntries(researcher, security, from)).status).toBe(403);
    const ok = draftEntries(org.own, researcher, head(1));
    expect((await sendEntries(researcher, ok, from)).status).toBe(200);
    org.own.log = ok;
  });

  it("a reviewer makes no coordinator's move, and none in a coordinator's name", async () => {
    const { dossier: fresh, end, sent } = await admitDossier(coalition, researcher);
    const wish = { to: "rejected", at: sent.version, after: end, shared: true };
    expect((await sendMove(reviewer, fresh, signMove(coalition, fresh, reviewer, wish))).status).toBe(403);
    expect((await sendMove(reviewer, fresh, signMove(coalition, fresh, coalition.admin, wish))).status).toBe(403);
    const asOther = signMove(coalition, fresh, { ...reviewer, userId: coalition.admin.userId }, wish);
    expect(codeOf(await sendMove(coalition.admin, fresh, asOther))).toBe("bad-signature");
  });
});

describe("somebody else's", () => {
  it("a dossier is 404 to other organisations, to the wrong capability, and without one to its own", async () => {
    const params = { id: admitted.id };
    const wrong = makeDossier().capHeader;
    const ask = (by: SignedIn, headers: Record<string, string>) => call(dossier, "GET", { cookie: by.cookie, params, headers });
    expect((await ask(stranger.lead, {})).status).toBe(404);
    expect((await ask(stranger.lead, wrong)).status).toBe(404);
    expect((await ask(researcher, {})).status).toBe(404);
    expect((await ask(researcher, wrong)).status).toBe(404);
    expect((await ask(researcher, admitted.capHeader)).status).toBe(200);
    expect((await ask(coalition.admin, admitted.capHeader)).status).toBe(404);
  });

  it("a draft is 404 without the capability", async () => {
    const params = { id: admitted.id };
    for (const headers of [{}, makeDossier().capHeader]) {
      expect((await call(draft, "GET", { cookie: stranger.lead.cookie, params, headers })).status).toBe(404);
    }
  });

  it("without the dossier's key nobody writes to it", async () => {
    const forged = { ...makeDossier(), dossierId: admitted.dossierId, id: admitted.id };
    const params = { id: admitted.id };
    const { cookie } = stranger.lead;
    expect(codeOf(await call(draft, "PUT", { cookie, params, body: draftRecord(forged, 1) }))).toBe("bad-signature");
    expect(codeOf(await call(keep, "PUT", { cookie, params, body: keepRecord(forged, 0, []) }))).toBe("bad-signature");
    expect(codeOf(await call(cap, "PUT", { cookie, params, body: { ...capRecord(forged, 1), pk: admitted.pk } }))).toBe("bad-signature");
    expect(codeOf(await sendVersion(stranger.lead, forged, sealSubmission(coalition, forged)))).toBe("malformed");
  });

  it("a dossier that waits for admission is 404 to reviewers, on its page, in the board and when they move it", async () => {
    const { cookie } = reviewer;
    const wish = { to: "withdrawn", at: { q: 0, hash: NO_HASH }, shared: true };
    expect((await sendMove(reviewer, unadmitted, signMove(coalition, unadmitted, reviewer, wish))).status).toBe(404);
    expect((await call(dossier, "GET", { cookie, params: { id: unadmitted.id } })).status).toBe(404);
    expect((await call(dossiers, "GET", { cookie })).text).not.toContain(unadmitted.id);
    expect((await call(dossiers, "GET", { cookie: coalition.admin.cookie })).text).toContain(unadmitted.id);
  });

  it("an organisation's log is 404 to other organisations and to reviewers; coordinators read it", async () => {
    const params = { id: toHex(org.own.log.logId) };
    const statuses = [];
    for (const { cookie } of [stranger.lead, reviewer, coalition.admin, researcher]) statuses.push((await call(log, "GET", { cookie, params })).status);
    expect(statuses).toEqual([404, 404, 200, 200]);
    expect((await sendEntries(stranger.lead, draftEntries(org.own, stranger.lead, head(1)), org.own.log.entries.length)).status).toBe(404);
  });

  it("whoever joined and was not yet added reads and does nothing", async () => {
    const { cookie } = waiting.lead;
    expect((await call(me, "GET", { cookie })).status).toBe(200);
    expect((await call(logs, "GET", { cookie })).json).toEqual({ logs: [] });
    for (const { logId } of [coalition.log, waiting.own.log]) {
      expect((await call(log, "GET", { cookie, params: { id: toHex(logId) } })).status).toBe(404);
    }
    expect((await call(dossiers, "POST", { cookie, body: capRecord(makeDossier()) })).status).toBe(403);
    expect((await sendEntries(waiting.lead, draftEntries(waiting.own, waiting.lead, head(0)), 2)).status).toBe(404);
  });

  it("an entry in another's name is refused", async () => {
    const log = draftEntries(org.own, org.lead, head(1));
    expect((await sendEntries(researcher, log, org.own.log.entries.length)).status).toBe(403);
  });
});

describe("every answer", () => {
  it("forbids running, framing, caching and reading by other sites", async () => {
    for (const answered of [await call(health, "GET"), await call(limits, "GET"), await call(me, "GET")]) {
      expect(answered.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
      expect(answered.headers.get("cache-control")).toBe("no-store");
      expect(answered.headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(answered.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it("a change that another site asks for is 403 before anything is read", async () => {
    const { cookie } = researcher;
    for (const headers of [{ "sec-fetch-site": "same-site" }, { origin: "http://localhost:9999" }, { origin: "null" }]) {
      expect((await call(dossiers, "POST", { cookie, headers, body: capRecord(makeDossier()) })).status).toBe(403);
    }
    expect((await call(dossiers, "POST", { cookie, headers: { origin: "http://localhost:3000" }, body: capRecord(makeDossier()) })).status).toBe(200);
  });
});
