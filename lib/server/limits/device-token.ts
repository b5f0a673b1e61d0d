import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readCookie } from "../http/cookies";
import { serverSecret } from "../secrets";

const COOKIE = "__Host-sealpost.device";
const SALT_BYTES = 16;
const MAX_AGE_SECONDS = 180 * 86_400;

/** A cookie for a device on which this handle signed in: its later attempts do not wait for what strangers try. */
export async function deviceCookie(handle: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const token = Buffer.concat([salt, await tag(salt, handle)]).toString("base64url");
  return `${COOKIE}=${token}; Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; Secure; SameSite=Strict`;
}

export async function isKnownDevice(request: Request, handle: string): Promise<boolean> {
  const token = Buffer.from(readCookie(request, COOKIE) ?? "", "base64url");
  if (token.length !== SALT_BYTES + 32) return false;
  const salt = token.subarray(0, SALT_BYTES);
  return timingSafeEqual(token.subarray(SALT_BYTES), await tag(salt, handle));
}

async function tag(salt: Uint8Array, handle: string): Promise<Buffer> {
  return createHmac("sha256", await serverSecret("device")).update(salt).update(handle).digest();
}
