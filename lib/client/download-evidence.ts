/** Reading evidence back: fetched as ciphertext, opened chunk by chunk in a worker that holds this file's key alone. */
import { SEALED_CHUNK_BYTES } from "@/lib/format/chunks";
import type { CustodyAction } from "@/lib/format/custody";
import type { PublicFile } from "@/lib/crypto/api";
import { concatBytes } from "@/lib/shared/bytes";
import { readRefusal } from "./api";
import type { Client } from "./client";
import { readingHeaders } from "./edit-draft";
import { recordCustody } from "./record-custody";

type EvidenceCode = "unreachable" | "tampered" | "unrecorded";

export class EvidenceError extends Error {
  readonly code: EvidenceCode;
  constructor(code: EvidenceCode) {
    super(code);
    this.name = "EvidenceError";
    this.code = code;
  }
}

type SealedRange = { readonly start: number; readonly end: number };

/** Sealed bytes of a stored file: all, or [start, end). "unreachable" when the server does not give just those, "tampered" when it has less than it took. */
export async function fetchSealed(
  client: Client, dossierId: string, blob: string, range: SealedRange | null = null,
): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const headers = await readingHeaders(client, dossierId);
  if (range !== null) headers["range"] = `bytes=${range.start}-${range.end - 1}`;
  const response = await client.api.raw(`/api/blobs/${blob}?dossier=${dossierId}`, { method: "GET", headers }).catch(() => null);
  if (response === null) throw new EvidenceError("unreachable");
  if (response.status === (range === null ? 200 : 206) && response.body !== null) return response.body.getReader();
  const { code } = await readRefusal(response);
  throw new EvidenceError(code === "damaged" ? "tampered" : "unreachable");
}

/**
 * The plaintext as a stream of verified chunks. The worker refuses the last one unless SHA-256 and tree hash of the whole
 * are those of the signed entry; the stream errors with EvidenceError, so a sink must not be trusted before it closes.
 * Before the first byte is fetched, `action` stands in the custody log; null where the caller has seen to that.
 */
export function readEvidence(client: Client, dossierId: string, file: PublicFile, action: CustodyAction | null = "viewed"): ReadableStream<Uint8Array> {
  const chunks = openChunks(client, dossierId, file, action);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

async function* openChunks(client: Client, dossierId: string, file: PublicFile, action: CustodyAction | null): AsyncGenerator<Uint8Array> {
  if (file.blob === null || file.sha256 === null) throw new EvidenceError("unreachable");
  if (action !== null) await demandRecorded(client, dossierId, file, action);
  const reader = await fetchSealed(client, dossierId, file.blob);
  const cipher = await client.fileCipher(file.fid);
  try {
    let index = 0;
    for await (const sealed of sealedChunks(reader, file.sealedBytes)) {
      const opened = await cipher.openChunk({ index: index++, sealed }).catch(() => {
        throw new EvidenceError("tampered");
      });
      yield opened;
    }
  } finally {
    cipher.close();
    await reader.cancel().catch(() => undefined);
  }
}

/** What cannot be written down is not opened. */
export async function demandRecorded(client: Client, dossierId: string, { fid }: PublicFile, action: CustodyAction): Promise<void> {
  const recorded = await recordCustody(client, { dossierId, action, fids: [fid] }).catch(() => null);
  if (recorded?.ok !== true) throw new EvidenceError("unrecorded");
}

/** Cuts the stream at chunk borders; throws "tampered" unless it has exactly `totalBytes`. */
async function* sealedChunks(reader: ReadableStreamDefaultReader<Uint8Array>, totalBytes: number): AsyncGenerator<Uint8Array> {
  const full = SEALED_CHUNK_BYTES;
  let parts: Uint8Array[] = [];
  let held = 0;
  let seen = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    seen += value.length;
    if (seen > totalBytes) throw new EvidenceError("tampered");
    parts.push(value);
    held += value.length;
    while (held >= full) {
      const joined = concatBytes(...parts);
      yield joined.subarray(0, full);
      parts = [joined.subarray(full)];
      held -= full;
    }
  }
  if (seen !== totalBytes) throw new EvidenceError("tampered");
  if (held > 0) yield concatBytes(...parts);
}

/** The whole file in memory, for previews. */
export async function readEvidenceBlob(client: Client, dossierId: string, file: PublicFile, action: CustodyAction | null = "viewed"): Promise<Blob> {
  const parts: BlobPart[] = [];
  const reader = readEvidence(client, dossierId, file, action).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type: file.mime });
    parts.push(value as BlobPart);
  }
}
