import { afterAll, beforeAll, expect, it } from "vitest";
import { openForTests } from "@/prisma/testing/databases";
import { GET as getBoard } from "@/app/api/dossiers/route";
import { GET as getDossier } from "@/app/api/dossiers/[id]/route";
import { fromBase64Url, toHex } from "@/lib/shared/bytes";
import { call } from "../testing/call";
import { admitDossier, type TestDossier } from "../testing/dossiers";
import { addOrganisation, addResearcher, addReviewer, foundCoalition, type Organisation, type SignedIn, type StoryLog } from "../testing/story";

let close = (): Promise<void> => Promise.resolve();
let coalition: StoryLog;
let reviewer: SignedIn;
let first: Organisation;
let second: Organisation;
let researcher: SignedIn;
/** Of one organisation, by two of its people; and of another. */
let [own, others]: [TestDossier[], TestDossier[]] = [[], []];

beforeAll(async () => {
  close = await openForTests("pglite");
  coalition = await foundCoalition(1);
  reviewer = await addReviewer(coalition, 2);
  first = await addOrganisation(coalition, 3);
  researcher = await addResearcher(first, 4);
  second = await addOrganisation(coalition, 5);
  const admit = async (by: SignedIn): Promise<TestDossier> => (await admitDossier(coalition, by)).dossier;
  own = [await admit(first.lead), await admit(researcher), await admit(first.lead), await admit(researcher)];
  others = [await admit(second.lead), await admit(second.lead)];
});
afterAll(() => close());

const read = async ({ id }: TestDossier): Promise<unknown> =>
  (await call({ GET: getDossier }, "GET", { cookie: reviewer.cookie, params: { id } })).json;

/** Every key that occurs anywhere in an answer, with its path. */
function paths(value: unknown, at = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => paths(item, `${at}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => [`${at}.${key}`, ...paths(field, `${at}.${key}`)]);
}

/**
 * The bytes of an answer: every base64url text in it decoded, ids and words as they are. A text that was decoded does not
 * stand beside its bytes: how base64 cuts a constant depends on where it stands, which is chance and names nobody.
 */
function bytesOf(value: unknown): Buffer {
  const parts: Buffer[] = [];
  const walk = (item: unknown): void => {
    if (typeof item === "string") {
      const isEncoded = !/^[0-9a-f]{32}$/.test(item) && /^[A-Za-z0-9_-]{22,}$/.test(item);
      parts.push(Buffer.from(isEncoded ? fromBase64Url(item) : item));
    } else if (typeof item === "object" && item !== null) Object.values(item).forEach(walk);
  };
  walk(value);
  return Buffer.concat(parts);
}

it("a reviewer is served exactly what the list allows", async () => {
  const allowed = [".dossierId", ".versions", ".moves", ".versions[].q", ".versions[].body", ".versions[].sig", ".versions[].cc", ".versions[].wr"];
  const moves = [".moves[].move", ".moves[].sig", ".moves[].summary", ".moves[].summary.f", ".moves[].summary.b"];
  for (const dossier of own) expect(new Set(paths(await read(dossier)))).toEqual(new Set([...allowed, ...moves]));
});

it("no byte of it names a user, an organisation or a log of the submitting side", async () => {
  const names = [first, second].flatMap(({ lead, own, pseudonym }) => [lead.userId, lead.ik, own.log.logId, pseudonym]);
  const strings = [...names, researcher.userId, researcher.ik].flatMap((id) => [Buffer.from(id), Buffer.from(toHex(id))]);
  const handles = [first.lead, second.lead, researcher].map(({ handle }) => Buffer.from(handle));
  const board = (await call({ GET: getBoard }, "GET", { cookie: reviewer.cookie })).json;
  const served = Buffer.concat([bytesOf(board), ...(await Promise.all([...own, ...others].map(read))).map(bytesOf)]);
  for (const needle of [...strings, ...handles]) expect(served.includes(needle)).toBe(false);
  expect(served.includes(Buffer.from(coalition.admin.userId))).toBe(true); // the search finds what is there
});

it("the dossiers of one organisation have nothing in common that another's have not", async () => {
  const served = async (dossier: TestDossier): Promise<Set<string>> => windows(bytesOf(await read(dossier)));
  const [head = new Set<string>(), ...rest] = await Promise.all(own.map(served));
  const elsewhere = await Promise.all(others.map(served));
  const common = [...head].filter((window) => rest.every((seen) => seen.has(window)));
  expect(common.length).toBeGreaterThan(0);
  expect(common.filter((window) => !elsewhere.some((seen) => seen.has(window)))).toEqual([]);
});

/** Every run of eight bytes. Four dossiers of one side make a run of chance among all of them one in millions. */
function windows(bytes: Buffer): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at + 8 <= bytes.length; at++) found.add(bytes.subarray(at, at + 8).toString("latin1"));
  return found;
}

it("the board lists in order of id, which is a hash of a random key, never of time or organisation", async () => {
  const board = (await call({ GET: getBoard }, "GET", { cookie: reviewer.cookie })).json as { dossiers: { dossierId: string }[] };
  const ids = board.dossiers.map(({ dossierId }) => dossierId);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toHaveLength(6);
  const after = await call({ GET: getBoard }, "GET", { cookie: reviewer.cookie, query: `?after=${ids[1] ?? ""}` });
  expect((after.json as typeof board).dossiers.map(({ dossierId }) => dossierId)).toEqual(ids.slice(2));
});
