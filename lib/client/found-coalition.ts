/** Founding a coalition: the one-time set-up link becomes its first coordinator. */
import { fromBase64Url, utf8 } from "@/lib/shared/bytes";
import type { Result } from "@/lib/shared/result";
import { asResult, type ApiCode } from "./api";
import { today, type Client } from "./client";

export type NewIdentity = { handle: string; passphrase: string };

/** Makes the account in the vault. Returns the recovery code, which is shown once. */
export async function makeAccount(client: Client, identity: NewIdentity, memoryMiB: 256 | 128): Promise<string> {
  const made = await client.vault.createAccount({
    rpId: client.rpId,
    handle: identity.handle,
    passphrase: utf8(identity.passphrase),
    memoryMiB,
    argon: client.argon(),
  });
  return made.recoveryCode;
}

/** After makeAccount: founds the coalition with the secret of the set-up link. */
export async function foundCoalition(client: Client, setupSecret: Uint8Array): Promise<Result<unknown, ApiCode>> {
  const request = await client.vault.foundCoalition({ setupSecret, day: today() });
  return asResult(await client.api.send("POST", "/api/setup", request));
}

/** The part of a recovery code that its owner types back: its last two groups. */
export function confirmationPart(recoveryCode: string): string {
  return recoveryCode.split("-").slice(-2).join("-");
}

/** True when what was typed is that part; case, spaces, hyphens and look-alikes do not matter. */
export function confirmsCode(recoveryCode: string, typed: string): boolean {
  return plainCode(typed) === plainCode(confirmationPart(recoveryCode));
}

function plainCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

/** The secret of a set-up link's fragment (`v1.<secret>`), or null when it is not one. */
export function readSetupFragment(fragment: string): Uint8Array | null {
  const match = /^#?v1\.([A-Za-z0-9_-]{43})$/.exec(fragment);
  return match?.[1] === undefined ? null : fromBase64Url(match[1]);
}

