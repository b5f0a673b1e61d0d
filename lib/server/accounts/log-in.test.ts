import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { POST as challenge } from "@/app/api/auth/challenge/route";
import { GET as authGet, POST as authPost } from "@/app/api/auth/[...nextauth]/route";
import { PUT as putKeyring } from "@/app/api/me/keyring/route";
import { GET as me } from "@/app/api/me/route";
import { DELETE as deleteSession } from "@/app/api/me/sessions/[id]/route";
import { GET as getSessions } from "@/app/api/me/sessions/route";
import { fromBase64Url } from "@/lib/shared/bytes";
import { checkKdf } from "@/lib/format/slot";
import { challengeAnswer, ownAccount, sessionList } from "@/lib/wire/accounts";
import { db, inTransaction } from "../db";
import { processState, forgetProcessState } from "../process-state";
import { accountOf, askNonce, cookiesOf, logIn, makeUser, sendLogin, signLogin, type TestUser } from "../testing/accounts";
import { call, codeOf } from "../testing/call";
import { storeAccount, type NewAccount } from "./check-account";
import { issueNonce, spendNonce } from "./login-nonce";

const [user, other] = [makeUser(1), makeUser(2)];
let close = (): Promise<void> => Promise.resolve();

beforeAll(async () => {
  close = await openForTests("pglite");
  for (const each of [user, other]) await inTransaction((tx) => storeAccount(tx, each.id, accountOf(each) as NewAccount));
});
afterAll(() => close());
beforeEach(() => forgetProcessState());

const ask = (login: string, kind = "pw") => call({ POST: challenge }, "POST", { body: { login, kind } });
const read = (cookie: string) => call({ GET: me }, "GET", { cookie });

async function attempt(by: TestUser, wrong: { rpId?: string; exp?: number } = {}): Promise<number> {
  return (await sendLogin(signLogin(by, await askNonce(by.handle), wrong))).status;
}

describe("challenge", () => {
  it("an unknown handle answers like a known one: same shape, and the same each time", async () => {
    const [known, unknown, again] = [await ask(user.handle), await ask("no-such-handle"), await ask("no-such-handle")];
    expect([known.status, unknown.status]).toEqual([200, 200]);
    const kdfs = [known, unknown, again].map(({ json }) => challengeAnswer.parse(json).kdf);
    expect(kdfs.map((kdf) => checkKdf(kdf).ok)).toEqual([true, true, true]);
    expect(kdfs[1]).toEqual(kdfs[2]);
    expect(kdfs[0]?.length).toBe(kdfs[1]?.length);
  });

  it("for a recovery code nobody gets parameters, known or not", async () => {
    for (const login of [user.handle, "no-such-handle"]) {
      expect(challengeAnswer.parse((await ask(login, "rc")).json).kdf).toHaveLength(0);
    }
  });

  it("a malformed request is 400 and quotes nothing back", async () => {
    const answered = await call({ POST: challenge }, "POST", { body: { login: "secret-looking-input", kind: "prf" } });
    expect([answered.status, answered.text]).toEqual([400, '{"code":"malformed"}']);
  });
});

describe("log-in", () => {
  it("a signed challenge opens a session that serves the account's own slots", async () => {
    const answered = await read(await logIn(user));
    expect(answered.status).toBe(200);
    expect(ownAccount.parse(answered.json)).toMatchObject({ userId: user.id, handle: user.handle });
  });

  it("the same nonce never opens a second session", async () => {
    const fields = signLogin(user, await askNonce(user.handle));
    expect((await sendLogin(fields)).status).toBe(200);
    expect((await sendLogin(fields)).status).toBe(401);
  });

  it("a nonce that another process issued is refused", async () => {
    const nonce = await askNonce(user.handle);
    forgetProcessState();
    expect((await sendLogin(signLogin(user, nonce))).status).toBe(401);
  });

  it("a nonce is good for a minute and once", () => {
    const nonce = issueNonce(1000);
    expect(spendNonce(issueNonce(1000), 1061)).toBe(false);
    expect([spendNonce(nonce, 1060), spendNonce(nonce, 1060)]).toEqual([true, false]);
    const forged = issueNonce(1000);
    forged[0] = 0xff;
    expect(spendNonce(forged, 1000)).toBe(false);
  });

  it("a signature for another host name, over, or longer than a minute is refused", async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await attempt(user, { rpId: "phishing.example" })).toBe(401);
    expect(await attempt(user, { exp: now - 5 })).toBe(401);
    expect(await attempt(user, { exp: now + 600 })).toBe(401);
  });

  it("another user's key does not open the account, and an unknown handle is told the same", async () => {
    const borrowed = { ...other, handle: user.handle };
    const unknown = { ...other, handle: "nobody-here-12" };
    const answers = [borrowed, unknown].map(async (by) => {
      const { status, text } = await sendLogin(signLogin(by, await askNonce(by.handle)));
      return { status, text };
    });
    const [first, second] = await Promise.all(answers);
    expect(first).toEqual(second);
    expect(first?.status).toBe(401);
  });

  it("without next-auth's token of the same browser it is 403", async () => {
    const fields = signLogin(user, await askNonce(user.handle));
    const form = new URLSearchParams({ ...fields, csrfToken: "x", json: "true" });
    const answered = await call({ POST: authPost }, "POST", {
      params: { nextauth: ["callback", "credentials"] },
      headers: { "content-type": "application/x-www-form-urlencoded" },
      raw: form.toString(),
    });
    expect(answered.status).toBe(403);
  });

  it("a form longer than credentials are is 413, whether or not it says so", async () => {
    const fields = { ...signLogin(user, await askNonce(user.handle)), login: "x".repeat(10_000) };
    expect((await sendLogin(fields)).status).toBe(413);
  });

  it("another site's form is 403, by either header", async () => {
    const fields = signLogin(user, await askNonce(user.handle));
    expect((await sendLogin(fields, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await sendLogin(fields, { origin: "https://evil.example" })).status).toBe(403);
  });

  it("cookies are host-only, unreadable to scripts, strict, and end within 12 hours", async () => {
    const answered = await sendLogin(signLogin(user, await askNonce(user.handle)));
    const cookies = answered.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/);
      for (const flag of [/; path=\/(;|$)/i, /; httponly(;|$)/i, /; secure(;|$)/i, /; samesite=strict(;|$)/i]) expect(cookie).toMatch(flag);
      expect(cookie).not.toMatch(/; domain=/i);
    }
    const session = cookies.find((cookie) => cookie.startsWith("__Host-sealpost.session=")) ?? "";
    const expires = Date.parse(/expires=([^;]+)/i.exec(session)?.[1] ?? "");
    expect(expires - Date.now()).toBeLessThanOrEqual(12 * 3_600_000);
    expect(expires - Date.now()).toBeGreaterThan(11 * 3_600_000);
  });

  it("next-auth's pages, session answer and provider list are not served", async () => {
    for (const path of ["session", "signin", "providers", "error", "signout", "verify-request"]) {
      const answered = await call({ GET: authGet }, "GET", { params: { nextauth: [path] } });
      expect([path, answered.status]).toEqual([path, 404]);
    }
  });
});

describe("sessions", () => {
  it("signing out deletes the row, clears the cache, and the old cookie is worth nothing", async () => {
    const cookie = await logIn(user);
    const asked = await call({ GET: authGet }, "GET", { params: { nextauth: ["csrf"] } });
    const form = new URLSearchParams({ csrfToken: (asked.json as { csrfToken: string }).csrfToken, json: "true" });
    const answered = await call({ POST: authPost }, "POST", {
      params: { nextauth: ["signout"] },
      cookie: `${cookie}; ${cookiesOf(asked)}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      raw: form.toString(),
    });
    expect(answered.headers.get("clear-site-data")).toBe('"cache"');
    expect((await read(cookie)).status).toBe(401);
  });

  it("a made-up or altered cookie is no session", async () => {
    const cookie = await logIn(user);
    expect((await read("__Host-sealpost.session=made.up")).status).toBe(401);
    expect((await read(cookie.replace(/(session=.{40})./, "$1~"))).status).toBe(401);
  });

  it("rows hold no session id and no time, only a hash, the account and a day", async () => {
    const cookie = await logIn(user);
    const rows = await db().session.findMany();
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(["expiresDay", "hash", "userId"]);
      expect(row.expiresDay).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(cookie).not.toContain(row.hash);
    }
  });

  it("one sees and ends one's own sessions; another's is 404", async () => {
    const [mine, second, theirs] = [await logIn(user), await logIn(user), await logIn(other)];
    const list = async (cookie: string) => sessionList.parse((await call({ GET: getSessions }, "GET", { cookie })).json).sessions;
    const current = (await list(second)).find((session) => session.current);
    const end = (cookie: string) => call({ DELETE: deleteSession }, "DELETE", { cookie, params: { id: current?.id ?? "" } });
    expect((await end(theirs)).status).toBe(404);
    expect((await end(mine)).status).toBe(200);
    expect((await read(second)).status).toBe(401);
    expect((await read(mine)).status).toBe(200);
  });

  it("a session whose day is over is refused though its row is still there", async () => {
    const cookie = await logIn(other);
    await db().session.updateMany({ where: { userId: other.id }, data: { expiresDay: "2020-01-01" } });
    expect((await read(cookie)).status).toBe(401);
  });
});

describe("keyring", () => {
  it("of two devices that save at once the second is told to read again", async () => {
    const cookie = await logIn(user);
    const save = (seq: number, fill: number) =>
      call({ PUT: putKeyring }, "PUT", { cookie, body: { seq, keyring: new Uint8Array(80).fill(fill) } });
    const { keyringSeq } = ownAccount.parse((await read(cookie)).json);
    const answers = await Promise.all([save(keyringSeq + 1, 1), save(keyringSeq + 1, 2)]);
    expect(answers.map(codeOf).sort()).toEqual(["200", "conflict"]);
    expect((await save(keyringSeq + 5, 3)).status).toBe(409);
  });
});

describe("attempts", () => {
  it("the wait grows with failures on one handle and ends with a success", async () => {
    expect(await attempt({ ...other, handle: user.handle })).toBe(401);
    const failures = processState("login-failures", () => new Map<string, { count: number }>());
    expect(failures.get(user.handle)?.count).toBe(1);
    expect(await attempt(user)).toBe(200);
    expect(failures.has(user.handle)).toBe(false);
  });

  it("one address is slowed after its burst, and another is not", async () => {
    const from = (address: string) =>
      call({ POST: challenge }, "POST", { body: { login: "a", kind: "pw" }, headers: { "x-forwarded-for": `1.2.3.4, ${address}` } });
    const statuses = new Set<number>();
    for (let i = 0; i < 70; i++) statuses.add((await from("203.0.113.9")).status);
    expect([...statuses].sort()).toEqual([200, 429]);
    expect((await from("203.0.113.10")).status).toBe(200);
  });

  it("nonces are long enough not to meet", async () => {
    const nonces = await Promise.all([ask("a"), ask("a")]);
    const [one, two] = nonces.map(({ json }) => fromBase64Url((json as { nonce: string }).nonce));
    expect(one).toHaveLength(32);
    expect(one).not.toEqual(two);
  });
});
