/** Accounts for tests: a person of the logs' fixture with log-in keys, and the way in. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { fromBase64Url, toBase64Url, u64, type Bytes } from "@/lib/shared/bytes";
import { asId, type InviteId, type LogId } from "@/lib/shared/ids";
import { acceptanceParts } from "@/lib/format/joining";
import { hash } from "@/lib/format/labels";
import { filled, makePerson, sign, type Person } from "@/lib/format/log.fixture";
import { encodeKdf, KDF_MEMORY_BYTES, loginParts } from "@/lib/format/slot";
import { GET as csrf, POST as callback } from "@/app/api/auth/[...nextauth]/route";
import { POST as challenge } from "@/app/api/auth/challenge/route";
import { call, type Answered } from "./call";

export const RP_ID = "localhost";
const BIRDS = ["heron", "stork", "eider", "siskin", "dunlin", "plover", "avocet", "curlew"];

export type TestUser = Person & { readonly loginSeed: Bytes; readonly id: string };

/** The same number makes the same user. */
export function makeUser(number: number): TestUser {
  const handle = `grey-${BIRDS[number % BIRDS.length] ?? "heron"}-${100 + number}`;
  const person = makePerson(number, 0, handle);
  return { ...person, loginSeed: hash("login-seed", u64(number)), id: Buffer.from(person.userId).toString("hex") };
}

export function accountOf(user: TestUser): {
  handle: string;
  card: Uint8Array;
  cardSig: Uint8Array;
  slots: { id: Uint8Array; t: string; kdf: Uint8Array; loginPk: Uint8Array; b: Uint8Array }[];
  keyringSeq: number;
  keyring: Uint8Array;
} {
  const loginPk = ed25519.getPublicKey(user.loginSeed);
  const slot = { id: filled(16, 1), loginPk, b: filled(105, 7) };
  return {
    handle: user.handle,
    card: user.card.card,
    cardSig: user.card.sig,
    slots: [
      { ...slot, t: "pw", kdf: encodeKdf(KDF_MEMORY_BYTES[0], filled(16, 5)) },
      { ...slot, t: "rc", kdf: new Uint8Array() },
    ],
    keyringSeq: 0,
    keyring: filled(8192 + 73, 3),
  };
}

export function accept(user: TestUser, inviteId: Uint8Array, logId: Uint8Array, x: Uint8Array = new Uint8Array()): Bytes {
  const loginPk = ed25519.getPublicKey(user.loginSeed);
  const parts = acceptanceParts({
    rpId: RP_ID,
    handle: user.handle,
    inviteId: asId<InviteId>(inviteId),
    logId: asId<LogId>(logId),
    card: user.card.card,
    x,
    loginPkPw: loginPk,
    loginPkRc: loginPk,
  });
  return sign(user.seed, "accept", ...parts);
}

export async function askNonce(login: string): Promise<Bytes> {
  const answered = await call({ POST: challenge }, "POST", { body: { login, kind: "pw" } });
  return fromBase64Url((answered.json as { nonce: string }).nonce);
}

export type LoginFields = { login: string; kind: string; nonce: string; exp: string; sig: string };

/** A signed log-in; `rpId` and `exp` can be made wrong. */
export function signLogin(user: TestUser, nonce: Uint8Array, { rpId = RP_ID, exp = Math.floor(Date.now() / 1000) + 50 } = {}): LoginFields {
  const sig = sign(user.loginSeed, "login", ...loginParts({ rpId, login: user.handle, nonce, exp }));
  return { login: user.handle, kind: "pw", nonce: toBase64Url(nonce), exp: String(exp), sig: toBase64Url(sig) };
}

/** next-auth's two steps. */
export async function sendLogin(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answered> {
  const asked = await call({ GET: csrf }, "GET", { params: { nextauth: ["csrf"] } });
  const form = new URLSearchParams({ ...fields, csrfToken: (asked.json as { csrfToken: string }).csrfToken, json: "true", callbackUrl: "/" });
  return call({ POST: callback }, "POST", {
    params: { nextauth: ["callback", "credentials"] },
    cookie: cookiesOf(asked),
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    raw: form.toString(),
  });
}

/** What a browser would send back. */
export function cookiesOf(answered: Answered): string {
  return answered.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}

/** Signs in and returns the cookies. */
export async function logIn(user: TestUser): Promise<string> {
  const answered = await sendLogin(signLogin(user, await askNonce(user.handle)));
  if (answered.status !== 200) throw new Error(`sign-in answered ${answered.status}`);
  return cookiesOf(answered);
}
