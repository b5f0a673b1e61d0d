import "server-only";
import { pipeline, Transform, type Readable } from "node:stream";
import { FileStore } from "@tus/file-store";
import { MemoryLocker, Server, type Locker } from "@tus/server";
import { sealedSize } from "@/lib/format/chunks";
import type { Bytes } from "@/lib/shared/bytes";
import { env } from "../env";
import { database, db } from "../db";
import { processState } from "../process-state";
import { reportBug } from "../report-bug";
import { settleBlob, syncBlob } from "./evidence-folder";
import { PostgresLocker } from "./postgres-locker";
import { hashAt, keepHash, takeHash } from "./tree-hash";

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
  const { evidenceFolder } = env();
  return processState(`tus ${evidenceFolder}`, () => makeServer(evidenceFolder));
}

function makeLocker(): Locker {
  const { url } = database();
  return url === null ? new MemoryLocker() : new PostgresLocker(url);
}

function makeServer(directory: string): Server {
  return new Server({
    path: UPLOADS_PATH,
    datastore: new EvidenceStore({ directory, configstore: rowsAsConfig }),
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
      if (error instanceof Error && !("status_code" in error)) reportBug("uploads", error);
      return undefined;
    },
  });
}

/** Puts an upload of `length` bytes on the disk to its last byte; answers its tree hash if the bytes were hashed as they came. */
export async function completeBlob(blobId: string, length: number): Promise<Bytes | null> {
  await settleBlob(blobId);
  const cth = takeHash(blobId, length);
  await db().blob.updateMany({ where: { blobId, complete: false }, data: { complete: true, ...(cth === null ? {} : { cth }) } });
  return cth;
}

/** Bytes are hashed as they come, and on the disk itself before they are acknowledged. */
class EvidenceStore extends FileStore {
  // As OPTIONS tells them: every length is known from the beginning, and handle-upload.ts sees to the end of what expires.
  override extensions = ["creation", "creation-with-upload", "termination", "expiration"];

  override async write(readable: Readable, blobId: string, offset: number): Promise<number> {
    const hash = hashAt(blobId, offset);
    const hashed = new Transform({
      transform(bytes: Buffer, _encoding, callback) {
        hash?.update(bytes);
        callback(null, bytes);
      },
    });
    // A sender that goes away ends it with an error, which the store tells.
    pipeline(readable, hashed, () => undefined);
    const end = await super.write(hashed, blobId, offset);
    await syncBlob(blobId);
    if (hash?.length === end) keepHash(blobId, hash);
    return end;
  }
}

type Config = NonNullable<ConstructorParameters<typeof FileStore>[0]["configstore"]>;
type StoredUpload = NonNullable<Awaited<ReturnType<Config["get"]>>>;

/**
 * What tus would write beside each file, and a time with it, is the blob's row here: the length. The offset is always
 * the file's own size, so what was acknowledged is what is there.
 */
const rowsAsConfig: Config = {
  get: async (blobId) => {
    const row = await db().blob.findUnique({ where: { blobId }, select: { length: true } });
    if (row === null) return undefined;
    const upload: Pick<StoredUpload, "id" | "size" | "offset"> = { id: blobId, size: Number(row.length), offset: 0 };
    return upload as StoredUpload;
  },
  set: () => Promise.resolve(),
  delete: async (blobId) => {
    await db().blob.deleteMany({ where: { blobId } });
  },
};
