/** Signing in by a signed challenge, opening the account, signing out. */
import type { LogView } from "@/lib/crypto/api";
import { toBase64Url, utf8 } from "@/lib/shared/bytes";
import { err, ok, type Result } from "@/lib/shared/result";
import { challengeAnswer, ownAccount } from "@/lib/wire/accounts";
import { z } from "zod";
import type { ApiCode } from "./api";
import type { Client } from "./client";
import { restorePins, syncLogs } from "./sync-logs";

export type SignInCode = ApiCode | "wrong-secret";

const csrfAnswer = z.looseObject({ csrfToken: z.string() });
const callbackAnswer = z.looseObject({ url: z.string().optional() });
const SIGNATURE_LIFE_SECONDS = 55;

async function proveSecret(
  client: Client,
  login: { handle: string; kind: "pw" | "rc"; secret: string },
): Promise<Result<null, SignInCode>> {
  const asked = await client.api.send("POST", "/api/auth/challenge", { login: login.handle, kind: login.kind });
  if (!asked.ok) return err(asked.code);
  const { nonce, kdf } = challengeAnswer.parse(asked.value);
  const exp = Math.floor(Date.now() / 1000) + SIGNATURE_LIFE_SECONDS;
  const { sig } = await client.vault.signLogin({
    rpId: client.rpId,
    handle: login.handle,
    kind: login.kind,
    secret: utf8(login.secret),
    kdf,
    nonce,
    exp,
    argon: client.argon(),
  });
  const fields = { login: login.handle, kind: login.kind, nonce: toBase64Url(nonce), exp: String(exp), sig: toBase64Url(sig) };
  return sendCredentials(client, fields);
}

/** next-auth's own two steps: a CSRF token, then the credentials as a form. */
async function sendCredentials(client: Client, fields: Record<string, string>): Promise<Result<null, SignInCode>> {
  const csrf = await client.api.get("/api/auth/csrf", csrfAnswer);
  if (!csrf.ok) return err(csrf.code);
  const form = new URLSearchParams({ ...fields, csrfToken: csrf.value.csrfToken, json: "true", callbackUrl: "/" });
  const response = await client.api
    .raw("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    })
    .catch(() => null);
  if (response === null) return err("offline");
  if (response.status === 429) return err("slow-down");
  if (response.status === 401) return err("wrong-secret");
  const answer = callbackAnswer.safeParse(await response.json().catch(() => null));
  const refused = !response.ok || !answer.success || (answer.data.url ?? "").includes("error=");
  return refused ? err("wrong-secret") : ok(null);
}

/** Who signed in, and the logs as replayed, the coalition's first. */
export type SignedIn = { readonly userId: string; readonly handle: string; readonly logs: readonly LogView[] };

/** Signs in, opens the keyring, restores pins and replays the logs. */
export async function signIn(
  client: Client,
  login: { handle: string; kind: "pw" | "rc"; secret: string },
): Promise<Result<SignedIn, SignInCode>> {
  const proved = await proveSecret(client, login);
  if (!proved.ok) return proved;
  const me = await client.api.get("/api/me", ownAccount);
  if (!me.ok) return err(me.code);
  const opened = await client.vault.openAccount(me.value);
  await restorePins(client);
  const synced = await syncLogs(client);
  if (!synced.ok) return synced;
  return ok({ userId: opened.userId, handle: opened.handle, logs: synced.value });
}

/** Ends the session at the server; the caller ends the vault worker. */
export async function signOut(client: Client): Promise<void> {
  const csrf = await client.api.get("/api/auth/csrf", csrfAnswer);
  if (!csrf.ok) return;
  await client.api
    .raw("/api/auth/signout", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ csrfToken: csrf.value.csrfToken, json: "true" }).toString(),
    })
    .catch(() => null);
}
