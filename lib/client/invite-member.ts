/** Inviting, checking who came, admitting, revoking. */
import type { Role } from "@/lib/crypto/api";
import { err, ok, type Result } from "@/lib/shared/result";
import type { z } from "zod";
import { invitationList } from "@/lib/wire/accounts";
import type { ApiCode } from "./api";
import type { Client } from "./client";
import { appendToLog, storeKeyring } from "./sync-logs";

export const INVITATION_DAYS = 7;

export type InvitationRow = {
  inviteId: string;
  kind: "p" | "o";
  role: Role | null;
  organisationName: string | null;
  expires: number;
  state: "open" | "used" | "revoked" | "expired";
  /** Somebody came: the handle and fingerprint that admission would sign, or why it must not be. */
  request: { handle: string; fingerprint: string } | { refused: string } | null;
};

export type NewInvitation = { logId: string; kind: "p" | "o"; role: Role; organisationName?: string };

/** The keyring keeps the secret before the server hears of the invitation; the link goes by another channel. */
export async function inviteMember(client: Client, wanted: NewInvitation): Promise<Result<{ link: string; inviteId: string }, ApiCode>> {
  const expires = Math.floor(Date.now() / 1000) + INVITATION_DAYS * 86_400;
  const { inviteId, fragment } = await client.vault.createInvitation({ ...wanted, expires });
  const stored = await storeKeyring(client);
  if (!stored.ok) return stored;
  const sent = await client.api.send("POST", "/api/invitations", { inviteId, logId: wanted.logId, kind: wanted.kind, expires });
  return sent.ok ? ok({ link: `/join#${fragment}`, inviteId }) : err(sent.code);
}

/** Every invitation of a log, with the requests checked by the vault. */
export async function listInvitations(client: Client, logId: string): Promise<Result<InvitationRow[], ApiCode>> {
  const listed = await client.api.get(`/api/invitations?logId=${logId}`, invitationList);
  if (!listed.ok) return err(listed.code);
  const mine = new Map((await client.vault.listInvitations()).map((own) => [own.inviteId, own]));
  const rows = listed.value.invitations.map(async (invitation): Promise<InvitationRow> => {
    const own = mine.get(invitation.inviteId);
    const { inviteId, kind, expires, state } = invitation;
    const request = invitation.request === undefined || own === undefined ? null : await judge(client, invitation.request);
    return { inviteId, kind, expires, state, role: own?.role ?? null, organisationName: own?.organisationName ?? null, request };
  });
  return ok(await Promise.all(rows));
}

type Request = NonNullable<z.output<typeof invitationList>["invitations"][number]["request"]>;

async function judge(client: Client, request: Request): Promise<InvitationRow["request"]> {
  try {
    const { handle, fingerprint } = await client.vault.checkJoinRequest(request);
    return { handle, fingerprint };
  } catch (error) {
    return { refused: error instanceof Error && "code" in error ? String(error.code) : "E_FORMAT" };
  }
}

/** Signs the newcomer into the log, with the epochs that give keys, in one batch. */
export async function admitMember(client: Client, logId: string, inviteId: string): Promise<Result<null, ApiCode>> {
  const listed = await client.api.get(`/api/invitations?logId=${logId}`, invitationList);
  if (!listed.ok) return err(listed.code);
  const request = listed.value.invitations.find((invitation) => invitation.inviteId === inviteId)?.request;
  if (request === undefined) return err("not-found");
  const appended = await appendToLog(client, () => client.vault.admitMember(request));
  if (!appended.ok) return appended;
  return storeKeyring(client);
}

export async function revokeInvitation(client: Client, inviteId: string): Promise<Result<null, ApiCode>> {
  const appended = await appendToLog(client, () => client.vault.revokeInvitation(inviteId));
  if (!appended.ok) return appended;
  return storeKeyring(client);
}
