/** People who found and join a coalition through the real client code, each on a device of their own. */
import type { Role } from "@/lib/crypto/api";
import type { Client } from "@/lib/client/client";
import { foundCoalition, makeAccount } from "@/lib/client/found-coalition";
import { parseSetupLink } from "@/lib/format/invitation";
import { admitMember, inviteMember } from "@/lib/client/invite-member";
import { joinCoalition } from "@/lib/client/join-coalition";
import { createNodeClient, type NodeClientOptions } from "@/lib/client/node-client";
import { signIn } from "@/lib/client/sign-in";
import { syncLogs } from "@/lib/client/sync-logs";
import type { Result } from "@/lib/shared/result";

export type Person = {
  readonly client: Client;
  readonly role: Role;
  readonly handle: string;
  readonly passphrase: string;
  readonly recoveryCode: string;
  readonly userId: string;
};

/** The floor of the suite: these accounts are made by the dozen. */
const MEMORY_MIB = 128;

/** The value, or an Error that names the step and the code. */
export function demandOk<V>(step: string, outcome: Result<V>): V {
  if (outcome.ok) return outcome.value;
  throw new Error(`${step}: ${outcome.code}`);
}

export async function foundAs(baseUrl: string, setupLink: string): Promise<Person> {
  const secret = demandOk("set-up link", parseSetupLink(new URL(setupLink).hash));
  const { client, ...account } = await newAccount(baseUrl);
  demandOk("found", await foundCoalition(client, secret));
  return enter(client, account, "coordinator");
}

export type Joining = { readonly logId: string; readonly role: Role; readonly organisationName?: string };

/** Invites, joins, checks and admits. The newcomer is signed in afterwards. */
export async function bringIn(baseUrl: string, inviter: Client, { logId, role, organisationName }: Joining): Promise<Person> {
  const kind = organisationName === undefined ? "p" : "o";
  const wanted = { logId, kind, role, ...(organisationName === undefined ? {} : { organisationName }) } as const;
  const { link, inviteId } = demandOk("invite", await inviteMember(inviter, wanted));
  const { client, ...account } = await newAccount(baseUrl);
  demandOk("join", await joinCoalition(client, link.slice(link.indexOf("#") + 1)));
  demandOk("admit", await admitMember(inviter, logId, inviteId));
  return enter(client, account, role);
}

/** The same person on another device, or on the same one again where its store is handed over. */
export async function signInAgain(baseUrl: string, person: Person, kind: "pw" | "rc" = "pw", options: NodeClientOptions = {}): Promise<Person> {
  const client = await createNodeClient(baseUrl, options);
  const secret = kind === "pw" ? person.passphrase : person.recoveryCode;
  demandOk("sign in", await signIn(client, { handle: person.handle, kind, secret }));
  return { ...person, client };
}

/** Id of the coalition's log, or of the organisation that the client belongs to. */
export async function logIdOf(client: Client, kind: "coalition" | "org"): Promise<string> {
  const views = demandOk("read logs", await syncLogs(client));
  const found = views.find((view) => view.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} log`);
  return found.logId;
}

type NewAccount = { client: Client; handle: string; passphrase: string; recoveryCode: string };

async function newAccount(baseUrl: string): Promise<NewAccount> {
  const client = await createNodeClient(baseUrl);
  const [handle, passphrase] = [await client.vault.generateHandle(), await client.vault.generatePassphrase()];
  return { client, handle, passphrase, recoveryCode: await makeAccount(client, { handle, passphrase }, MEMORY_MIB) };
}

async function enter(client: Client, account: Omit<NewAccount, "client">, role: Role): Promise<Person> {
  const { handle, passphrase } = account;
  const { userId } = demandOk("sign in", await signIn(client, { handle, kind: "pw", secret: passphrase }));
  return { client, role, userId, ...account };
}
