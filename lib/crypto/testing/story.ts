/** People with vaults of their own, and the acts of the story that several tests begin with. */
import { toHex, utf8 } from "../../shared/bytes";
import { decodeOrganisationX } from "../../format/joining";
import { logIdOf } from "../../format/identifiers";
import type { EntryRecord } from "../../format/records";
import type { DraftPlain, Role, SubmissionIntent, VaultApi } from "../api";
import { openLocalFileCipher } from "../local";
import { createVault } from "../vault/create-vault";
import { emptyVaultState, type VaultState } from "../vault/state";
import { MemoryServer } from "./memory-server";

export const RP_ID = "portal.example";
export const DAY = "2026-03-02";
const NEXT_WEEK = Math.floor(Date.now() / 1000) + 6 * 86_400;

export interface Person {
  readonly vault: VaultApi;
  /** what the vault holds, for tests in which a member cheats */
  readonly state: VaultState;
  readonly handle: string;
  readonly passphrase: string;
  readonly userId: string;
  readonly recoveryCode: string;
}

/** The slot's stretching is as slow as it is for everyone: tests make few people, at the floor of 128 MiB. */
export async function makePerson(handle: string): Promise<Person> {
  const state = emptyVaultState();
  const vault = createVault(state);
  const passphrase = await vault.generatePassphrase();
  const made = await vault.createAccount({ rpId: RP_ID, handle, passphrase: utf8(passphrase), memoryMiB: 128, argon: null });
  return { vault, state, handle, passphrase, ...made };
}

export class Story {
  readonly server = new MemoryServer();
  coalitionId = "";

  async found(coordinator: Person): Promise<void> {
    const setup = await coordinator.vault.foundCoalition({ setupSecret: new Uint8Array(32).fill(7), day: DAY });
    this.coalitionId = toHex(logIdOf(setup.entries[0]?.body ?? new Uint8Array()));
    this.server.setUp(setup, this.coalitionId);
    await this.sync(coordinator, this.coalitionId);
  }

  /** Gives a vault what is new in one log. */
  async sync(person: Person, logId: string): Promise<void> {
    const known = (await person.vault.logHeads()).find((head) => head.logId === logId)?.seq ?? -1;
    const entries: EntryRecord[] = (this.server.logs.get(logId) ?? []).slice(known + 1);
    if (entries.length > 0) await person.vault.applyLog({ logId, entries });
    await person.vault.viewLog(logId);
  }

  async syncAll(person: Person, ...logIds: string[]): Promise<void> {
    for (const logId of [this.coalitionId, ...logIds]) await this.sync(person, logId);
  }

  /** Invites into a log and admits whoever comes. Answers the new organisation's log id, or the log invited into. */
  async bringIn(inviter: Person, newcomer: Person, into: { logId: string; role: Role; organisation?: string }): Promise<string> {
    const kind = into.organisation === undefined ? "p" : "o";
    const { inviteId, fragment } = await inviter.vault.createInvitation({
      logId: into.logId, kind, role: into.role, expires: NEXT_WEEK,
      ...(into.organisation === undefined ? {} : { organisationName: into.organisation }),
    });
    const join = await newcomer.vault.acceptInvitation({ fragment });
    const brought = decodeOrganisationX(join.x);
    const orgLogId = brought.ok ? toHex(brought.value.logId) : null;
    this.server.join(join, orgLogId);
    const request = this.server.joins.get(inviteId);
    if (request === undefined) throw new Error("nobody came");
    this.server.append(await inviter.vault.admitMember(request));
    await this.sync(inviter, into.logId);
    await this.syncAll(newcomer, orgLogId ?? into.logId);
    return orgLogId ?? into.logId;
  }

  async newDossier(author: Person): Promise<string> {
    const { dossierId, head, create } = await author.vault.createDossier();
    this.server.append(head);
    await this.sync(author, head.logId);
    this.server.create(create, dossierId);
    return dossierId;
  }

  async submit(author: Person, dossierId: string, plain: DraftPlain, changes: Partial<SubmissionIntent> = {}): Promise<void> {
    const submission = await author.vault.sealSubmission({
      dossierId, plain, identityToCoordinators: true, sourcesToCoordinators: false, day: DAY, keepN: null, ...changes,
    });
    this.server.submit(submission);
    const head = await author.vault.sealHead({ dossierId });
    this.server.append(head);
    await this.sync(author, head.logId);
  }

  async move(actor: Person, intent: Parameters<VaultApi["signMove"]>[0]): Promise<void> {
    const { record } = await actor.vault.signMove(intent);
    this.server.dossier(intent.dossierId).moves.push(record);
  }

  /** Seals a file whole, as the uploading worker does, and answers its ciphertext. */
  async upload(author: Person, dossierId: string, data: Uint8Array<ArrayBuffer>): Promise<{ fid: string; sealed: Uint8Array }> {
    const file = await author.vault.newFile({
      dossierId, compartment: "c", name: "photo.jpg", mime: "image/jpeg", sizeBytes: data.length, derivedFrom: null,
    });
    await author.vault.setUpload({ fid: file.fid, blob: "ab".repeat(16), cap: new Uint8Array(32) });
    const cipher = await openLocalFileCipher(author.vault, file.fid);
    const body = new Blob([data]);
    const sealed = await cipher.sealRange({ file: body, start: 0, end: file.sealedBytes });
    await author.vault.finishFile({ fid: file.fid, ...(await cipher.digests({ file: body })) });
    cipher.close();
    return { fid: file.fid, sealed };
  }
}

/** A member of each kind, and one dossier of the researcher's that was submitted and admitted. */
export async function playUntilAdmitted(): Promise<{
  story: Story; coordinator: Person; reviewer: Person; lead: Person; researcher: Person; orgId: string; dossierId: string;
}> {
  const story = new Story();
  const coordinator = await makePerson("heron-river-100");
  const reviewer = await makePerson("otter-stone-200");
  const lead = await makePerson("maple-cloud-300");
  const researcher = await makePerson("robin-field-400");
  await story.found(coordinator);
  await story.bringIn(coordinator, reviewer, { logId: story.coalitionId, role: "reviewer" });
  const orgId = await story.bringIn(coordinator, lead, { logId: story.coalitionId, role: "lead", organisation: "Lighthouse" });
  await story.bringIn(lead, researcher, { logId: orgId, role: "researcher" });
  for (const person of [coordinator, reviewer, lead]) await story.sync(person, story.coalitionId);
  const dossierId = await story.newDossier(researcher);
  await story.submit(researcher, dossierId, plainDossier("First"));
  await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
  await story.move(coordinator, { dossierId, trackId: INTAKE, to: "screening", day: DAY, monthOnly: false, summary: SUMMARY });
  return { story, coordinator, reviewer, lead, researcher, orgId, dossierId };
}

export const INTAKE = "00".repeat(16);
export const SUMMARY = { title: "A case", subjects: ["Someone"], countries: ["XX"], themes: [], authorities: ["us"], tracks: [] };

export function plainDossier(title: string): DraftPlain {
  return {
    content: { title }, identity: { organisationName: "Lighthouse" }, sources: { witnesses: ["W"] }, notes: { remark: "ours" }, files: [],
  };
}
