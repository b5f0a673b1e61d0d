import "server-only";
import type { Readable } from "node:stream";
import { DataStore, ERRORS, MemoryLocker, Server, Upload, type Locker } from "@tus/server";
import { sealedSize } from "@/lib/format/chunks";
import type { Bytes } from "@/lib/shared/bytes";
import { env } from "../env";
import { database, db } from "../db";
import { STATUS_OF } from "../http-errors";
import { processState } from "../process-state";
import { reportBug } from "../report-bug";
import { evidenceStore } from "./evidence";
import { storeErrorCode } from "./evidence-store";
import { PostgresLocker } from "./postgres-locker";
import { hashAt, keepHash, takeHash, type TreeHash } from "./tree-hash";

export const UPLOADS_PATH = "/api/uploads";
export const TUS_VERSION = "1.0.0";

/** The ids of uploads that are being created: chosen before tus sees the request, since their row comes first. */
const chosenIds = (): WeakMap<Request, string> => processState("upload-ids", () => new WeakMap<Request, string>());

/** Passes a request to tus; with `newId` it creates that upload. Authorisation is done by then. */
export function passToTus(request: Request, newId: string | null): Promise<Response> {
  if (newId !== null) chosenIds().set(request, newId);
  return tusServer().handleWeb(request);
}

export async function removeFromTus(blobId: string): Promise<void> {
  await tusServer().datastore.remove(blobId);
}

function tusServer(): Server {
  return processState("tus", makeServer);
}

function makeLocker(): Locker {
  const { url } = database();
  return url === null ? new MemoryLocker() : new PostgresLocker(url);
}

function makeServer(): Server {
  return new Server({
    path: UPLOADS_PATH,
    datastore: new StoredUploads(),
    locker: makeLocker(),
    maxSize: sealedSize(env().maxFileBytes),
    relativeLocation: true,
    allowedOrigins: [env().publicUrl],
    namingFunction: (request) => {
      const id = chosenIds().get(request);
      if (id === undefined) throw new Error("an upload without an id");
      return id;
    },
    // It can run twice for one upload, and not at all when the process ends in between: then the receipt does this.
    onUploadFinish: async (_request, upload) => {
      await completeBlob(upload.id, upload.offset);
      return {};
    },
    onResponseError: (_request, error) => {
      // What tus refuses itself has a status.
      if (!(error instanceof Error) || "status_code" in error) return undefined;
      const code = storeErrorCode(error) ?? "broken";
      if (code !== "conflict") reportBug("uploads", error);
      return { status_code: STATUS_OF[code], body: code };
    },
  });
}

/** Ends an upload of `length` bytes; answers its tree hash if the bytes were hashed as they came. */
export async function completeBlob(blobId: string, length: number): Promise<Bytes | null> {
  await evidenceStore().settle(blobId);
  const cth = takeHash(blobId, length);
  await db().blob.updateMany({ where: { blobId, complete: false }, data: { complete: true, ...(cth === null ? {} : { cth }) } });
  return cth;
}

/**
 * Uploads as tus sees them: bytes in the evidence store, and of what tus would write beside them the length alone, in
 * the blob's row. The offset is what the store has.
 */
class StoredUploads extends DataStore {
  // As OPTIONS tells them: every length is known from the beginning, and handle-upload.ts sees to the end of what expires.
  override extensions = ["creation", "creation-with-upload", "termination", "expiration"];

  /** The row is there already, and a blob begins with its first byte. */
  override create(upload: Upload): Promise<Upload> {
    return Promise.resolve(upload);
  }

  override async getUpload(blobId: string): Promise<Upload> {
    const row = await db().blob.findUnique({ where: { blobId }, select: { length: true } });
    if (row === null) throw Object.assign(new Error("no such upload"), ERRORS.FILE_NOT_FOUND);
    return new Upload({ id: blobId, size: Number(row.length), offset: await evidenceStore().offset(blobId) });
  }

  override async write(readable: Readable, blobId: string, offset: number): Promise<number> {
    const hash = hashAt(blobId, offset);
    const end = await evidenceStore().append(blobId, hashing(readable, hash), offset);
    if (hash?.length === end) keepHash(blobId, hash);
    return end;
  }

  override async remove(blobId: string): Promise<void> {
    await evidenceStore().remove(blobId);
    await db().blob.deleteMany({ where: { blobId } });
  }
}

/**
 * Bytes are hashed as they come. Who stops reading leaves the rest to tus: a stream that ended before the store has told
 * why would be taken for a line that broke.
 */
async function* hashing(readable: Readable, hash: TreeHash | null): AsyncGenerator<Uint8Array> {
  const parts: AsyncIterable<Uint8Array> = readable.iterator({ destroyOnReturn: false });
  for await (const part of parts) {
    hash?.update(part);
    yield part;
  }
}
