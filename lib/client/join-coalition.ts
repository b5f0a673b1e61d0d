/** Joining by an invitation link: a person into a log, or a new organisation into the coalition. */
import type { Result } from "@/lib/shared/result";
import { joinState } from "@/lib/wire/accounts";
import { asResult, type ApiCode } from "./api";
import type { Client } from "./client";

export type InvitationState = "open" | "used" | "revoked" | "expired" | "unknown";

/** What the link is, and whether the server still has it open. Rejects with VaultError on a malformed link. */
export async function readInvitation(
  client: Client,
  fragment: string,
): Promise<Result<{ kind: "p" | "o"; state: InvitationState }, ApiCode>> {
  const { inviteId, kind } = await client.vault.readInvitation({ fragment });
  const answer = await client.api.get(`/api/join?inviteId=${inviteId}`, joinState);
  return answer.ok ? { ok: true, value: { kind, state: answer.value.state } } : asResult(answer);
}

/** After makeAccount: asks to join. The inviter's client checks and admits. */
export async function joinCoalition(client: Client, fragment: string): Promise<Result<unknown, ApiCode>> {
  const request = await client.vault.acceptInvitation({ fragment });
  return asResult(await client.api.send("POST", "/api/join", request));
}
