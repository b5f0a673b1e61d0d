import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { verifyLogin } from "@/lib/format/slot";
import type { loginCredentials } from "@/lib/wire/accounts";
import { dayFromNow, nowSeconds, today } from "../clock";
import { db } from "../db";
import { rpIdOf } from "../http/rp-id";
import { delaySecondsFor, recordFailure, recordSuccess } from "../limits/attempt-delay";
import { isKnownDevice } from "../limits/device-token";
import { spendNonce } from "./login-nonce";

/** The cookie's and the token's life. */
export const SESSION_SECONDS = 12 * 3600;

/** The base point of Ed25519: a valid key that signs nothing here, so that unknown handles cost a verification too. */
const NOBODY = new Uint8Array([0x58, ...new Array<number>(31).fill(0x66)]);

/** Judges a signed challenge; the id of a new session, or null. A slow attempt waits first, but is always judged. */
export async function logIn(request: Request, credentials: z.output<typeof loginCredentials>): Promise<string | null> {
  const { login, kind, nonce, exp, sig } = credentials;
  const arrived = nowSeconds();
  const fresh = spendNonce(nonce, arrived);
  const delay = (await isKnownDevice(request, login)) ? 0 : delaySecondsFor(login, arrived);
  if (delay > 0) await wait(delay * 1000);
  const slot = await db().slot.findFirst({ where: { t: kind, account: { handle: login } }, select: { userId: true, loginPk: true } });
  const claim = { rpId: rpIdOf(request), login, nonce, exp: Number(exp) };
  const signed = verifyLogin(slot === null ? NOBODY : slot.loginPk, claim, sig, arrived);
  if (!fresh || !signed || slot === null) {
    recordFailure(login, nowSeconds());
    return null;
  }
  recordSuccess(login);
  return openSession(slot.userId);
}

/** What the table knows of a session id. */
export function sessionHash(sid: string): string {
  return createHash("sha256").update(sid).digest("hex");
}

async function openSession(userId: string): Promise<string> {
  const sid = randomBytes(32).toString("base64url");
  await db().session.deleteMany({ where: { expiresDay: { lt: today() } } });
  await db().session.create({ data: { hash: sessionHash(sid), userId, expiresDay: dayFromNow(SESSION_SECONDS / 86_400) } });
  return sid;
}
