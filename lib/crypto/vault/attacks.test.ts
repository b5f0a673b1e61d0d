/** A hostile server, and members who cheat, against real vaults. Each test names what is tried. */
import { beforeAll, describe, expect, test } from "vitest";
import { concatBytes, toHex, utf8 } from "../../shared/bytes";
import { INTAKE_TRACK, type DossierId } from "../../shared/ids";
import { encodeMove } from "../../format/move";
import { decodeMove } from "../../format/move";
import type { AccountRecord, DossierRecord, EntryRecord, VersionRecord } from "../../format/records";
import type { VaultApi, VaultError } from "../api";
import { createLocalVault } from "../local";
import { sign } from "../sign";
import { randomBytes, signingKeyPair } from "../sodium";
import { DAY, INTAKE, makePerson, plainDossier, playUntilAdmitted, RP_ID, SUMMARY, type Person } from "../testing/story";
import { accountOf, idOf } from "./state";

type Played = Awaited<ReturnType<typeof playUntilAdmitted>>;
let played: Played;
let other: string;

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(() => "done", (cause: unknown) => (cause as VaultError).code);
}

function flip(bytes: Uint8Array, at = Math.floor(bytes.length / 2)): Uint8Array {
  return bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
}

function logOf(logId: string): EntryRecord[] {
  return [...(played.story.server.logs.get(logId) ?? [])];
}

beforeAll(async () => {
  played = await playUntilAdmitted();
  const { story, researcher, coordinator } = played;
  other = await story.newDossier(researcher);
  await story.submit(researcher, other, plainDossier("Other"));
  await coordinator.vault.openDossier(story.server.serve(other, "coordinator"));
  await story.move(coordinator, { dossierId: other, trackId: INTAKE, to: "screening", day: DAY, monthOnly: false, summary: SUMMARY });
}, 120_000);

/** A second device of the same person, signed in, without any log yet. */
async function newDevice(person: Person, changes: Partial<AccountRecord & { userId: string }> = {}): Promise<VaultApi> {
  const vault = await createLocalVault();
  await vault.signLogin({
    rpId: RP_ID, handle: person.handle, kind: "rc", secret: utf8(person.recoveryCode), kdf: new Uint8Array(),
    nonce: new Uint8Array(32), exp: 1_900_000_000, argon: null,
  });
  const account = played.story.server.accounts.get(person.handle);
  if (account === undefined) throw new Error("no account");
  await vault.openAccount({ ...account, userId: person.userId, ...changes });
  return vault;
}

describe("an account", () => {
  test("someone else's slots, keyring, card or id are refused on a fresh device", async () => {
    const { reviewer, lead, story } = played;
    const foreign = story.server.accounts.get(lead.handle);
    if (foreign === undefined) throw new Error("no account");
    expect(await codeOf(newDevice(reviewer, { slots: foreign.slots }))).toBe("E_COMMIT");
    expect(await codeOf(newDevice(reviewer, { keyring: foreign.keyring }))).toBe("E_COMMIT");
    expect(await codeOf(newDevice(reviewer, { card: foreign.card, cardSig: foreign.cardSig }))).toBe("E_ID");
    expect(await codeOf(newDevice(reviewer, { userId: lead.userId }))).toBe("E_COMMIT");
    expect(await codeOf(newDevice(reviewer, { handle: lead.handle }))).toBe("E_ID");
    expect(await codeOf(newDevice(reviewer))).toBe("done");
  });

  test("a changed byte of the keyring is an error, never another key", async () => {
    const keyring = played.story.server.accounts.get(played.reviewer.handle)?.keyring ?? new Uint8Array();
    for (const at of [0, 1, 30, 60, 100, keyring.length - 1]) {
      expect(await codeOf(newDevice(played.reviewer, { keyring: flip(keyring, at) }))).toMatch(/^E_(FORMAT|COMMIT|AEAD)$/);
    }
  });

  test("an older keyring than this device has seen is a roll-back", async () => {
    const { coordinator } = played;
    const device = await newDevice(coordinator);
    await device.applyLog({ logId: played.story.coalitionId, entries: logOf(played.story.coalitionId) });
    const save = await device.saveKeyring();
    await device.keyringSaved({ seq: save?.seq ?? 0 });
    const { pins } = await device.exportPins();
    const again = await newDevice(coordinator);
    expect(await codeOf(again.importPins(pins))).toBe("E_ROLLBACK");
    expect(await codeOf((await newDevice(coordinator, { keyringSeq: save?.seq ?? 0, keyring: save?.keyring ?? new Uint8Array() })).importPins(pins))).toBe("done");
    expect(await codeOf(again.importPins(flip(pins)))).toMatch(/^E_(COMMIT|AEAD)$/);
  });
});

describe("a log", () => {
  test("a changed entry, a missing one and two exchanged ones are refused, and nothing of them stays", async () => {
    const { story, reviewer } = played;
    const entries = logOf(story.coalitionId);
    const changed = entries.map((entry, i) => (i === 4 ? { ...entry, body: flip(entry.body, 200) } : entry));
    const device = await newDevice(reviewer);
    expect(await codeOf(device.applyLog({ logId: story.coalitionId, entries: changed }))).toBe("E_SIG");
    expect(await codeOf(device.applyLog({ logId: story.coalitionId, entries: entries.filter((_, i) => i !== 2) }))).toBe("E_SEQ");
    expect(await device.logHeads()).toEqual([]);
    expect(await codeOf(device.applyLog({ logId: story.coalitionId, entries }))).toBe("done");
  });

  test("another coalition than the one the link pinned is refused", async () => {
    const stranger = await makePerson("false-prophet-900");
    const setup = await stranger.vault.foundCoalition({ setupSecret: new Uint8Array(32), day: DAY });
    const device = await newDevice(played.reviewer);
    expect(await codeOf(device.applyLog({ logId: played.story.coalitionId, entries: setup.entries }))).toBe("E_GENESIS");
  });

  test("a log that ends before what this device has seen is a roll-back", async () => {
    const { story, reviewer } = played;
    const entries = logOf(story.coalitionId);
    const first = await newDevice(reviewer);
    await first.applyLog({ logId: story.coalitionId, entries });
    const { pins } = await first.exportPins();
    const second = await newDevice(reviewer);
    await second.importPins(pins);
    await second.applyLog({ logId: story.coalitionId, entries: entries.slice(0, -1) });
    expect(await codeOf(second.viewLog(story.coalitionId))).toBe("E_ROLLBACK");
    expect(await codeOf(second.openBoard([]))).toBe("E_ROLLBACK");
  });

  test("two histories break at the first thing that members of both exchange", async () => {
    const { story, coordinator, reviewer, researcher, orgId } = played;
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const invite = () => coordinator.vault.createInvitation({ logId: story.coalitionId, kind: "p", role: "reviewer", expires });
    const [one, two] = [await invite(), await invite()];
    const [left, right] = [await coordinator.vault.revokeInvitation(one.inviteId), await coordinator.vault.revokeInvitation(two.inviteId)];
    const before = logOf(story.coalitionId);
    const onRight = await newDevice(reviewer);
    await onRight.applyLog({ logId: story.coalitionId, entries: [...before, ...right.entries] });
    await onRight.openDossier(story.server.serve(other, "reviewer"));
    const { record } = await onRight.signMove({ dossierId: other, trackId: INTAKE, to: "returned", day: DAY, monthOnly: false, shared: {} });
    const onLeft = await newDevice(researcher);
    await onLeft.applyLog({ logId: story.coalitionId, entries: [...before, ...left.entries] });
    await onLeft.applyLog({ logId: orgId, entries: logOf(orgId) });
    const served = story.server.serve(other, "organisation");
    expect(await codeOf(onLeft.openDossier(served))).toBe("done");
    expect(await codeOf(onLeft.openDossier({ ...served, moves: [...served.moves, record] }))).toBe("E_FORK");
    const later = await newDevice(researcher);
    await later.importPins((await onLeft.exportPins()).pins);
    const forker = await newDevice(coordinator);
    await forker.applyLog({ logId: story.coalitionId, entries: [...before, ...right.entries] });
    const longer = await forker.sealIdentityOpening({ dossierId: other, q: 0, reason: "makes the other history longer" });
    expect(await codeOf(later.applyLog({ logId: story.coalitionId, entries: [...before, ...right.entries, ...longer.entries] }))).toBe("E_FORK");
  });
});

describe("an invitation", () => {
  const expires = Math.floor(Date.now() / 1000) + 3600;

  test("a swapped card, account or log-in key is seen before anything is signed", async () => {
    const { story, coordinator } = played;
    const [invitee, stranger] = [await makePerson("true-guest-500"), await makePerson("false-guest-600")];
    const { inviteId, fragment } = await coordinator.vault.createInvitation({ logId: story.coalitionId, kind: "p", role: "reviewer", expires });
    story.server.join(await invitee.vault.acceptInvitation({ fragment }), null);
    const honest = story.server.joins.get(inviteId);
    const elsewhere = await coordinator.vault.createInvitation({ logId: story.coalitionId, kind: "p", role: "reviewer", expires });
    story.server.join(await stranger.vault.acceptInvitation({ fragment: elsewhere.fragment }), null);
    const swapped = story.server.joins.get(elsewhere.inviteId);
    if (honest === undefined || swapped === undefined) throw new Error("nobody came");
    const attempts = [
      { ...swapped, inviteId }, { ...honest, card: swapped.card, cardSig: swapped.cardSig },
      { ...honest, card: swapped.card, cardSig: swapped.cardSig, handle: swapped.handle },
      { ...honest, loginPkPw: swapped.loginPkPw }, { ...honest, handle: "other-name-111" }, { ...honest, mac: swapped.mac },
    ];
    const codes = await Promise.all(attempts.map((attempt) => codeOf(coordinator.vault.admitMember(attempt))));
    expect(codes).toEqual(["E_SIG", "E_ID", "E_SIG", "E_SIG", "E_ID", "E_MAC"]);
    expect(await codeOf(coordinator.vault.checkJoinRequest(honest))).toBe("done");
  });

  test("an organisation with another log, key or coalition is not registered", async () => {
    const { story, coordinator } = played;
    const [founder, thief] = [await makePerson("new-founder-700"), await makePerson("new-thief-800")];
    const invite = () => coordinator.vault.createInvitation({
      logId: story.coalitionId, kind: "o", role: "lead", organisationName: "Harbour", expires,
    });
    const [one, two] = [await invite(), await invite()];
    story.server.join(await founder.vault.acceptInvitation({ fragment: one.fragment }), null);
    story.server.join(await thief.vault.acceptInvitation({ fragment: two.fragment }), null);
    const [honest, foreign] = [story.server.joins.get(one.inviteId), story.server.joins.get(two.inviteId)];
    if (honest?.orgEntries === undefined || foreign?.orgEntries === undefined) throw new Error("nobody came");
    expect(await codeOf(coordinator.vault.admitMember({ ...honest, x: foreign.x }))).toBe("E_SIG");
    expect(await codeOf(coordinator.vault.admitMember({ ...honest, orgEntries: foreign.orgEntries }))).toBe("E_GENESIS");
    expect(await codeOf(coordinator.vault.admitMember({ ...honest, orgEntries: honest.orgEntries.slice(0, 1) }))).toBe("E_BATCH");
    expect(await codeOf(coordinator.vault.checkJoinRequest(honest))).toBe("done");
  });

  test("a researcher invites nobody", async () => {
    const { researcher, orgId } = played;
    expect(await codeOf(researcher.vault.createInvitation({ logId: orgId, kind: "p", role: "researcher", expires }))).toBe("E_ROLE");
  });
});

describe("a version", () => {
  function served(change: (version: VersionRecord, foreign: VersionRecord) => Partial<VersionRecord>, to: "reviewer" | "organisation" = "reviewer"): DossierRecord {
    const { story, dossierId } = played;
    const [record, foreign] = [story.server.serve(dossierId, to), story.server.serve(other, to)];
    const [version, other_] = [record.versions[0], foreign.versions[0]];
    if (version === undefined || other_ === undefined) throw new Error("nothing served");
    return { ...record, versions: [{ ...version, ...change(version, other_) }] };
  }

  test("of another dossier, with other wraps or other ciphertexts is refused before anything is opened", async () => {
    const { reviewer } = played;
    const open = (record: DossierRecord) => codeOf(reviewer.vault.openDossier(record));
    expect(await open(served((_, foreign) => foreign))).toBe("E_ID");
    expect(await open(served((_, foreign) => ({ wr: foreign.wr })))).toBe("E_WRAPS");
    expect(await open(served((_, foreign) => ({ cc: foreign.cc })))).toBe("E_CT");
    expect(await open(served((_, foreign) => ({ sig: foreign.sig })))).toBe("E_SIG");
    expect(await open(served((version) => ({ body: flip(version.body, 300) })))).toMatch(/^E_(SIG|FORMAT|ID)$/);
    expect(await open(served((version) => ({ cc: concatBytes(version.cc, Uint8Array.of(0)) })))).toBe("E_CT");
    expect(await open(served(() => ({ q: 1 })))).toBe("E_FORMAT");
    expect(await open(served(() => ({})))).toBe("done");
  });

  test("with one compartment served as another is refused in the organisation too", async () => {
    const { researcher } = played;
    expect(await codeOf(researcher.vault.openDossier(served((version) => ({ cn: version.cs ?? version.cc }), "organisation")))).toBe("E_CT");
    expect(await codeOf(researcher.vault.openDossier(served((_, foreign) => ({ wo: foreign.wo }), "organisation")))).toBe("E_WRAPS");
  });

  test("that was replaced by an older one, or is missing, is a roll-back", async () => {
    const { researcher, reviewer, story, dossierId } = played;
    const [own, read] = [story.server.serve(dossierId, "organisation"), story.server.serve(dossierId, "reviewer")];
    expect(await codeOf(researcher.vault.openDossier({ ...own, versions: [] }))).toBe("E_ROLLBACK");
    expect(await codeOf(reviewer.vault.openDossier({ ...read, versions: [] }))).toMatch(/^E_(ROLLBACK|SIG)$/);
  });

  test("that no head names counts in the organisation only if a member attests it", async () => {
    const { story, researcher, lead, orgId } = played;
    const dossierId = await story.newDossier(researcher);
    const account = accountOf(researcher.state);
    const intent = { dossierId, plain: plainDossier("X"), identityToCoordinators: false, sourcesToCoordinators: false, day: DAY, keepN: null };
    researcher.state.account = { ...account, keys: { ...account.keys, ik: signingKeyPair(randomBytes(32)) } };
    story.server.submit(await researcher.vault.sealSubmission(intent));
    researcher.state.account = account;
    await story.syncAll(lead, orgId);
    expect(await codeOf(lead.vault.openDossier(story.server.serve(dossierId, "organisation")))).toBe("E_ATT");
    const again = await story.newDossier(researcher);
    story.server.submit(await researcher.vault.sealSubmission({ ...intent, dossierId: again }));
    await story.syncAll(lead, orgId);
    expect(await lead.vault.openDossier(story.server.serve(again, "organisation"))).toMatchObject({ headDue: true });
  });

  test("shows another identity than the one signed for to nobody", async () => {
    const { story, coordinator, dossierId } = played;
    const [mine, foreign] = [story.server.dossier(dossierId).submissions[0], story.server.dossier(other).submissions[0]];
    if (mine === undefined || foreign === undefined) throw new Error("nothing submitted");
    await story.syncAll(coordinator);
    story.server.append(await coordinator.vault.sealIdentityOpening({ dossierId, q: 0, reason: "to see" }));
    await story.syncAll(coordinator);
    await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
    const open = (ci: Uint8Array, cs: Uint8Array) => codeOf(coordinator.vault.openIdentity({ dossierId, q: 0, ci, cs }));
    expect(await open(foreign.ci, mine.cs)).toBe("E_CT");
    expect(await open(mine.ci, foreign.cs)).toBe("E_CT");
    expect(await open(mine.ci, mine.cs)).toBe("done");
  });

  test("whose member tag the server made up is not shown and cannot be admitted", async () => {
    const { story, coordinator, researcher } = played;
    const dossierId = await story.newDossier(researcher);
    await story.submit(researcher, dossierId, plainDossier("Forged"));
    const record = story.server.serve(dossierId, "coordinator");
    const forged = record.versions.map((version) => ({ ...version, tag: flip(version.tag ?? new Uint8Array(32)) }));
    const view = await coordinator.vault.openDossier({ ...record, versions: forged });
    expect(view.versions[0]).toMatchObject({ tagValid: false, content: null, files: [] });
    const admit = { dossierId, trackId: INTAKE, day: DAY, monthOnly: false };
    expect(await codeOf(coordinator.vault.signMove({ ...admit, to: "screening", summary: SUMMARY }))).toBe("E_TAG");
  });
});

describe("a move", () => {
  test("that was changed, moved to another dossier, dropped or put out of order is refused", async () => {
    const { story, reviewer, dossierId } = played;
    const record = story.server.serve(dossierId, "reviewer");
    await reviewer.vault.openDossier(record);
    const foreign = story.server.serve(other, "reviewer").moves;
    const open = (moves: DossierRecord["moves"]) => codeOf(reviewer.vault.openDossier({ ...record, moves }));
    const [first, second] = record.moves;
    if (first === undefined || second === undefined) throw new Error("too few moves");
    expect(await open([first])).toBe("E_ROLLBACK");
    expect(await open([second, first])).toBe("E_SEQ");
    expect(await open([...foreign])).toBe("E_ID");
    expect(await open([first, { ...second, sig: first.sig }])).toBe("E_SIG");
    expect(await open([{ ...first, sig: second.sig }, second])).toBe("E_SIG");
    expect(await open([first, { ...second, summary: { f: 0, b: flip(second.summary?.b ?? new Uint8Array(1)) } }])).toBe("E_CT");
    expect(await open([first, second])).toBe("done");
  });

  test("is not believed of a reviewer where only a coordinator may make it, nor of someone without a role", async () => {
    const { story, reviewer, lead, coordinator, dossierId } = played;
    const record = story.server.serve(dossierId, "coordinator");
    const last = decodeMove(new Uint8Array(record.moves.at(-1)?.move ?? new Uint8Array()));
    const view = await coordinator.vault.openDossier(record);
    const end = coordinator.state.opened.get(dossierId)?.tracks.get(INTAKE)?.end;
    if (!last.ok || end === undefined) throw new Error("no move");
    const forge = (by: Person): Promise<string> => {
      const move = encodeMove({
        dossier_id: idOf<DossierId>(dossierId), track: INTAKE_TRACK, n: view.intake.moves.length, prev: end.hash, from: "screening", to: "rejected",
        day: DAY, at_version: last.value.at_version, by: accountOf(by.state).userId, seen: last.value.seen,
        shared: new Uint8Array(1024 + 73),
      });
      const forged = { move, sig: sign(accountOf(by.state).keys.ik, "move", move) };
      return codeOf(coordinator.vault.openDossier({ ...record, moves: [...record.moves, forged] }));
    };
    expect(await forge(reviewer)).toBe("E_MOVE");
    expect(await forge(lead)).toBe("E_ROLE");
    expect(await forge(coordinator)).toMatch(/^E_(COMMIT|FORMAT)$/); // legal, so its text is opened: it is no box
  });

  test("on the board is verified like one in a dossier", async () => {
    const { story, reviewer } = played;
    const board = story.server.board();
    const [one, two] = board;
    if (one === undefined || two === undefined) throw new Error("empty board");
    expect(await codeOf(reviewer.vault.openBoard([{ ...one, pk: two.pk }]))).toBe("E_ID");
    expect(await codeOf(reviewer.vault.openBoard([{ ...one, moves: two.moves }]))).toBe("E_ID");
    expect(await codeOf(reviewer.vault.openBoard([{ ...one, moves: one.moves.slice(0, 1) }]))).toBe("E_ROLLBACK");
    expect(await codeOf(reviewer.vault.openBoard(board))).toBe("done");
  });
});

describe("a draft", () => {
  test("signed by another key, of another dossier or of an older revision is refused", async () => {
    const { researcher, dossierId } = played;
    const seal = (id: string, baseRev: number) => researcher.vault.sealDraft({ dossierId: id, baseRev, plain: plainDossier(`rev ${String(baseRev + 1)}`) });
    const [first, second, foreign] = [await seal(dossierId, 0), await seal(dossierId, 1), await seal(other, 0)];
    expect(await codeOf(researcher.vault.openDraft({ ...first, sig: foreign.sig }))).toBe("E_SIG");
    expect(await codeOf(researcher.vault.openDraft({ ...foreign, dossierId }))).toBe("E_SIG");
    expect(await codeOf(researcher.vault.openDraft({ ...first, rev: 2, baseRev: 1 }))).toBe("E_SIG");
    expect(await codeOf(researcher.vault.openDraft({ ...first, b: flip(first.b) }))).toBe("E_SIG");
    expect((await researcher.vault.openDraft(second)).plain.content).toEqual({ title: "rev 2" });
    expect(await codeOf(researcher.vault.openDraft(first))).toBe("E_ROLLBACK");
    expect(toHex(first.b)).not.toContain(toHex(utf8("rev 1")));
  });
});
