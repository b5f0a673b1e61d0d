/** The protocol as any tus client knows it: tus-js-client in Node, and plain requests where it would not err, over HTTP against the real routes. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { Upload, type UploadOptions } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealedSize } from "@/lib/format/chunks";
import { startApiServer, type ApiServer } from "@/lib/client/testing/api-server";
import { NEW_UPLOAD_CAP_HEADER, UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";
import { dayFromNow } from "../clock";
import { db } from "../db";
import { env } from "../env";
import { sweep } from "../jobs/sweep";
import { addOrganisation, addResearcher, foundCoalition, type SignedIn } from "../testing/story";
import { blobPath, noise } from "../testing/uploads";

const MEBIBYTE = 1 << 20;
const SMALL = sealedSize(0);
const VERSION = { "tus-resumable": "1.0.0" };
const BYTES = { "content-type": "application/offset+octet-stream" };

let server: ApiServer;
let researcher: SignedIn;
let colleague: SignedIn;
let stranger: SignedIn;

beforeAll(async () => {
  server = await startApiServer();
  const coalition = await foundCoalition(1);
  const organisation = await addOrganisation(coalition, 2);
  researcher = await addResearcher(organisation, 3);
  colleague = organisation.lead;
  stranger = (await addOrganisation(coalition, 4)).lead;
});
afterAll(() => server.close());

type Place = { readonly url: string; readonly cap: string };
const endpoint = (): string => `${server.url}/api/uploads`;
const idOf = ({ url }: Place): string => url.split("/").at(-1) ?? "";
/** Null where there is no file: an upload begins one with its first byte. */
const sizeOnDisk = (place: Place): Promise<number | null> => stat(blobPath(idOf(place))).then(({ size }) => size, () => null);

type Asked = { readonly headers?: Record<string, string>; readonly body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> };

function ask(method: string, url: string, { headers = {}, body }: Asked = {}): Promise<Response> {
  return fetch(url, { method, headers: { ...VERSION, ...headers }, ...(body === undefined ? {} : { body, duplex: "half" }) });
}

async function create(length: number): Promise<Place> {
  const answer = await ask("POST", endpoint(), { headers: { cookie: researcher.cookie, "upload-length": String(length) } });
  expect(answer.status).toBe(201);
  return { url: new URL(answer.headers.get("location") ?? "", endpoint()).href, cap: answer.headers.get(NEW_UPLOAD_CAP_HEADER) ?? "" };
}

function at({ url, cap }: Place, method: string, { headers, ...rest }: Asked = {}): Promise<Response> {
  return ask(method, url, { headers: { [UPLOAD_CAP_HEADER]: cap, ...headers }, ...rest });
}

function patch(place: Place, offset: number, body: Asked["body"], headers: Record<string, string> = BYTES): Promise<Response> {
  return at(place, "PATCH", { headers: { ...headers, "upload-offset": String(offset) }, ...(body === undefined ? {} : { body }) });
}

async function offsetOf(place: Place): Promise<number> {
  return Number((await at(place, "HEAD")).headers.get("upload-offset"));
}

/** An ordinary client, which learns the capability from the answer to its POST; resolves when it is done or was stopped after `stopAt` bytes. */
function send(bytes: Uint8Array, options: UploadOptions, stopAt = Number.POSITIVE_INFINITY): Promise<Place> {
  let cap = "";
  return new Promise((resolve, reject) => {
    const upload = new Upload(Buffer.from(bytes), {
      retryDelays: null,
      onBeforeRequest: (request) => { if (cap !== "") request.setHeader(UPLOAD_CAP_HEADER, cap); },
      onAfterResponse: (_request, response) => { cap = response.getHeader(NEW_UPLOAD_CAP_HEADER) ?? cap; },
      onChunkComplete: (_size, accepted) => {
        if (accepted >= stopAt) void upload.abort().then(() => resolve({ url: upload.url ?? "", cap }));
      },
      onSuccess: () => resolve({ url: upload.url ?? "", cap }),
      onError: reject,
      ...options,
    });
    upload.start();
  });
}

describe("an ordinary tus client", () => {
  it("uploads a file in pieces, and what lies there is what it sent", async () => {
    const bytes = noise(sealedSize(3 * MEBIBYTE));
    const place = await send(bytes, { endpoint: endpoint(), headers: { cookie: researcher.cookie }, chunkSize: 700_000 });
    expect(place.url).toMatch(/\/api\/uploads\/[0-9a-f]{32}$/);
    const stored = await readFile(blobPath(idOf(place)));
    expect(createHash("sha256").update(stored).digest("hex")).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("goes on in another process's life from the offset that the server tells", async () => {
    const bytes = noise(sealedSize(2 * MEBIBYTE));
    const begun = await send(bytes, { endpoint: endpoint(), headers: { cookie: researcher.cookie }, chunkSize: 500_000 }, 1_000_000);
    const offset = await offsetOf(begun);
    expect(offset).toBe(1_000_000);
    const asked: string[] = [];
    const note = (request: { getMethod(): string }): void => void asked.push(request.getMethod());
    await send(bytes, { uploadUrl: begun.url, headers: { [UPLOAD_CAP_HEADER]: begun.cap }, onBeforeRequest: note });
    expect(asked).toEqual(["HEAD", "PATCH"]);
    expect((await readFile(blobPath(idOf(begun)))).equals(bytes)).toBe(true);
  });

  it("sends the first bytes with the creation when it wants to", async () => {
    const bytes = noise(SMALL);
    const place = await send(bytes, { endpoint: endpoint(), headers: { cookie: researcher.cookie }, uploadDataDuringCreation: true });
    expect((await readFile(blobPath(idOf(place)))).equals(bytes)).toBe(true);
  });

  it("terminates an upload: 204, and then there is none", async () => {
    const place = await create(SMALL);
    expect((await patch(place, 0, noise(1000))).status).toBe(204);
    await Upload.terminate(place.url, { headers: { [UPLOAD_CAP_HEADER]: place.cap }, retryDelays: [] });
    for (const method of ["HEAD", "DELETE"]) expect([method, (await at(place, method)).status]).toEqual([method, 404]);
    expect((await patch(place, 1000, noise(10))).status).toBe(404);
    expect(await sizeOnDisk(place)).toBeNull();
  });
});

describe("what the server says of itself", () => {
  it("OPTIONS tells version, extensions and the largest upload, to anybody and without a version", async () => {
    const answer = await fetch(endpoint(), { method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("tus-version")).toBe("1.0.0");
    expect(answer.headers.get("tus-extension")).toBe("creation,creation-with-upload,termination,expiration");
    expect(answer.headers.get("tus-max-size")).toBe(String(sealedSize(env().maxFileBytes)));
  });

  it("a request of another version, or of none, is refused with 412 and told the right one", async () => {
    const place = await create(SMALL);
    for (const version of ["0.2.2", "1.0.1", ""]) {
      for (const [method, url] of [["POST", endpoint()], ["HEAD", place.url], ["PATCH", place.url], ["DELETE", place.url]] as const) {
        const headers = { [UPLOAD_CAP_HEADER]: place.cap, cookie: researcher.cookie, "upload-length": String(SMALL), "tus-resumable": version };
        const answer = await fetch(url, { method, headers });
        expect([method, version, answer.status, answer.headers.get("tus-version")]).toEqual([method, version, 412, "1.0.0"]);
      }
    }
    expect(await offsetOf(place)).toBe(0);
  });

  it("every answer carries the version, refusals as well", async () => {
    const place = await create(SMALL);
    const answers = [await at(place, "HEAD"), await at(place, "PATCH"), await ask("HEAD", `${endpoint()}/${"ab".repeat(16)}`), await ask("POST", endpoint())];
    expect(answers.map(({ headers }) => headers.get("tus-resumable"))).toEqual(answers.map(() => "1.0.0"));
  });
});

describe("creation", () => {
  const post = (headers: Record<string, string>) => ask("POST", endpoint(), { headers: { cookie: researcher.cookie, ...headers } });

  it("answers 201, Location and an empty upload of the announced length, which no cache may keep", async () => {
    const answer = await at(await create(SMALL), "HEAD");
    expect(answer.status).toBe(200);
    const told = ["upload-offset", "upload-length", "cache-control"].map((name) => answer.headers.get(name));
    expect(told).toEqual(["0", String(SMALL), "no-store"]);
    expect(answer.headers.get("upload-metadata")).toBeNull();
  });

  it("refuses a length that comes later, none, or one that no file has", async () => {
    expect((await post({ "upload-defer-length": "1" })).status).toBe(400);
    expect((await post({})).status).toBe(400);
    for (const length of ["-1", "1e9", "NaN", "9".repeat(30)]) expect([length, (await post({ "upload-length": length })).status]).toEqual([length, 400]);
    expect((await post({ "upload-length": String(sealedSize(env().maxFileBytes * 2)) })).status).toBe(413);
  });
});

describe("sending", () => {
  it("a wrong offset is 409, another type of content 415, no offset a refusal; nothing is written", async () => {
    const place = await create(SMALL);
    const bytes = noise(SMALL);
    expect((await patch(place, 1, bytes)).status).toBe(409);
    expect((await patch(place, SMALL, bytes)).status).toBe(409);
    for (const type of ["application/octet-stream", "text/plain"]) expect((await patch(place, 0, bytes, { "content-type": type })).status).toBe(415);
    expect((await patch(place, 0, bytes, {})).status).toBe(415);
    expect((await at(place, "PATCH", { headers: BYTES, body: bytes })).ok).toBe(false);
    expect(await sizeOnDisk(place)).toBeNull();
  });

  it("more bytes than announced are refused with 413, and none beyond the length is stored", async () => {
    const place = await create(SMALL);
    expect((await patch(place, 0, noise(SMALL + 1))).status).toBe(413);
    const unannounced = new Blob([noise(SMALL + 100_000)]).stream();
    expect((await patch(place, 0, unannounced)).status).toBe(413);
    expect(await sizeOnDisk(place)).toBeLessThanOrEqual(SMALL);
    const full = await create(SMALL);
    expect((await patch(full, 0, noise(SMALL))).status).toBe(204);
    expect((await patch(full, SMALL, noise(1))).status).toBe(413);
    expect(await sizeOnDisk(full)).toBe(SMALL);
  });
});

describe("expiration", () => {
  const inDays = (days: number): string => new Date(`${dayFromNow(days)}T00:00:00Z`).toUTCString();
  const setLastByte = (place: Place, days: number) => db().blob.update({ where: { blobId: idOf(place) }, data: { lastByteDay: dayFromNow(days) } });

  it("is told at creation and with each piece: the end of the fourteenth day after the last byte", async () => {
    const created = await ask("POST", endpoint(), { headers: { cookie: researcher.cookie, "upload-length": String(SMALL) } });
    expect(created.headers.get("upload-expires")).toBe(inDays(15));
    const place = await create(SMALL);
    await setLastByte(place, -10);
    expect((await patch(place, 0, noise(1000))).headers.get("upload-expires")).toBe(inDays(15));
    expect((await patch(place, 1000, noise(SMALL - 1000))).headers.get("upload-expires")).toBeNull();
  });

  it("an upload that got a byte on its fourteenth day stays; one that got none answers 410, and the sweep frees its space", async () => {
    const [fed, starved] = [await create(SMALL), await create(SMALL)];
    for (const place of [fed, starved]) expect((await patch(place, 0, noise(1000))).status).toBe(204);
    await setLastByte(fed, -14);
    expect((await patch(fed, 1000, noise(1000))).status).toBe(204);
    await setLastByte(starved, -15);
    for (const method of ["HEAD", "DELETE"]) expect([method, (await at(starved, method)).status]).toEqual([method, 410]);
    expect((await patch(starved, 1000, noise(10))).status).toBe(410);
    await sweep();
    expect((await at(starved, "HEAD")).status).toBe(404);
    expect(await sizeOnDisk(starved)).toBeNull();
    expect(await offsetOf(fed)).toBe(2000);
  });
});

describe("a foreign upload", () => {
  it("is none: not without a session, nor for another organisation, nor for another author of the same one", async () => {
    const place = await create(SMALL);
    const other = await create(SMALL);
    for (const cookie of ["", stranger.cookie, colleague.cookie]) {
      for (const cap of ["", other.cap]) {
        const headers: Record<string, string> = { cookie, [UPLOAD_CAP_HEADER]: cap };
        for (const method of ["HEAD", "DELETE"]) expect([method, (await ask(method, place.url, { headers })).status]).toEqual([method, 404]);
        const written = await ask("PATCH", place.url, { headers: { ...headers, ...BYTES, "upload-offset": "0" }, body: noise(10) });
        expect(written.status).toBe(404);
      }
    }
    expect(await sizeOnDisk(place)).toBeNull();
  });
});
