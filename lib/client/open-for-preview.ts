/** What the preview of a stored file is given: long documents and recordings by ranges, all else whole. */
import type { PublicFile } from "@/lib/crypto/api";
import type { Client } from "./client";
import { readEvidenceBlob } from "./download-evidence";
import { openEvidenceRanges } from "./evidence-ranges";
import type { PreviewRequest } from "./preview/mount-preview";
import { MAX_PREVIEW_BYTES, previewKind, RANGED_KINDS } from "./preview/protocol";
import { SNIFF_BYTES } from "./scrub/sniff-kind";

export type PreviewContent = Pick<PreviewRequest, "bytes" | "ranges"> & { close(): void };

/** `onFailure` hears why a range could not be had after the preview began. Rejects with EvidenceError. */
export async function openForPreview(client: Client, dossierId: string, file: PublicFile, onFailure: (cause: unknown) => void): Promise<PreviewContent> {
  const reader = await openEvidenceRanges(client, dossierId, file);
  try {
    const bytes = await reader.read(0, Math.min(SNIFF_BYTES, reader.size));
    const kind = previewKind(bytes);
    if (kind !== null && RANGED_KINDS.has(kind)) return { bytes, ranges: { reader, onFailure }, close: () => reader.close() };
    reader.close();
    // Too long or of no known kind: its beginning is enough for the frame's refusal.
    if (kind === null || file.sizeBytes > MAX_PREVIEW_BYTES) return { bytes, ranges: { reader, onFailure }, close: () => undefined };
    const blob = await readEvidenceBlob(client, dossierId, file);
    return { bytes: new Uint8Array(await blob.arrayBuffer()), ranges: undefined, close: () => undefined };
  } catch (cause) {
    reader.close();
    throw cause;
  }
}
