import { beforeAll, describe, expect, test } from "vitest";
import { fromUtf8, toHex, utf8 } from "../../shared/bytes";
import type { VaultError } from "../api";
import { createLocalVault, openLocalFileCipher } from "../local";
import { DAY, makePerson, plainDossier, RP_ID, Story, SUMMARY, type Person } from "../testing/story";

const story = new Story();
let coordinator: Person;
let reviewer: Person;
let lead: Person;
let researcher: Person;
let orgId: string;
let dossierId: string;
let sealedFile: Uint8Array;
let fid: string;

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => "done", (cause: unknown) => (cause as VaultError).code);
}

beforeAll(async () => {
  [coordinator, reviewer, lead, researcher] = [
    await makePerson("heron-river-100"), await makePerson("otter-stone-200"),
    await makePerson("maple-cloud-300"), await makePerson("robin-field-400"),
  ];
  await story.found(coordinator);
  await story.bringIn(coordinator, reviewer, { logId: story.coalitionId, role: "reviewer" });
  orgId = await story.bringIn(coordinator, lead, { logId: story.coalitionId, role: "lead", organisation: "Lighthouse" });
  await story.bringIn(lead, researcher, { logId: orgId, role: "researcher" });
  for (const person of [coordinator, reviewer, lead]) await story.sync(person, story.coalitionId);
}, 120_000);

describe("logs", () => {
  test("everyone sees the same people, and only coordinators see an organisation's name", async () => {
    const [forCoordinator, forReviewer] = [await coordinator.vault.viewLog(story.coalitionId), await reviewer.vault.viewLog(story.coalitionId)];
    expect(forCoordinator.members.map((member) => member.role).sort()).toEqual(["coordinator", "reviewer"]);
    expect(forCoordinator.organisations[0]?.name).toBe("Lighthouse");
    expect(forReviewer.organisations[0]?.name).toBe(null);
    expect((await researcher.vault.viewLog(orgId)).myRole).toBe("researcher");
  });

  test("two people compute the same safety number", async () => {
    const ours = await coordinator.vault.fingerprint(reviewer.userId);
    expect(ours).toBe(await reviewer.vault.fingerprint(coordinator.userId));
    expect(ours.split(" ").length).toBe(12);
  });
});

describe("an account", () => {
  test("opens again with its passphrase and with its recovery code, keeps its pins, and refuses another secret", async () => {
    const account = story.server.accounts.get(reviewer.handle);
    if (account === undefined) throw new Error("no account");
    const own = { ...account, userId: reviewer.userId };
    const kdf = own.slots.find((slot) => slot.t === "pw")?.kdf ?? new Uint8Array();
    const login = { rpId: RP_ID, handle: reviewer.handle, nonce: new Uint8Array(32), exp: 1_900_000_000, argon: null };
    for (const [kind, secret] of [["pw", reviewer.passphrase], ["rc", reviewer.recoveryCode]] as const) {
      const vault = await createLocalVault();
      await vault.signLogin({ ...login, kind, secret: utf8(secret), kdf: kind === "pw" ? kdf : new Uint8Array() });
      const opened = await vault.openAccount(own);
      expect(opened).toMatchObject({ userId: reviewer.userId, handle: reviewer.handle, logIds: [story.coalitionId] });
    }
    const stranger = await createLocalVault();
    await stranger.signLogin({ ...login, kind: "rc", secret: utf8(lead.recoveryCode), kdf: new Uint8Array() });
    expect(await codeOf(stranger.openAccount(own))).toBe("E_COMMIT");
  });
});

describe("the story", () => {
  test("a researcher writes, uploads and submits", async () => {
    dossierId = await story.newDossier(researcher);
    const uploaded = await story.upload(researcher, dossierId, utf8("evidence"));
    fid = uploaded.fid;
    sealedFile = uploaded.sealed;
    const draft = await researcher.vault.sealDraft({ dossierId, baseRev: 0, plain: await withFile(plainDossier("First")) });
    await story.syncAll(lead, orgId);
    const read = await lead.vault.openDraft(draft);
    expect(read.plain.content).toEqual({ title: "First" });
    expect(read.plain.files[0]).toMatchObject({ fid, name: "photo.jpg", sizeBytes: 8 });
    await story.submit(researcher, dossierId, read.plain);
    expect(await researcher.vault.listOwnDossiers()).toEqual([{ dossierId, q: 0, gone: false }]);
  });

  async function withFile(plain: ReturnType<typeof plainDossier>) {
    const { sha256, cth } = { sha256: null, cth: null };
    return { ...plain, files: [{ fid, compartment: "c" as const, name: "photo.jpg", mime: "", sizeBytes: 0, sealedBytes: 0, blob: null, sha256, cth, derivedFrom: null }] };
  }

  test("a reviewer reads nothing before a coordinator admits", async () => {
    await story.syncAll(coordinator);
    expect((await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"))).versions[0]).toMatchObject({ tagValid: true, admitted: false });
    const unadmitted = story.server.serve(dossierId, "coordinator");
    expect(await codeOf(reviewer.vault.openDossier(unadmitted))).toBe("E_NOT_ADMITTED");
    await story.move(coordinator, { dossierId, trackId: "00".repeat(16), to: "screening", day: DAY, monthOnly: false, summary: SUMMARY });
    const view = await reviewer.vault.openDossier(story.server.serve(dossierId, "reviewer"));
    expect(view.versions[0]).toMatchObject({ content: { title: "First" }, admitted: true, readers: { identity: true, sources: false } });
    expect(view.versions[0]?.identity).toBeUndefined();
    expect(view.intake.state).toBe("screening");
  });

  test("the board shows the summary and the state", async () => {
    const [line] = await reviewer.vault.openBoard(story.server.board());
    expect(line).toMatchObject({ dossierId, mine: false, summary: SUMMARY, intake: { state: "screening", firstDay: DAY }, tracks: [] });
  });

  test("a reviewer signs for the evidence, and opens it with a worker that holds this file's key alone", async () => {
    expect(await codeOf(openLocalFileCipher(reviewer.vault, fid))).toBe("E_STATE");
    const entry = await reviewer.vault.signCustody({ dossierId, action: "viewed", fids: [fid], day: DAY });
    await reviewer.vault.applyCustody({ dossierId, entries: entry === null ? [] : [entry], length: 1 });
    const cipher = await openLocalFileCipher(reviewer.vault, fid);
    expect(fromUtf8(await cipher.openChunk({ index: 0, sealed: sealedFile }))).toBe("evidence");
    const flipped = sealedFile.map((byte, i) => (i === 50 ? byte ^ 1 : byte));
    expect(await codeOf(cipher.openChunk({ index: 0, sealed: flipped }))).toBe("E_CHUNK");
  });

  test("feedback reaches the organisation, and the answer comes back as a new version", async () => {
    const feedback = { text: "what is missing" };
    await story.move(reviewer, { dossierId, trackId: "00".repeat(16), to: "returned", day: DAY, monthOnly: false, shared: feedback });
    await story.syncAll(researcher, orgId);
    const view = await researcher.vault.openDossier(story.server.serve(dossierId, "organisation"));
    expect(view.intake.moves.at(-1)).toMatchObject({ shared: feedback, by: { handle: reviewer.handle, role: "reviewer" } });
    expect(view.versions[0]).toMatchObject({ identity: { organisationName: "Lighthouse" }, author: { userId: researcher.userId, verified: true } });
    await story.submit(researcher, dossierId, plainDossier("Second"), { shared: { text: "here it is" } });
    await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
    await story.move(coordinator, { dossierId, trackId: "00".repeat(16), to: "screening", day: DAY, monthOnly: false, summary: SUMMARY });
    const again = await reviewer.vault.openDossier(story.server.serve(dossierId, "reviewer"));
    expect(again.versions.map((version) => version.content)).toEqual([{ title: "First" }, { title: "Second" }]);
  });

  test("tracks open, are forwarded and end, each move by the table", async () => {
    const [intake, track] = ["00".repeat(16), "5a".repeat(16)];
    await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
    expect(await codeOf(coordinator.vault.signMove({ dossierId, trackId: track, to: "queued", day: DAY, monthOnly: false, shared: {} }))).toBe("E_MOVE");
    await story.move(coordinator, { dossierId, trackId: intake, to: "accepted", day: DAY, monthOnly: false, internal: { checklist: true } });
    await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
    await story.move(coordinator, { dossierId, trackId: track, to: "queued", day: DAY, monthOnly: false, shared: { authority: "us" } });
    for (const to of ["forwarded", "designated"]) {
      await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
      await story.move(coordinator, { dossierId, trackId: track, to, day: DAY, monthOnly: false, shared: { to } });
    }
    const view = await reviewer.vault.openDossier(story.server.serve(dossierId, "reviewer"));
    expect(view.tracks).toMatchObject([{ trackId: track, state: "designated", opening: { authority: "us" } }]);
    expect(view.tracks[0]?.moves.at(-1)?.day).toBe("2026-03");
    expect(view.intake.moves.at(-1)).toMatchObject({ to: "accepted", internal: { checklist: true } });
    await story.syncAll(researcher, orgId);
    const own = await researcher.vault.openDossier(story.server.serve(dossierId, "organisation"));
    expect(own.intake.moves.at(-1)?.internal).toBe(null);
    expect(own.tracks[0]?.state).toBe("designated");
  });

  test("a coordinator opens the identity only after his own logged reason", async () => {
    const { ci, cs } = story.server.dossier(dossierId).submissions[1] ?? { ci: new Uint8Array(), cs: new Uint8Array() };
    await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
    expect(await codeOf(coordinator.vault.openIdentity({ dossierId, q: 1, ci, cs }))).toBe("E_STATE");
    story.server.append(await coordinator.vault.sealIdentityOpening({ dossierId, q: 1, reason: "export" }));
    await story.syncAll(coordinator, orgId);
    const opened = await coordinator.vault.openIdentity({ dossierId, q: 1, ci, cs });
    expect(opened).toMatchObject({ identity: { organisationName: "Lighthouse" }, sources: null, author: { handle: researcher.handle, verified: true } });
    const event = (await coordinator.vault.viewLog(story.coalitionId)).events.find((entry) => entry.type === "identity-opened");
    expect(event?.detail).toEqual({ dossierId, reason: "export" });
  });

  test("a package is signed only after its entry is in the log", async () => {
    const [packageId, manifestSha256] = ["cd".repeat(16), "ef".repeat(32)];
    expect(await codeOf(coordinator.vault.signExport({ packageId, manifestSha256 }))).toBe("E_STATE");
    story.server.append(await coordinator.vault.sealExportStart({ packageId, audience: "us", mode: "redacted", versions: [{ dossierId, q: 1 }] }));
    await story.syncAll(coordinator);
    const { ik, sig } = await coordinator.vault.signExport({ packageId, manifestSha256 });
    expect([ik.length, sig.length]).toEqual([32, 64]);
    story.server.append(await coordinator.vault.sealExportEnd({ packageId, manifestSha256 }));
    await story.syncAll(coordinator);
    const events = (await coordinator.vault.viewLog(story.coalitionId)).events;
    expect(events.find((event) => event.type === "package-sealed")?.detail).toEqual({ packageId, manifestHash: manifestSha256 });
  });

  test("nothing of user, organisation or log stands in what reviewers are served", async () => {
    const served = JSON.stringify(story.server.serve(dossierId, "reviewer"), (_, value: unknown) => (value instanceof Uint8Array ? toHex(value) : value));
    for (const secret of [researcher.userId, lead.userId, orgId]) expect(served).not.toContain(secret);
    expect(served).toContain(dossierId);
  });

  test("the organisation withdraws with the dossier's key", async () => {
    await researcher.vault.openDossier(story.server.serve(dossierId, "organisation"));
    await story.move(researcher, { dossierId, trackId: "00".repeat(16), to: "withdrawn", day: DAY, monthOnly: false, shared: { reason: "safety" } });
    const view = await reviewer.vault.openDossier(story.server.serve(dossierId, "reviewer"));
    expect(view.intake).toMatchObject({ state: "withdrawn" });
    expect(view.intake.moves.at(-1)?.by).toBe(null);
  });
});
