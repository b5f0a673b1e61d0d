import "server-only";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { BucketClient, type BucketAnswer, type BucketSettings } from "./bucket-client";
import { keyOf, MAX_PIECE_BYTES, PieceWriter, readList, type Piece } from "./bucket-pieces";
import { StoreError, StoreUnusable, type EvidenceStore } from "./evidence-store";

const WRITE_ONCE = { "if-none-match": "*" };
const LISTED = 1000;

/**
 * A blob is a run of objects that are written once and never again (docs/decisions/011). An attempt that comes late,
 * after another has been acknowledged, finds its place taken and changes nothing.
 */
export class BucketStore implements EvidenceStore {
  readonly #client: BucketClient;
  readonly #url: string;
  readonly #listed: number;

  constructor(settings: BucketSettings) {
    this.#client = new BucketClient(settings);
    this.#url = settings.url;
    this.#listed = settings.listed ?? LISTED;
  }

  async prepare(): Promise<void> {
    const reason = await this.#findFault();
    if (reason !== null) {
      throw new StoreUnusable(`The bucket ${this.#url} cannot be used for evidence: ${reason}. See README.md, "Evidence in a bucket".`);
    }
  }

  async offset(blobId: string): Promise<number> {
    const [last] = await this.#list(blobId, 1);
    return last?.end ?? 0;
  }

  async append(blobId: string, bytes: AsyncIterable<Uint8Array>, offset: number): Promise<number> {
    if ((await this.offset(blobId)) !== offset) throw new StoreError("conflict");
    const writer = new PieceWriter(offset, async (start, parts) => {
      const { status } = await this.#client.call("PUT", keyOf(blobId, start), { headers: WRITE_ONCE, body: parts });
      if (status === 412) throw new StoreError("conflict");
      mustBe(status, [200]);
    });
    try {
      for await (const part of bytes) await writer.add(part);
    } finally {
      await writer.end();
    }
    return writer.position;
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }

  async read(blobId: string, start: number, end: number): Promise<Readable> {
    if (end <= start) return Readable.from([]);
    const slices = this.#slices(blobId, await this.#piecesOf(blobId, start, end), start, end);
    const first = await slices.next();
    return Readable.from(resume(first, slices), { objectMode: false });
  }

  async remove(blobId: string): Promise<void> {
    for (let pieces = await this.#list(blobId); pieces.length > 0; pieces = await this.#list(blobId)) {
      for (const { start } of pieces) mustBe((await this.#client.call("DELETE", keyOf(blobId, start))).status, [200, 204, 404]);
    }
  }

  async list(): Promise<readonly string[]> {
    const found: string[] = [];
    for (let after = ""; ; ) {
      const query = { "list-type": "2", "max-keys": String(this.#listed), delimiter: "/", ...(after === "" ? {} : { "start-after": after }) };
      const answer = mustList(await this.#client.call("GET", "", { query }));
      const ids = [...answer.matchAll(/<Prefix>([0-9a-f]{32})\/<\/Prefix>/g)].flatMap(([, id]) => id ?? []);
      found.push(...ids);
      if (ids.length === 0) return found;
      after = `${ids.at(-1) ?? ""}0`; // the character after the slash: behind all pieces of the last
    }
  }

  freeBytes(): Promise<null> {
    return Promise.resolve(null);
  }

  locate(blobId: string): string {
    return `${this.#url}/${blobId}/`;
  }

  /** Reads, writes, deletes, and sees that nothing is written over. */
  async #findFault(): Promise<string | null> {
    const key = keyOf(randomBytes(16).toString("hex"), 0);
    const statuses: number[] = [];
    try {
      statuses.push((await this.#client.call("GET", "", { query: { "list-type": "2", "max-keys": "1" } })).status);
      for (let i = 0; i < 2; i++) statuses.push((await this.#client.call("PUT", key, { headers: WRITE_ONCE })).status);
      statuses.push((await this.#client.call("DELETE", key)).status);
    } catch (error) {
      return `it cannot be reached (${describeCause(error)})`;
    }
    const [listed = 0, written = 0, again = 0, deleted = 0] = statuses;
    if (listed === 404) return "there is no such bucket";
    if (again === 200) return "it lets an object be written over although the request says If-None-Match: *";
    const allowed = listed === 200 && written === 200 && again === 412 && (deleted === 200 || deleted === 204);
    return allowed ? null : `it answered ${statuses.join(", ")} to list, write, write again and delete; look at the keys, the region and their rights`;
  }

  /** Pieces of a blob, the last of them first, `most` at most; only what begins before `before`. */
  async #list(blobId: string, most = this.#listed, before?: number): Promise<readonly Piece[]> {
    const after = before === undefined ? {} : { "start-after": keyOf(blobId, before) };
    const query = { "list-type": "2", prefix: `${blobId}/`, "max-keys": String(Math.min(most, this.#listed)), ...after };
    return readList(mustList(await this.#client.call("GET", "", { query })));
  }

  /** The pieces that hold a range, in order. Throws when a byte of it is in none. */
  async #piecesOf(blobId: string, start: number, end: number): Promise<readonly Piece[]> {
    const most = Math.ceil((end - start) / MAX_PIECE_BYTES) + 1;
    const pieces: Piece[] = [];
    let before = end;
    while (before > start) {
      const found = await this.#list(blobId, most, before);
      if (found.length === 0) throw new StoreError("damaged");
      for (const piece of found) {
        if (pieces.length === 0 ? piece.end < end : piece.end !== before) throw new StoreError("damaged");
        pieces.push(piece);
        before = piece.start;
        if (before <= start) break;
      }
    }
    return pieces.reverse();
  }

  /** One piece at a time, whole: a reader who pauses holds no connection to the object store. */
  async *#slices(blobId: string, pieces: readonly Piece[], start: number, end: number): AsyncGenerator<Buffer> {
    for (const piece of pieces) {
      const [from, to] = [Math.max(start, piece.start) - piece.start, Math.min(end, piece.end) - piece.start];
      const { status, body } = await this.#client.call("GET", keyOf(blobId, piece.start), { headers: { range: `bytes=${from}-${to - 1}` } });
      if (status === 404) throw new StoreError("damaged");
      mustBe(status, [200, 206]);
      if (body.length !== to - from) throw new StoreError("damaged");
      yield body;
    }
  }
}

/** The first was asked for already, so that a store that does not answer is known before an answer has begun. */
async function* resume(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (first.done !== true) yield first.value;
  yield* rest;
}

function mustList({ status, body }: BucketAnswer): string {
  mustBe(status, [200]);
  return body.toString();
}

/** Anything else is the operator's to mend, and may go afterwards. */
function mustBe(status: number, expected: readonly number[]): void {
  if (!expected.includes(status)) throw new StoreError("unavailable", { cause: `status ${status}` });
}

function describeCause(error: unknown): string {
  const cause = error instanceof StoreError ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
