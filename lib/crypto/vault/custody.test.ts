/** The custody log in the vault: what members who cheat can make of it, and what it refuses to sign. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { fromHex, toHex, type Bytes } from "../../shared/bytes";
import { custodyAd, custodyKey, decodeCustody, encodeCustody, encodeCustodyBox, type Custody, type CustodyBox } from "../../format/custody";
import { encodeCbor } from "../../format/cbor";
import { prf } from "../../format/labels";
import { padKeyring, padLogBody, unpad } from "../../format/padding";
import type { CustodyRecord } from "../../format/records";
import { box, openBox } from "../box";
import { VaultError, type CustodyIntent } from "../api";
import { openPins } from "../keyring";
import { sign } from "../sign";
import { randomBytes } from "../sodium";
import { DAY, INTAKE, makePerson, plainDossier, Story, SUMMARY, type Person } from "../testing/story";
import { idOf } from "./state";

const story = new Story();
let coordinator: Person;
let reviewer: Person;
let researcher: Person;
let dossierId: string;
let fid: string;

beforeAll(async () => {
  [coordinator, reviewer, researcher] = [await makePerson("heron-river-100"), await makePerson("otter-stone-200"), await makePerson("robin-field-400")];
  await story.found(coordinator);
  await story.bringIn(coordinator, reviewer, { logId: story.coalitionId, role: "reviewer" });
  await story.bringIn(coordinator, researcher, { logId: story.coalitionId, role: "lead", organisation: "Lighthouse" });
  for (const person of [coordinator, reviewer]) await story.sync(person, story.coalitionId);
  dossierId = await story.newDossier(researcher);
  ({ fid } = await story.upload(researcher, dossierId, new TextEncoder().encode("evidence")));
  const file = { fid, compartment: "c" as const, name: "photo.jpg", mime: "", sizeBytes: 0, sealedBytes: 0, blob: null, sha256: null, cth: null, derivedFrom: null };
  await story.submit(researcher, dossierId, { ...plainDossier("First"), files: [file] });
  await coordinator.vault.openDossier(story.server.serve(dossierId, "coordinator"));
  await story.move(coordinator, { dossierId, trackId: INTAKE, to: "screening", day: DAY, monthOnly: false, summary: SUMMARY });
  await researcher.vault.openDossier(story.server.serve(dossierId, "organisation"));
}, 120_000);

const codeOf = (work: Promise<unknown>) => work.then(() => "done", (error: unknown) => (error instanceof VaultError ? error.code : "?"));
const intent = (change: Partial<CustodyIntent> = {}): CustodyIntent => ({ dossierId, action: "viewed", fids: [fid], day: DAY, ...change });

/** The reviewer's vault, with nothing of a custody log in it yet. */
async function begin(person: Person = reviewer): Promise<void> {
  person.state.custody.clear();
  person.state.custodyPins.clear();
  await person.vault.openDossier(story.server.serve(dossierId, person === coordinator ? "coordinator" : "reviewer"));
}

async function honest(person: Person = reviewer): Promise<{ record: CustodyRecord; custody: Custody }> {
  await begin(person);
  const record = await person.vault.signCustody(intent());
  const decoded = decodeCustody(new Uint8Array(record?.custody ?? []));
  if (record === null || !decoded.ok) throw new Error("no entry");
  return { record, custody: decoded.value };
}

/** What a member with a program of his own may sign. */
function resign(person: Person, custody: Custody, change: Partial<Custody>): CustodyRecord {
  const { keys } = person.state.account ?? { keys: null };
  if (keys === null) throw new Error("no account");
  const { v: _v, t: _t, ...fields } = custody;
  const bytes = encodeCustody({ ...fields, ...change });
  return { custody: bytes, sig: sign(keys.ik, "custody", bytes) };
}

function boxOf(custody: Custody, plain: Bytes): Bytes {
  const keyC = reviewer.state.opened.get(dossierId)?.versions.get(0)?.keyC;
  return box(custodyKey(keyC ?? new Uint8Array(32)), custodyAd(custody), padLogBody(plain));
}

async function seenBy(person: Person, entries: CustodyRecord[]) {
  person.state.custody.clear();
  person.state.custodyPins.clear();
  await person.vault.applyCustody({ dossierId, entries, length: entries.length });
  return person.vault.viewCustody(dossierId);
}

test("what a reviewer signs, the organisation reads as it was signed", async () => {
  const { record } = await honest();
  const sha256 = toHex(reviewer.state.files.get(fid)?.sha256 ?? new Uint8Array());
  const view = await seenBy(researcher, [record]);
  expect(view).toMatchObject({ fault: null, entries: [{ n: 0, day: DAY, by: { userId: reviewer.userId, handle: reviewer.handle }, what: { action: "viewed", files: [{ fid, sha256 }] } }] });
});

test.each<[string, (what: CustodyBox) => Bytes]>([
  ["junk", () => randomBytes(60)],
  ["an act that there is not", (what) => encodeCbor({ ...what, action: "burnt" })],
  ["an export into no package", (what) => encodeCustodyBox({ ...what, action: "exported" })],
  ["no file", (what) => encodeCbor({ ...what, files: [] })],
  ["another hash for the file", (what) => encodeCustodyBox({ ...what, files: what.files.map((file) => ({ ...file, sha256: randomBytes(32) })) })],
])("an entry that says %s is shown as one that cannot be read, and does not end the chain", async (_, plain) => {
  const { custody } = await honest();
  const what: CustodyBox = { action: "viewed", files: [{ fid: idOf<Bytes>(fid), sha256: reviewer.state.files.get(fid)?.sha256 ?? randomBytes(32) }] };
  const bad = resign(reviewer, custody, { b: boxOf(custody, plain(what)) });
  const view = await seenBy(researcher, [bad]);
  expect(view).toMatchObject({ fault: null, entries: [{ what: "broken" }] });
  await seenBy(reviewer, [bad]);
  expect(await reviewer.vault.signCustody(intent())).not.toBeNull();
});

test("a box that was copied from another's entry is not readable in one's own", async () => {
  const { custody } = await honest();
  await begin(coordinator);
  const by = idOf<Custody["by"]>(coordinator.userId);
  expect((await seenBy(researcher, [resign(coordinator, custody, { by })])).entries).toMatchObject([{ what: "broken" }]);
});

test("a reviewer's entry about a version that was not admitted, or is none, cannot be read", async () => {
  const { custody } = await honest();
  const other = resign(reviewer, custody, { at_version: { q: 5, hash: custody.prev } });
  expect((await seenBy(researcher, [other])).entries).toMatchObject([{ what: "not-yours" }]);
  const fork = resign(reviewer, custody, { at_version: { q: 0, hash: custody.prev } });
  expect((await seenBy(researcher, [fork])).entries).toMatchObject([{ what: "broken" }]);
});

test("an entry in another's name, of somebody without a role, or of somebody who had none yet ends the chain", async () => {
  const { custody } = await honest();
  expect((await seenBy(coordinator, [resign(reviewer, custody, { by: idOf<Custody["by"]>(coordinator.userId) })])).fault).toBe("E_SIG");
  expect((await seenBy(coordinator, [resign(researcher, custody, { by: idOf<Custody["by"]>(researcher.userId) })])).fault).toMatch(/^E_(NOT_MEMBER|ROLE)$/);
  const genesis = coordinator.state.logs.get(story.coalitionId)?.state.hashes[0];
  if (genesis === undefined) throw new Error("no log");
  expect((await seenBy(coordinator, [resign(reviewer, custody, { seen: { seq: 0, hash: genesis } })])).fault).toBe("E_ROLE");
  expect((await seenBy(coordinator, [resign(reviewer, custody, { seen: { seq: 0, hash: custody.seen.hash } })])).fault).toBe("E_FORK");
});

test("nothing is signed after a chain with a fault, for files of the dossier that there are not, or by the organisation", async () => {
  await begin();
  expect(await codeOf(reviewer.vault.signCustody(intent({ fids: ["ab".repeat(16)] })))).toBe("E_UNKNOWN");
  expect(await codeOf(reviewer.vault.signCustody(intent({ dossierId: "ab".repeat(16) })))).toBe("E_STATE");
  expect(await codeOf(researcher.vault.signCustody(intent()))).toBe("E_NOT_MEMBER");
  await reviewer.vault.applyCustody({ dossierId, entries: [{ custody: new Uint8Array(3), sig: new Uint8Array(64) }], length: 1 });
  expect(await codeOf(reviewer.vault.signCustody(intent()))).toBe("E_FORMAT");
});

test("the known entry's box opens to what an independent implementation put into it", () => {
  const known = JSON.parse(readFileSync(new URL("../../format/vectors/custody-ps1.json", import.meta.url), "utf8")) as Record<"contentKey" | "custody" | "viewed", string>;
  const custody = decodeCustody(fromHex(known.custody));
  if (!custody.ok) throw new Error(custody.code);
  const opened = unpad(openBox(custodyKey(fromHex(known.contentKey)), custodyAd(custody.value), custody.value.b));
  expect(opened).toEqual({ ok: true, value: fromHex(known.viewed) });
});

test("pins that were boxed before there was a custody log still open", async () => {
  await begin();
  const { umk, userId } = reviewer.state.account ?? {};
  if (umk === undefined || userId === undefined) throw new Error("no account");
  const old = box(prf(umk, "pin"), ["pin", userId], padKeyring(encodeCbor({ v: 1, keyring_seq: 0, logs: [], moves: [] })));
  expect(openPins(umk, userId, old)).toMatchObject({ custody: [] });
});
