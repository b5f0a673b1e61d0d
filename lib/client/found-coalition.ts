/** Founding a coalition: the one-time set-up link becomes its first coordinator. */
import { recoveryLetters } from "@/lib/format/recovery-code";
import { utf8 } from "@/lib/shared/bytes";
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

/** True when what was typed is the end of the code, its last two groups, however it was written. */
export function confirmsCode(recoveryCode: string, typed: string): boolean {
  return recoveryLetters(typed) === recoveryLetters(recoveryCode.split("-").slice(-2).join(""));
}
