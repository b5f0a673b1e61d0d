/** The whole story of a coalition, played by the real client code over HTTP against the real routes. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DossierView, PublicFile } from "@/lib/crypto/api";
import { contentSchema, type Dossier } from "@/lib/domain/dossier";
import { INTAKE_TRACK_HEX } from "@/lib/format/records";
import { equalBytes } from "@/lib/shared/bytes";
import { uploadFile } from "@/scripts/demo/evidence";
import { bringIn, demandOk, foundAs, logIdOf, signInAgain, type Person } from "@/scripts/demo/people";
import { Autosave } from "../autosave-draft";
import { readEvidenceBlob } from "../download-evidence";
import { createDossier, loadDraft, saveDraft } from "../edit-draft";
import { inviteMember } from "../invite-member";
import { makePackage, prepareDossier } from "../make-package";
import { moveDossier, type WantedMove } from "../move-dossier";
import { openDossier, openIdentity, readBoard } from "../open-dossier";
import { verifyPackage } from "../package/verify-package";
import { submitDossier } from "../submit-dossier";
import { summariseDossier } from "../summarise-dossier";
import { syncLogs } from "../sync-logs";
import { startApiServer, type ApiServer } from "./api-server";
import { makeId, realDossier, withFiles } from "./real-dossier";

const MEBIBYTE = 1 << 20;
const SIZES = [0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 25 * 4096, 20 * MEBIBYTE + 7];

let server: ApiServer;
let coordinator: Person;
let reviewer: Person;
let lead: Person;
let researcher: Person;
let stranger: Person;
let dossierId: string;
let dossier: Dossier;
let sealedId: string;
let files: PublicFile[];
const originals = SIZES.map((size, index) => new File([pattern(size, index)], `exhibit-${index}.bin`, { type: "application/octet-stream" }));

function pattern(size: number, seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, index) => (index * 31 + seed * 17 + (index >> 8)) & 255);
}

async function holds(archive: Blob, text: string): Promise<boolean> {
  return Buffer.from(await archive.arrayBuffer()).includes(text);
}

async function open(person: Person, id: string): Promise<DossierView> {
  return demandOk("open", await openDossier(person.client, id));
}

async function move(person: Person, wanted: Omit<WantedMove, "dossierId">, id = dossierId): Promise<DossierView> {
  await open(person, id);
  return demandOk(`move to ${wanted.to}`, await moveDossier(person.client, { dossierId: id, ...wanted }));
}

async function admit(person: Person, id: string): Promise<DossierView> {
  const view = await open(person, id);
  const newest = view.versions.at(-1);
  expect(newest).toMatchObject({ tagValid: true, admitted: false });
  const summary = summariseDossier(contentSchema.parse(newest?.content), view);
  return demandOk("admit", await moveDossier(person.client, { dossierId: id, trackId: INTAKE_TRACK_HEX, to: "screening", summary }));
}

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

describe("founding and joining", () => {
  test("the set-up link makes the first coordinator, once", async () => {
    coordinator = await foundAs(server.url, server.setupLink);
    expect((await coordinator.client.vault.viewLog(await logIdOf(coordinator.client, "coalition"))).myRole).toBe("coordinator");
    await expect(foundAs(server.url, server.setupLink)).rejects.toThrow("found: closed");
  });

  test("a reviewer, two organisations and their researchers join by links and are admitted", async () => {
    const coalition = await logIdOf(coordinator.client, "coalition");
    reviewer = await bringIn(server.url, coordinator.client, { logId: coalition, role: "reviewer" });
    lead = await bringIn(server.url, coordinator.client, { logId: coalition, role: "lead", organisationName: "First organisation" });
    const other = await bringIn(server.url, coordinator.client, { logId: coalition, role: "lead", organisationName: "Second organisation" });
    researcher = await bringIn(server.url, lead.client, { logId: await logIdOf(lead.client, "org"), role: "researcher" });
    stranger = await bringIn(server.url, other.client, { logId: await logIdOf(other.client, "org"), role: "researcher" });
    await syncLogs(coordinator.client);
    const view = await coordinator.client.vault.viewLog(coalition);
    expect(view.members.map(({ role }) => role).sort()).toEqual(["coordinator", "reviewer"]);
    expect(view.organisations.map(({ name }) => name).sort()).toEqual(["First organisation", "Second organisation"]);
  });

  test("the recovery code opens the account as well, another passphrase does not", async () => {
    const byCode = await signInAgain(server.url, reviewer, "rc");
    expect(byCode.userId).toBe(reviewer.userId);
    await expect(signInAgain(server.url, { ...reviewer, passphrase: "not the passphrase" })).rejects.toThrow("sign in: wrong-secret");
  });
});

describe("writing", () => {
  test("a researcher creates a dossier and uploads evidence of every size; the receipts equal what was sealed", async () => {
    dossierId = demandOk("create", await createDossier(researcher.client)).dossierId;
    files = [];
    for (const file of originals) files.push(await uploadFile(researcher.client, dossierId, file));
    expect(files.every((file) => file.blob !== null && file.cth !== null)).toBe(true);
  });

  test("a draft is read by a colleague, and of two savers one wins while the other keeps both versions", async () => {
    dossier = realDossier("23304", "First title", "known-to-coordinators");
    const plain = withFiles(dossier, files);
    expect(await saveDraft(researcher.client, dossierId, 0, plain)).toMatchObject({ ok: true, value: { rev: 1 } });
    await syncLogs(lead.client);
    const read = demandOk("load", await loadDraft(lead.client, dossierId));
    expect(read).toMatchObject({ rev: 1, plain: { content: { caseHeader: { workingTitle: "First title" } } } });
    const renamed = structuredClone(plain);
    (renamed.content as Dossier["content"]).caseHeader.workingTitle = "The lead's title";
    expect(await saveDraft(lead.client, dossierId, 1, renamed)).toMatchObject({ ok: true, value: { rev: 2 } });
    const autosave = new Autosave(researcher.client, dossierId, 1, () => undefined);
    autosave.change(plain);
    expect(await autosave.flush()).toMatchObject({ kind: "conflict", theirRev: 2, theirs: { content: { caseHeader: { workingTitle: "The lead's title" } } } });
    autosave.resolve(2, plain);
    expect(await autosave.flush()).toMatchObject({ kind: "saved", rev: 3 });
    autosave.stop();
  });

  test("the second organisation's researcher sees nothing of it", async () => {
    expect(await stranger.client.vault.listOwnDossiers()).toEqual([]);
    expect(await openDossier(stranger.client, dossierId)).toMatchObject({ ok: false, code: "not-found" });
    const blob = files[1]?.blob ?? "";
    const refused = await stranger.client.api.raw(`/api/blobs/${blob}?dossier=${dossierId}`, { method: "GET" });
    expect(refused.status).toBe(404);
  });

  test("it is submitted once it is complete", async () => {
    const plain = withFiles(dossier, files);
    const incomplete = structuredClone(plain);
    (incomplete.content as Dossier["content"]).caseHeader.workingTitle = "";
    expect(await submitDossier(researcher.client, dossierId, incomplete, null)).toMatchObject({ ok: false, code: "incomplete" });
    demandOk("submit", await submitDossier(researcher.client, dossierId, plain, null));
    expect(await researcher.client.vault.listOwnDossiers()).toEqual([{ dossierId, q: 0, gone: false }]);
    expect(await loadDraft(researcher.client, dossierId)).toMatchObject({ ok: true, value: { rev: 3, plain: null } });
  });
});

describe("triage", () => {
  test("reviewers see nothing before a coordinator, who checked the tag, admits", async () => {
    expect(demandOk("board", await readBoard(reviewer.client))).toEqual([]);
    expect(await openDossier(reviewer.client, dossierId)).toMatchObject({ ok: false, code: "not-found" });
    const [line] = demandOk("board", await readBoard(coordinator.client));
    expect(line).toMatchObject({ dossierId, summary: null, intake: { state: "submitted" } });
    const admitted = await admit(coordinator, dossierId);
    expect(admitted.versions[0]?.admitted).toBe(true);
    const [seen] = demandOk("board", await readBoard(reviewer.client));
    expect(seen).toMatchObject({ dossierId, mine: false, summary: { title: "First title" }, intake: { state: "screening" } });
  });

  test("a reviewer reads the content and every exhibit, byte for byte, and neither identity nor sources", async () => {
    const view = await open(reviewer, dossierId);
    const version = view.versions[0];
    expect(version).toMatchObject({ content: { caseHeader: { workingTitle: "First title" } }, readers: { identity: true, sources: false } });
    expect(version?.identity).toBeUndefined();
    expect(version?.files.length).toBe(SIZES.length);
    for (const [index, file] of (version?.files ?? []).entries()) {
      const read = await readEvidenceBlob(reviewer.client, dossierId, file);
      const original = originals[index] ?? new Blob();
      expect(equalBytes(new Uint8Array(await read.arrayBuffer()), new Uint8Array(await original.arrayBuffer()))).toBe(true);
    }
  });

  test("feedback reaches the organisation, whose answer is a new version that is admitted again", async () => {
    await move(reviewer, { trackId: INTAKE_TRACK_HEX, to: "returned", shared: { text: "Who ordered it?" } });
    const returned = await open(researcher, dossierId);
    expect(returned.intake).toMatchObject({ state: "returned" });
    expect(returned.intake.moves.at(-1)).toMatchObject({ shared: { text: "Who ordered it?" }, by: { role: "reviewer" } });
    dossier.content.caseHeader.workingTitle = "Second title";
    const plain = withFiles(dossier, files);
    expect(await saveDraft(researcher.client, dossierId, 3, plain)).toMatchObject({ ok: true, value: { rev: 4 } });
    demandOk("resubmit", await submitDossier(researcher.client, dossierId, plain, "The order is exhibit 2."));
    await admit(coordinator, dossierId);
    const view = await open(reviewer, dossierId);
    expect(view.versions.map(({ content }) => contentSchema.parse(content).caseHeader.workingTitle)).toEqual(["First title", "Second title"]);
    expect(view.intake.moves.find(({ to }) => to === "resubmitted")).toMatchObject({ shared: { text: "The order is exhibit 2." }, by: null });
  });

  test("of two racing moves one wins, and the loser is shown the winner", async () => {
    await Promise.all([open(reviewer, dossierId), open(coordinator, dossierId)]);
    const accepting = { dossierId, trackId: INTAKE_TRACK_HEX, to: "accepted", internal: { text: "Complete." } } as const;
    const outcomes = await Promise.all([moveDossier(reviewer.client, accepting), moveDossier(coordinator.client, accepting)]);
    expect(outcomes.map((outcome) => (outcome.ok ? "won" : outcome.code)).sort()).toEqual(["conflict", "won"]);
    expect((await open(reviewer, dossierId)).intake.state).toBe("accepted");
  });

  test("a track opens, is forwarded, acknowledged and ends with a designation", async () => {
    const trackId = makeId();
    const opened = { text: "Ask.", subjectId: dossier.content.subjects[0]?.subjectId ?? "", authority: "us", offices: ["OFAC"], asked: ["US_GLOMAG"] } as const;
    const before = await open(coordinator, dossierId);
    const content = contentSchema.parse(before.versions.at(-1)?.content);
    const opening = { trackId, opened: { ...opened, offices: [...opened.offices], asked: [...opened.asked] } };
    await move(coordinator, { trackId, to: "queued", shared: opened, summary: summariseDossier(content, before, opening) });
    expect(await moveDossier(reviewer.client, { dossierId, trackId: INTAKE_TRACK_HEX, to: "deferred", shared: { text: "x", lookAgainOn: "2030" } })).toMatchObject({ ok: true });
    await move(reviewer, { trackId: INTAKE_TRACK_HEX, to: "screening", internal: { text: "Again." } });
    await move(coordinator, { trackId, to: "forwarded", shared: { text: "Handed over.", offices: ["OFAC"], day: "2026-01-02", how: "meeting", packageId: "" } });
    await move(reviewer, { trackId, to: "acknowledged", shared: { text: "Received.", office: "OFAC", day: "2026-01-09" } });
    const designated = { text: "Listed.", list: "SDN", listId: "23304", programme: "GLOMAG", dayAnnounced: "2017-12-21", source: "OFAC", basisGrade: "strong", linkType: "same-subject" };
    await move(coordinator, { trackId, to: "designated", shared: designated });
    const view = await open(researcher, dossierId);
    expect(view.tracks).toMatchObject([{ trackId, state: "designated", opening: opened }]);
    expect(view.tracks[0]?.moves.at(-1)).toMatchObject({ shared: designated });
    expect(view.tracks[0]?.moves.at(-1)?.day).toMatch(/^\d{4}-\d{2}$/);
    const [line] = demandOk("board", await readBoard(reviewer.client));
    expect(line).toMatchObject({ summary: { title: "Second title" }, tracks: [{ trackId, state: "designated" }] });
  });
});

describe("identity and packages", () => {
  test("a coordinator opens a known identity after her reason is in the log; a reviewer cannot", async () => {
    await open(coordinator, dossierId);
    const answer = await coordinator.client.api.raw(`/api/dossiers/${dossierId}/versions/1/identity`, { method: "GET" });
    expect(answer.status).toBe(403);
    const opened = demandOk("identity", await openIdentity(coordinator.client, { dossierId, q: 1, reason: "To ask about exhibit 2" }));
    expect(opened).toMatchObject({ identity: { organisationName: "CANARY-ORGANISATION" }, sources: null });
    const log = await coordinator.client.vault.viewLog(await logIdOf(coordinator.client, "coalition"));
    expect(log.events.find(({ type }) => type === "identity-opened")?.detail).toEqual({ dossierId, reason: "To ask about exhibit 2" });
    expect((await reviewer.client.api.raw(`/api/dossiers/${dossierId}/versions/1/identity`, { method: "GET" })).status).toBe(403);
  });

  test("a sealed dossier's identity stays closed to coordinators", async () => {
    sealedId = demandOk("create", await createDossier(researcher.client)).dossierId;
    const plain = withFiles(realDossier("23343", "Sealed", "sealed"), []);
    demandOk("submit", await submitDossier(researcher.client, sealedId, plain, null));
    await admit(coordinator, sealedId);
    const opened = await openIdentity(coordinator.client, { dossierId: sealedId, q: 0, reason: "Curious" });
    expect(opened).toEqual({ ok: true, value: { identity: null, sources: null, author: null } });
  });

  test.each(["redacted", "named"] as const)("a %s package holds the exhibits as they were, has two entries in the log, and verifies", async (naming) => {
    const recipe = { audience: "us", naming } as const;
    const prepared = demandOk("prepare", await prepareDossier(coordinator.client, dossierId, recipe, "For the meeting"));
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const sink = new WritableStream<Uint8Array>({ write: (part) => void parts.push(new Uint8Array(part)) });
    const made = demandOk("package", await makePackage(coordinator.client, [prepared], recipe, sink, () => undefined));
    const archive = new Blob(parts);
    const report = await verifyPackage(archive);
    expect(report).toMatchObject({ whole: true, faults: [] });
    const packed = report.manifest?.members.map(({ sha256 }) => sha256) ?? [];
    for (const { sha256 } of files) expect(packed).toContain(sha256);
    for (const identity of ["CANARY-ORGANISATION", "CANARY-CONTACT", "CANARY-PARTNER"]) expect(await holds(archive, identity)).toBe(naming === "named");
    for (const secret of ["CANARY-WITNESS", "CANARY-NOTES"]) expect(await holds(archive, secret)).toBe(false);
    const { events } = await coordinator.client.vault.viewLog(await logIdOf(coordinator.client, "coalition"));
    expect(events.filter(({ detail }) => detail.packageId === made.packageId).map(({ detail }) => detail.manifestHash)).toEqual([undefined, made.manifestSha256]);
  });

  test("a sealed dossier cannot go into a named package", async () => {
    const refused = await prepareDossier(coordinator.client, sealedId, { audience: "us", naming: "named" }, "For the meeting");
    expect(refused).toMatchObject({ ok: false, code: "naming-not-allowed" });
  });

  test("the organisation withdraws, and everyone sees it", async () => {
    await move(researcher, { trackId: INTAKE_TRACK_HEX, to: "withdrawn", shared: { text: "Safety.", class: "safety" } }, sealedId);
    expect((await open(reviewer, sealedId)).intake.state).toBe("withdrawn");
    expect(await researcher.client.vault.listOwnDossiers()).toContainEqual({ dossierId: sealedId, q: 0, gone: true });
  });

  test("a page may ask for everything at once: what overlaps is done in turn", async () => {
    const again = await signInAgain(server.url, lead);
    await Promise.all([syncLogs(again.client), syncLogs(again.client), openDossier(again.client, dossierId), openDossier(again.client, sealedId)]);
    const orgLog = await logIdOf(again.client, "org");
    const invite = () => inviteMember(again.client, { logId: orgLog, kind: "p", role: "researcher" });
    const before = (await researcher.client.vault.listOwnDossiers()).length;
    const made = await Promise.all([invite(), invite(), createDossier(again.client), createDossier(again.client)]);
    expect(made.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    await syncLogs(researcher.client);
    expect((await researcher.client.vault.listOwnDossiers()).length).toBe(before + 2);
    const later = await signInAgain(server.url, lead);
    expect((await later.client.vault.listInvitations()).length).toBeGreaterThanOrEqual(2);
  });

  test("whoever signs in on a new device finds everything as it was", async () => {
    for (const person of [coordinator, reviewer, lead, researcher]) {
      const again = await signInAgain(server.url, person);
      expect((await open(again, dossierId)).tracks[0]?.state).toBe("designated");
    }
  });
});
