/** What a server that lies can make of the real client: nothing but a refusal. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PublicFile } from "@/lib/crypto/api";
import { SEALED_CHUNK_BYTES } from "@/lib/format/chunks";
import { INTAKE_TRACK_HEX } from "@/lib/format/records";
import { concatBytes, fromBase64Url, toBase64Url, type Bytes } from "@/lib/shared/bytes";
import { admitCase, moveCase } from "@/scripts/demo/dossiers";
import { uploadFile } from "@/scripts/demo/evidence";
import { bringIn, demandOk, foundAs, logIdOf, signInAgain, type Person } from "@/scripts/demo/people";
import { createMemoryStore } from "../boxed-store";
import { readEvidenceBlob } from "../download-evidence";
import { createDossier, loadDraft, saveDraft } from "../edit-draft";
import { admitMember, inviteMember, listInvitations, revokeInvitation } from "../invite-member";
import { findWithheld, openDossier, openIdentity, readBoard } from "../open-dossier";
import { signIn } from "../sign-in";
import { submitDossier } from "../submit-dossier";
import { syncLogs } from "../sync-logs";
import { createNodeClient, type NodeClientOptions } from "../node-client";
import { registerFile, startUpload } from "../upload-evidence";
import { joinCoalition } from "../join-coalition";
import { makeAccount } from "../found-coalition";
import { startApiServer, type ApiServer } from "./api-server";
import { answering, changing, EvilServer, twisting } from "./evil-server";
import { realDossier, withFiles } from "./real-dossier";

type Json = Record<string, unknown>;
const MEBIBYTE = 1 << 20;
const evil = new EvilServer();
let server: ApiServer;
let coordinator: Person;
let reviewer: Person;
let researcher: Person;
let coalitionId: string;
let orgId: string;
/** Two versions, both admitted, with a file of three chunks and another of the same size. */
let dossierId: string;
let otherId: string;
let file: PublicFile;
let twin: PublicFile;

/** The code of the refusal, or "done". */
async function refusalOf(work: () => Promise<unknown>): Promise<string> {
  try {
    const outcome = await work();
    const refused = typeof outcome === "object" && outcome !== null && "ok" in outcome && outcome.ok === false && "code" in outcome;
    return refused ? String(outcome.code) : "done";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

const dossierPath = new RegExp(`^/api/dossiers/[0-9a-f]{32}$`);
const list = (value: unknown): Json[] => value as Json[];
const flip = (text: unknown): string => {
  const bytes = fromBase64Url(String(text));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return toBase64Url(bytes);
};

beforeAll(async () => {
  server = await startApiServer();
  const { url } = server;
  coordinator = await foundAs(url, server.setupLink);
  coalitionId = await logIdOf(coordinator.client, "coalition");
  reviewer = await bringIn(url, coordinator.client, { logId: coalitionId, role: "reviewer" });
  const lead = await bringIn(url, coordinator.client, { logId: coalitionId, role: "lead", organisationName: "An organisation" });
  orgId = await logIdOf(lead.client, "org");
  researcher = await bringIn(url, lead.client, { logId: orgId, role: "researcher" });
  dossierId = await submitNew("A title", 2 * MEBIBYTE + 5);
  await admitCase(coordinator, dossierId);
  await moveCase(reviewer, { dossierId, trackId: INTAKE_TRACK_HEX, to: "returned", shared: { text: "More." } });
  demandOk("open", await openDossier(researcher.client, dossierId));
  const again = withFiles(realDossier("23304", "A later title", "known-to-coordinators"), [file, twin]);
  demandOk("resubmit", await submitDossier(researcher.client, dossierId, again, "Here."));
  await admitCase(coordinator, dossierId);
  const kept = { file, twin };
  otherId = await submitNew("Another title", 10);
  ({ file, twin } = kept);
  await admitCase(coordinator, otherId);
  const lied = { wrap: evil.wrap };
  coordinator = await signInAgain(url, coordinator, "pw", lied);
  reviewer = await signInAgain(url, reviewer, "pw", lied);
  researcher = await signInAgain(url, researcher, "pw", lied);
}, 240_000);
afterAll(() => server.close());

async function submitNew(title: string, size: number): Promise<string> {
  const { client } = researcher;
  const id = demandOk("create", await createDossier(client)).dossierId;
  const body = (seed: number) => new File([Uint8Array.from({ length: size }, (_, index) => (index * seed) & 255)], "exhibit.bin");
  file = await uploadFile(client, id, body(3));
  twin = await uploadFile(client, id, body(7));
  demandOk("submit", await submitDossier(client, id, withFiles(realDossier("23304", title, "known-to-coordinators"), [file, twin]), null));
  return id;
}

describe("evidence", () => {
  const chunk = (bytes: Bytes, index: number) => bytes.subarray(index * SEALED_CHUNK_BYTES, (index + 1) * SEALED_CHUNK_BYTES);
  const twists: Record<string, (bytes: Bytes) => Bytes> = {
    "a chunk dropped": (bytes) => concatBytes(chunk(bytes, 0), chunk(bytes, 2)),
    "the last chunk cut off": (bytes) => concatBytes(chunk(bytes, 0), chunk(bytes, 1)),
    "two chunks exchanged": (bytes) => concatBytes(chunk(bytes, 1), chunk(bytes, 0), chunk(bytes, 2)),
    "a chunk doubled": (bytes) => concatBytes(chunk(bytes, 0), chunk(bytes, 0), chunk(bytes, 2)),
    "a byte flipped": (bytes) => Uint8Array.from(bytes, (byte, index) => (index === SEALED_CHUNK_BYTES + 9 ? byte ^ 1 : byte)),
    "bytes added": (bytes) => concatBytes(bytes, new Uint8Array(1)),
    "nothing at all": () => new Uint8Array(),
  };
  test.each(Object.entries(twists))("%s is refused", async (_, twist) => {
    const { client } = reviewer;
    demandOk("open", await openDossier(client, dossierId));
    const read = () => readEvidenceBlob(client, dossierId, file);
    expect(await evil.during(/^\/api\/blobs\//, twisting(twist), () => refusalOf(read))).toBe("tampered");
    expect((await read()).size).toBe(2 * MEBIBYTE + 5);
  });

  test("another file of the same size and dossier is refused", async () => {
    const { client } = reviewer;
    demandOk("open", await openDossier(client, dossierId));
    const served = await client.api.raw(`/api/blobs/${twin.blob ?? ""}?dossier=${dossierId}`, { method: "GET" });
    const bytes = new Uint8Array(await served.arrayBuffer());
    expect(await evil.during(/^\/api\/blobs\//, twisting(() => bytes), () => refusalOf(() => readEvidenceBlob(client, dossierId, file)))).toBe("tampered");
  });

  test("a receipt for other bytes is not taken for done", async () => {
    const { client } = researcher;
    const id = demandOk("create", await createDossier(client)).dossierId;
    const small = new File(["evidence"], "note.txt");
    const registered = await registerFile(client, { dossierId: id, compartment: "c", file: small, name: "note.txt", derivedFrom: null });
    const quiet = { onProgress: () => undefined, onCreated: () => undefined, onConnected: () => undefined };
    const lie = changing((json) => ({ ...json, cth: "0".repeat(64) }));
    const outcome = await evil.during(/receipt$/, lie, () => startUpload(client, registered, small, quiet).done);
    expect(outcome).toEqual({ ok: false, code: "receipt-differs" });
  });
});

describe("dossiers", () => {
  const versionsOf = (change: (versions: Json[]) => Json[]) => changing((json) => ({ ...json, versions: change(list(json["versions"])) }));
  const movesOf = (change: (moves: Json[]) => Json[]) => changing((json) => ({ ...json, moves: change(list(json["moves"])) }));

  test.each<[string, (versions: Json[]) => Json[]]>([
    ["the older version alone", (versions) => versions.slice(0, 1)],
    ["the older version under the newer number", ([old = {}]) => [old, { ...old, q: 1 }]],
    ["the newer version's text in the older", ([old = {}, later = {}]) => [{ ...old, cc: later["cc"] }, later]],
    ["a flipped byte of the text", ([old = {}, later = {}]) => [old, { ...later, cc: flip(later["cc"]) }]],
    ["a flipped signature", ([old = {}, later = {}]) => [old, { ...later, sig: flip(later["sig"]) }]],
    ["the wraps of another version", ([old = {}, later = {}]) => [old, { ...later, wr: old["wr"] }]],
    ["no version", () => []],
  ])("%s is refused", async (_, change) => {
    for (const { client } of [reviewer, coordinator, researcher]) {
      const refused = await evil.during(dossierPath, versionsOf(change), () => refusalOf(() => openDossier(client, dossierId)));
      expect(refused).toMatch(/^E_/);
      demandOk("open", await openDossier(client, dossierId));
    }
  });

  test("one compartment in another's place is refused", async () => {
    const swap = versionsOf(([old = {}, later = {}]) => [old, { ...later, cc: later["cn"], cn: later["cc"] }]);
    const refused = await evil.during(dossierPath, swap, () => refusalOf(() => openDossier(researcher.client, dossierId)));
    expect(refused).toMatch(/^E_/);
  });

  test("a whole other dossier under this one's id is refused", async () => {
    const { client } = reviewer;
    const other = await (await client.api.raw(`/api/dossiers/${otherId}`, { method: "GET" })).json() as Json;
    expect(await evil.during(dossierPath, answering({ ...other, dossierId }), () => refusalOf(() => openDossier(client, dossierId)))).toMatch(/^E_/);
  });

  test.each<[string, (moves: Json[]) => Json[]]>([
    ["the last move dropped", (moves) => moves.slice(0, -1)],
    ["all moves but the first dropped", (moves) => moves.slice(0, 1)],
    ["two moves exchanged", ([first = {}, second = {}, ...rest]) => [second, first, ...rest]],
    ["a move doubled", (moves) => [...moves, ...moves.slice(-1)]],
    ["a flipped signature of a move", (moves) => moves.map((move, index) => (index === 1 ? { ...move, sig: flip(move["sig"]) } : move))],
    ["a flipped byte of a move", (moves) => moves.map((move, index) => (index === 1 ? { ...move, move: flip(move["move"]) } : move))],
  ])("%s is refused", async (_, change) => {
    for (const { client } of [reviewer, coordinator, researcher]) {
      demandOk("open", await openDossier(client, dossierId));
      const refused = await evil.during(dossierPath, movesOf(change), () => refusalOf(() => openDossier(client, dossierId)));
      expect(refused).toMatch(/^E_/);
    }
  });

  test("a device that saw the last move refuses to be shown less of it another day", async () => {
    const store = createMemoryStore();
    const device = { wrap: evil.wrap, store };
    const before = await signInAgain(server.url, reviewer, "pw", device);
    demandOk("open", await openDossier(before.client, dossierId));
    const later = await signInAgain(server.url, reviewer, "pw", device);
    const refused = await evil.during(dossierPath, movesOf((moves) => moves.slice(0, -1)), () => refusalOf(() => openDossier(later.client, dossierId)));
    expect(refused).toBe("E_ROLLBACK");
  });

  test("the board refuses a changed state, a foreign key and another dossier's summary", async () => {
    const { client } = reviewer;
    const read = () => refusalOf(() => readBoard(client));
    const rowsOf = (change: (rows: Json[]) => Json[]) => changing((json) => ({ ...json, dossiers: change(list(json["dossiers"])) }));
    const boardPath = /^\/api\/dossiers(\?|$)/;
    const dropped = rowsOf((rows) => rows.map((row) => ({ ...row, moves: list(row["moves"]).slice(0, -1) })));
    const foreignKey = rowsOf(([one = {}, two = {}]) => [{ ...one, pk: two["pk"] }, two]);
    const summaries = rowsOf(([one = {}, two = {}]) => {
      const taken = list(two["moves"]).find((move) => "summary" in move)?.["summary"];
      return [{ ...one, moves: list(one["moves"]).map((move) => ("summary" in move ? { ...move, summary: taken } : move)) }, two];
    });
    expect(await read()).toBe("done");
    for (const lie of [dropped, foreignKey, summaries]) expect(await evil.during(boardPath, lie, read)).toMatch(/^E_/);
  });

  test("a dossier that the board withholds is missed by whoever saw it before", async () => {
    const { client } = reviewer;
    expect(await findWithheld(client, demandOk("board", await readBoard(client)))).toEqual([]);
    const lie = changing((json) => ({ ...json, dossiers: list(json["dossiers"]).filter((row) => row["dossierId"] !== otherId) }));
    const rows = demandOk("board", await evil.during(/^\/api\/dossiers(\?|$)/, lie, () => readBoard(client)));
    expect(await findWithheld(client, rows)).toEqual([otherId]);
  });

  test("a submission that the server swallowed is missed as soon as the dossier is opened", async () => {
    const { client } = researcher;
    const id = demandOk("create", await createDossier(client)).dossierId;
    const plain = withFiles(realDossier("23343", "Swallowed", "sealed"), []);
    demandOk("submit", await evil.during(/versions$/, answering({}), () => submitDossier(client, id, plain, null), "POST"));
    expect(await refusalOf(() => openDossier(client, id))).toBe("E_ROLLBACK");
  });

  test("identity and sources of another dossier are refused", async () => {
    const { client } = coordinator;
    demandOk("open", await openDossier(client, otherId));
    const other = demandOk("other identity", await openIdentity(client, { dossierId: otherId, q: 0, reason: "Test" }));
    expect(other.author).toMatchObject({ handle: researcher.handle, verified: true });
    const served = await (await client.api.raw(`/api/dossiers/${otherId}/versions/0/identity`, { method: "GET" })).json() as Json;
    demandOk("open", await openDossier(client, dossierId));
    const refused = await evil.during(/identity$/, answering(served), () => refusalOf(() => openIdentity(client, { dossierId, q: 1, reason: "Test" })));
    expect(refused).toMatch(/^E_/);
  });

  test("an older draft is refused by whoever saw a newer one", async () => {
    const { client } = researcher;
    const id = demandOk("create", await createDossier(client)).dossierId;
    const plain = withFiles(realDossier("23343", "Draft", "sealed"), []);
    await saveDraft(client, id, 0, plain);
    const old = await (await client.api.raw(`/api/dossiers/${id}/draft`, { method: "GET", headers: { "x-read-cap": toBase64Url(await client.vault.readCap(id)) } })).json() as Json;
    await saveDraft(client, id, 1, plain);
    demandOk("load", await loadDraft(client, id));
    expect(await evil.during(/draft$/, answering(old), () => refusalOf(() => loadDraft(client, id)))).toBe("E_ROLLBACK");
  });
});

describe("logs and members", () => {
  const entriesOf = (change: (entries: Json[]) => Json[]) => changing((json) => ({ ...json, entries: change(list(json["entries"])) }));
  const logPath = /^\/api\/logs\/[0-9a-f]{32}/;
  const fresh = (lie: Parameters<EvilServer["during"]>[1], store = createMemoryStore()) =>
    evil.during(logPath, lie, () => refusalOf(() => signInAgain(server.url, reviewer, "pw", { wrap: evil.wrap, store })));

  test.each<[string, (entries: Json[]) => Json[]]>([
    ["an entry left out", (entries) => entries.filter((_, index) => index !== 3)],
    ["two entries exchanged", ([one = {}, two = {}, ...rest]) => [two, one, ...rest]],
    ["a card in an entry changed", (entries) => entries.map((entry, index) => (index === 4 ? { ...entry, body: flip(entry["body"]) } : entry))],
    ["another signer named", (entries) => entries.map((entry, index) => (index === 4 ? { ...entry, by: toBase64Url(new Uint8Array(16)) } : entry))],
    ["an entry doubled", (entries) => [...entries, ...entries.slice(-1)]],
    ["the last entries withheld", (entries) => entries.filter(({ seq }) => Number(seq) < 5)],
    ["nothing served", () => []],
  ])("a log with %s is refused", async (_, change) => {
    expect(await fresh(entriesOf(change))).toMatch(/^E_/);
  });

  test("a device that saw a longer log refuses a shorter one, and a member refuses an entry by nobody", async () => {
    const store = createMemoryStore();
    const person = await signInAgain(server.url, reviewer, "pw", { wrap: evil.wrap, store });
    const invitation = demandOk("invite", await inviteMember(coordinator.client, { logId: coalitionId, kind: "p", role: "reviewer" }));
    await revokeInvitation(coordinator.client, invitation.inviteId);
    demandOk("sync", await syncLogs(person.client));
    expect(await fresh(entriesOf((entries) => entries.slice(0, -1)), store)).toBe("E_ROLLBACK");
    const forged = entriesOf(() => [{ seq: 999, prev: toBase64Url(new Uint8Array(32)), by: toBase64Url(new Uint8Array(16)), body: "", sig: toBase64Url(new Uint8Array(64)) }]);
    expect(await evil.during(logPath, forged, () => refusalOf(() => syncLogs(person.client)))).toMatch(/^E_/);
  });

  test("two people who are shown different histories notice at the first move that they both see", async () => {
    const shown: Json[] = [];
    const take = (body: string) => {
      shown.push(...list((JSON.parse(body) as Json)["entries"]));
      return Response.json({ head: { seq: Number(shown.at(-1)?.["seq"]), hash: "0".repeat(64) } });
    };
    const read = async (path: string, forward: () => Promise<Response>) => {
      const json = (await (await forward()).json()) as Json;
      const [asked, forked] = [Number(new URL(path, server.url).searchParams.get("from")), Number(shown[0]?.["seq"] ?? Infinity)];
      const entries = [...list(json["entries"]).filter(({ seq }) => Number(seq) < forked), ...shown.filter(({ seq }) => Number(seq) >= asked)];
      return Response.json({ entries, headSeq: Number(shown.at(-1)?.["seq"] ?? json["headSeq"]) });
    };
    const wrap: NonNullable<NodeClientOptions["wrap"]> = (send) => (path, init) => {
      if (!path.startsWith(`/api/logs/${coalitionId}`)) return send(path, init);
      return typeof init.body === "string" ? Promise.resolve(take(init.body)) : read(path, () => send(path, init));
    };
    const colleague = await bringIn(server.url, coordinator.client, { logId: coalitionId, role: "coordinator" });
    const deceived = await signInAgain(server.url, colleague, "pw", { wrap });
    const mine = demandOk("invite", await inviteMember(deceived.client, { logId: coalitionId, kind: "p", role: "reviewer" }));
    demandOk("revoke", await revokeInvitation(deceived.client, mine.inviteId)); // only the deceived is shown this entry
    const theirs = demandOk("invite", await inviteMember(coordinator.client, { logId: coalitionId, kind: "p", role: "reviewer" }));
    demandOk("revoke", await revokeInvitation(coordinator.client, theirs.inviteId)); // and never this one
    await moveCase(coordinator, { dossierId: otherId, trackId: INTAKE_TRACK_HEX, to: "accepted", internal: { text: "Fine." } });
    expect(await refusalOf(() => openDossier(deceived.client, otherId))).toBe("E_FORK");
  });

  test("what the server says of roles and heads is not believed", async () => {
    const lie = changing((json) => ({ logs: list(json["logs"]).map((log) => ({ ...log, role: "coordinator", headSeq: 0 })) }));
    const views = demandOk("sync", await evil.during(/^\/api\/logs$/, lie, () => syncLogs(reviewer.client)));
    expect(views.find(({ kind }) => kind === "coalition")?.myRole).toBe("reviewer");
  });

  test("a newcomer's card that the server exchanged is not signed", async () => {
    const { client } = coordinator;
    const asked = async () => {
      const { link, inviteId } = demandOk("invite", await inviteMember(client, { logId: coalitionId, kind: "p", role: "reviewer" }));
      const newcomer = await createNodeClient(server.url);
      await makeAccount(newcomer, { handle: await newcomer.vault.generateHandle(), passphrase: await newcomer.vault.generatePassphrase() }, 128);
      demandOk("join", await joinCoalition(newcomer, link.slice(link.indexOf("#") + 1)));
      return inviteId;
    };
    const [first, second] = [await asked(), await asked()];
    const swap = changing((json) => {
      const rows = list(json["invitations"]);
      const taken = rows.find((row) => row["inviteId"] === second)?.["request"] as Json;
      return { invitations: rows.map((row) => (row["inviteId"] === first ? { ...row, request: { ...taken, inviteId: first } } : row)) };
    });
    const path = /^\/api\/invitations/;
    const rows = demandOk("list", await evil.during(path, swap, () => listInvitations(client, coalitionId)));
    expect(rows.find(({ inviteId }) => inviteId === first)?.request).toMatchObject({ refused: expect.stringMatching(/^E_/) as unknown });
    expect(await evil.during(path, swap, () => refusalOf(() => admitMember(client, coalitionId, first)))).toMatch(/^E_/);
    expect(await refusalOf(() => admitMember(client, coalitionId, first))).toBe("done");
  });
});

describe("signing in", () => {
  const login = async (path: RegExp, lie: Parameters<EvilServer["during"]>[1], method = "GET") => {
    const client = await createNodeClient(server.url, { wrap: evil.wrap });
    const { handle, passphrase: secret } = reviewer;
    return evil.during(path, lie, () => refusalOf(() => signIn(client, { handle, kind: "pw", secret })), method);
  };

  test("weaker parameters than the client's floor are refused before anything is hashed", async () => {
    const kdf = Buffer.from("pGFhamFyZ29uMmlkMTNhbwFhbRkgAGFzUAAAAAAAAAAAAAAAAAAAAAA", "base64").toString("base64url");
    const began = performance.now();
    expect(await login(/challenge$/, changing((json) => ({ ...json, kdf })), "POST")).toMatch(/^E_(KDF_PARAMS|FORMAT)$/);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test("somebody else's account, a changed handle, slot or keyring is refused", async () => {
    const theirs = await (await coordinator.client.api.raw("/api/me", { method: "GET" })).json() as Json;
    const lies = [
      answering(theirs),
      changing((json) => ({ ...json, handle: theirs["handle"] })),
      changing((json) => ({ ...json, userId: theirs["userId"] })),
      changing((json) => ({ ...json, card: theirs["card"], cardSig: theirs["cardSig"] })),
      changing((json) => ({ ...json, keyring: theirs["keyring"] })),
      changing((json) => ({ ...json, keyringSeq: Number(json["keyringSeq"]) + 1 })),
      changing((json) => ({ ...json, slots: list(json["slots"]).map((slot) => ({ ...slot, b: flip(slot["b"]) })) })),
    ];
    for (const lie of lies) expect(await login(/^\/api\/me$/, lie)).toMatch(/^E_|^broken$/);
  });
});
