/** Reading evidence back: fetched as ciphertext, opened chunk by chunk in a worker that holds this file's key alone. */
import { SEALED_CHUNK_BYTES } from "@/lib/format/chunks";
import type { PublicFile } from "@/lib/crypto/api";
import { concatBytes } from "@/lib/shared/bytes";
import type { Client } from "./client";
import { readCapHeader } from "./edit-draft";

export class EvidenceError extends Error {
  readonly code: "unreachable" | "tampered";
  constructor(code: "unreachable" | "tampered") {
    super(code);
    this.name = "EvidenceError";
    this.code = code;
  }
}

type SealedRange = { readonly start: number; readonly end: number };

/** Sealed bytes of a stored file: all, or [start, end). "unreachable" when the server does not give just those. */
export async function fetchSealed(
  client: Client, dossierId: string, blob: string, range: SealedRange | null = null,
): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const own = (await client.vault.listOwnDossiers()).some((mine) => mine.dossierId === dossierId);
  const headers: Record<string, string> = own ? await readCapHeader(client, dossierId) : {};
  if (range !== null) headers["range"] = `bytes=${range.start}-${range.end - 1}`;
  const response = await client.api.raw(`/api/blobs/${blob}?dossier=${dossierId}`, { method: "GET", headers }).catch(() => null);
  if (response?.status !== (range === null ? 200 : 206) || response.body === null) throw new EvidenceError("unreachable");
  return response.body.getReader();
}

/**
 * The plaintext as a stream of verified chunks. The worker refuses the last one unless SHA-256 and tree hash of the whole
 * are those of the signed entry; the stream errors with EvidenceError, so a sink must not be trusted before it closes.
 */
export function readEvidence(client: Client, dossierId: string, file: PublicFile): ReadableStream<Uint8Array> {
  const chunks = openChunks(client, dossierId, file);
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

async function* openChunks(client: Client, dossierId: string, file: PublicFile): AsyncGenerator<Uint8Array> {
  if (file.blob === null || file.sha256 === null) throw new EvidenceError("unreachable");
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
export async function readEvidenceBlob(client: Client, dossierId: string, file: PublicFile): Promise<Blob> {
  const parts: BlobPart[] = [];
  const reader = readEvidence(client, dossierId, file).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type: file.mime });
    parts.push(value as BlobPart);
  }
}
