/** The custody log, played by the real client over the real routes: written before anything opens, read alike by everyone, and safe from a server that lies. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustodyView, PublicFile } from "@/lib/crypto/api";
import { fromBase64Url, toBase64Url } from "@/lib/shared/bytes";
import { admitCase } from "@/scripts/demo/dossiers";
import { uploadFile } from "@/scripts/demo/evidence";
import { bringIn, demandOk, foundAs, logIdOf, signInAgain, type Person } from "@/scripts/demo/people";
import { createMemoryStore } from "../boxed-store";
import { EvidenceError, readEvidenceBlob } from "../download-evidence";
import { createDossier } from "../edit-draft";
import { makePackage, prepareDossier } from "../make-package";
import { openDossier } from "../open-dossier";
import { openForPreview } from "../open-for-preview";
import { readCustody } from "../record-custody";
import { submitDossier } from "../submit-dossier";
import { startApiServer, type ApiServer } from "./api-server";
import { answering, changing, EvilServer, type Lie } from "./evil-server";
import { realDossier, withFiles } from "./real-dossier";

type Json = Record<string, unknown>;
const evil = new EvilServer();
const custodyPath = /^\/api\/dossiers\/[0-9a-f]{32}\/custody/;
let server: ApiServer;
let coordinator: Person;
let reviewer: Person;
let researcher: Person;
let lead: Person;
let dossierId: string;
let files: PublicFile[];

beforeAll(async () => {
  server = await startApiServer();
  const { url } = server;
  const founder = await foundAs(url, server.setupLink);
  const coalition = await logIdOf(founder.client, "coalition");
  const newReviewer = await bringIn(url, founder.client, { logId: coalition, role: "reviewer" });
  lead = await bringIn(url, founder.client, { logId: coalition, role: "lead", organisationName: "An organisation" });
  researcher = await bringIn(url, lead.client, { logId: await logIdOf(lead.client, "org"), role: "researcher" });
  dossierId = demandOk("create", await createDossier(researcher.client)).dossierId;
  files = [await uploadFile(researcher.client, dossierId, new File(["one"], "one.txt")), await uploadFile(researcher.client, dossierId, new File(["two"], "two.txt"))];
  demandOk("submit", await submitDossier(researcher.client, dossierId, withFiles(realDossier("23304", "A title", "known-to-coordinators"), files), null));
  await admitCase(founder, dossierId);
  const lied = { wrap: evil.wrap };
  [coordinator, reviewer, researcher] = [await signInAgain(url, founder, "pw", lied), await signInAgain(url, newReviewer, "pw", lied), await signInAgain(url, researcher, "pw", lied)];
}, 240_000);
afterAll(() => server.close());

async function chainOf({ client }: Person): Promise<CustodyView> {
  demandOk("open", await openDossier(client, dossierId));
  return demandOk("custody", await readCustody(client, dossierId));
}

function file(index: number): PublicFile {
  const found = files[index];
  if (found === undefined) throw new Error("no such file");
  return found;
}

const look = ({ client }: Person, index = 0) => readEvidenceBlob(client, dossierId, file(index));
const refusal = (work: () => Promise<unknown>) => work().then(() => "done", (error: unknown) => (error instanceof EvidenceError ? error.code : String(error)));

describe("the chain", () => {
  test("nobody has seen anything yet", async () => {
    for (const person of [reviewer, coordinator, researcher]) expect(await chainOf(person)).toEqual({ entries: [], fault: null });
  });

  test("a reviewer views, a coordinator exports, and author, reviewer and coordinator read the same chain", async () => {
    await chainOf(reviewer);
    expect(await (await look(reviewer)).text()).toBe("one");
    const recipe = { audience: "us", naming: "redacted" } as const;
    const prepared = demandOk("prepare", await prepareDossier(coordinator.client, dossierId, recipe, ""));
    const sink = new WritableStream<Uint8Array>({});
    const made = demandOk("package", await makePackage(coordinator.client, [prepared], recipe, sink, () => undefined));
    const [one, two] = files.map(({ fid, sha256 }) => ({ fid, sha256 }));
    const chains = [await chainOf(reviewer), await chainOf(coordinator), await chainOf(researcher)];
    expect(chains[0]).toMatchObject({
      fault: null,
      entries: [
        { n: 0, q: 0, by: { userId: reviewer.userId, role: "reviewer" }, what: { action: "viewed", files: [one], packageId: null } },
        { n: 1, q: 0, by: { userId: coordinator.userId, role: "coordinator" }, what: { action: "exported", files: [one, two], packageId: made.packageId } },
      ],
    });
    for (const chain of chains) expect(chain).toEqual(chains[0]);
  });

  test("no user of the submitting side is in it, nor anything of her organisation", async () => {
    const text = JSON.stringify(await chainOf(reviewer));
    for (const { userId } of [researcher, lead]) expect(text).not.toContain(userId);
    expect(text).not.toContain(await logIdOf(researcher.client, "org"));
  });

  test("one entry for each person, exhibit and day is enough, and the organisation's own look leaves none", async () => {
    const before = (await chainOf(reviewer)).entries.length;
    await look(reviewer);
    await look(researcher);
    expect((await chainOf(reviewer)).entries).toHaveLength(before);
    await Promise.all([look(reviewer, 1), look(reviewer, 1), look(coordinator, 1)]);
    expect((await chainOf(reviewer)).entries).toHaveLength(before + 2);
  });

  test("whoever signs in on a new device reads it from its first entry", async () => {
    const again = await signInAgain(server.url, reviewer);
    expect(await chainOf(again)).toEqual(await chainOf(reviewer));
  });
});

describe("a server that lies", () => {
  const list = (value: unknown): Json[] => value as Json[];
  const entriesOf = (change: (entries: Json[]) => Json[]): Lie =>
    changing((json) => {
      const entries = change(list(json["entries"]));
      return { entries, length: entries.length };
    });
  const flip = (text: unknown): string => toBase64Url(fromBase64Url(String(text)).map((byte, index) => (index === 40 ? byte ^ 1 : byte)));
  const newDevice = (person: Person) => signInAgain(server.url, person, "pw", { wrap: evil.wrap, store: createMemoryStore() });

  test.each<[string, (entries: Json[]) => Json[], string, number]>([
    ["an entry dropped from the middle", ([one = {}, , ...rest]) => [one, ...rest], "E_SEQ", 1],
    ["the first entry dropped", (entries) => entries.slice(1), "E_SEQ", 0],
    ["two entries exchanged", ([one = {}, two = {}, ...rest]) => [two, one, ...rest], "E_SEQ", 0],
    ["a forged signature", ([one = {}, two = {}, ...rest]) => [one, { ...two, sig: flip(two["sig"]) }, ...rest], "E_SIG", 1],
    ["a changed entry", ([one = {}, two = {}, ...rest]) => [{ ...one, custody: flip(one["custody"]) }, two, ...rest], "E_SIG", 0],
    ["another's signature", ([one = {}, two = {}, ...rest]) => [{ ...one, sig: two["sig"] }, two, ...rest], "E_SIG", 0],
    ["no entry at all in the form", ([, ...rest]) => [{ custody: toBase64Url(new Uint8Array(9)), sig: toBase64Url(new Uint8Array(64)) }, ...rest], "E_FORMAT", 0],
  ])("%s is said, and what stands before it is still shown", async (_, change, fault, shown) => {
    for (const person of [reviewer, researcher]) {
      const view = await evil.during(custodyPath, entriesOf(change), async () => chainOf(await newDevice(person)));
      expect(view.fault).toBe(fault);
      expect(view.entries).toHaveLength(shown);
    }
  });

  test("the chain of another dossier is not taken for this one's", async () => {
    const other = demandOk("create", await createDossier(researcher.client)).dossierId;
    const theirs = await uploadFile(researcher.client, other, new File(["x"], "x.txt"));
    demandOk("submit", await submitDossier(researcher.client, other, withFiles(realDossier("23304", "Other", "known-to-coordinators"), [theirs]), null));
    await admitCase(coordinator, other);
    demandOk("open", await openDossier(reviewer.client, other));
    await readEvidenceBlob(reviewer.client, other, theirs);
    const served = (await (await reviewer.client.api.raw(`/api/dossiers/${other}/custody`, { method: "GET" })).json()) as Json;
    expect(await evil.during(custodyPath, answering(served), async () => chainOf(await newDevice(reviewer)))).toEqual({ entries: [], fault: "E_ID" });
  });

  test("a last entry that this device saw is missed, in the same session and another day", async () => {
    const store = createMemoryStore();
    const device = { wrap: evil.wrap, store };
    const before = await signInAgain(server.url, researcher, "pw", device);
    const whole = await chainOf(before);
    const shortened = changing((json) => {
      const { length } = whole.entries;
      return { entries: list(json["entries"]).slice(0, length - 1), length: length - 1 };
    });
    expect((await evil.during(custodyPath, shortened, () => chainOf(before))).fault).toBe("E_ROLLBACK");
    const later = await signInAgain(server.url, researcher, "pw", device);
    expect((await evil.during(custodyPath, shortened, () => chainOf(later))).fault).toBe("E_ROLLBACK");
    expect((await chainOf(later)).fault).toBeNull();
  });

  test("a chain that ends before the length it claims is missed", async () => {
    const short = entriesOf(() => []);
    const lie: Lie = async (forward) => {
      const answer = (await (await short(forward)).json()) as Json;
      return Response.json({ ...answer, length: 3 });
    };
    expect((await evil.during(custodyPath, lie, async () => chainOf(await newDevice(reviewer)))).fault).toBe("E_ROLLBACK");
  });

  test("an entry that the server says it took and did not keep is missed by its signer", async () => {
    const fresh = await bringIn(server.url, coordinator.client, { logId: await logIdOf(coordinator.client, "coalition"), role: "reviewer" });
    const device = await newDevice(fresh);
    await chainOf(device);
    await evil.during(custodyPath, answering({}), () => look(device), "POST");
    expect((await chainOf(device)).fault).toBe("E_ROLLBACK");
    expect(await refusal(() => look(device, 1))).toBe("unrecorded");
  });
});

describe("in the log before it is on the screen", () => {
  test.each<[string, Lie, string]>([
    ["the line is down", () => Promise.reject(new TypeError("no line")), "POST"],
    ["the server refuses the entry", answering({ code: "forbidden" }, 403), "POST"],
    ["the chain is forged", answering({ entries: [{ custody: "AAAA", sig: toBase64Url(new Uint8Array(64)) }], length: 1 }), "GET"],
  ])("nothing is fetched when %s", async (_, lie, method) => {
    const fresh = await bringIn(server.url, coordinator.client, { logId: await logIdOf(coordinator.client, "coalition"), role: "reviewer" });
    let fetched = 0;
    const watch: Lie = (forward) => {
      fetched += 1;
      return forward();
    };
    const device = await signInAgain(server.url, fresh, "pw", { wrap: evil.wrap });
    demandOk("open", await openDossier(device.client, dossierId));
    const ways = [() => look(device), () => openForPreview(device.client, dossierId, file(0), () => undefined)];
    for (const way of ways) {
      const outcome = await evil.during(/^\/api\/blobs\//, watch, () => evil.during(custodyPath, lie, () => refusal(way), method));
      expect([outcome, fetched]).toEqual(["unrecorded", 0]);
    }
  });

  test("the vault gives out no exhibit's key to a reviewer who has not signed for it", async () => {
    const fresh = await signInAgain(server.url, reviewer);
    demandOk("open", await openDossier(fresh.client, dossierId));
    const code = await fresh.client.fileCipher(file(0).fid).then(() => "given", (error: unknown) => (error instanceof Error && "code" in error ? error.code : "?"));
    expect(code).toBe("E_STATE");
  });

  test("a package is not begun when its exhibits' logs cannot say so", async () => {
    const recipe = { audience: "us", naming: "redacted" } as const;
    const prepared = demandOk("prepare", await prepareDossier(coordinator.client, dossierId, recipe, ""));
    let written = 0;
    const sink = new WritableStream<Uint8Array>({ write: () => void (written += 1) });
    const made = await evil.during(custodyPath, answering({ code: "broken" }, 500), () => makePackage(coordinator.client, [prepared], recipe, sink, () => undefined), "POST");
    expect([made.ok, written]).toEqual([false, 0]);
  });
});
