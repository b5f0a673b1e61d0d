/** What the preview of a stored file is given: long documents and recordings by ranges, all else whole. */
import type { PublicFile } from "@/lib/crypto/api";
import type { CustodyAction } from "@/lib/format/custody";
import type { Client } from "./client";
import { readEvidenceBlob } from "./download-evidence";
import { openEvidenceRanges } from "./evidence-ranges";
import type { PreviewRequest } from "./preview/mount-preview";
import { MAX_PREVIEW_BYTES, previewKind, RANGED_KINDS } from "./preview/protocol";
import { SNIFF_BYTES } from "@/lib/clean/kinds";

/** Files up to this size are fetched at once, whatever they are. */
const SHORT_BYTES = 4 * 2 ** 20;

export type PreviewContent = Pick<PreviewRequest, "bytes" | "ranges"> & { close(): void };

/** `onFailure` hears why a range could not be had after the preview began. Rejects with EvidenceError. */
export async function openForPreview(client: Client, dossierId: string, file: PublicFile, onFailure: (cause: unknown) => void): Promise<PreviewContent> {
  const readWhole = async (action: CustodyAction | null): Promise<PreviewContent> => {
    const blob = await readEvidenceBlob(client, dossierId, file, action);
    return { bytes: new Uint8Array(await blob.arrayBuffer()), ranges: undefined, close: () => undefined };
  };
  if (file.sizeBytes <= SHORT_BYTES) return readWhole("viewed");
  const reader = await openEvidenceRanges(client, dossierId, file);
  try {
    const bytes = await reader.read(0, SNIFF_BYTES);
    const kind = previewKind(bytes);
    const isShownWhole = kind !== null && !RANGED_KINDS.has(kind) && file.sizeBytes <= MAX_PREVIEW_BYTES;
    // The beginning is also enough for what will be refused.
    if (!isShownWhole) return { bytes, ranges: { reader, onFailure }, close: () => reader.close() };
  } catch (cause) {
    reader.close();
    throw cause;
  }
  reader.close();
  return readWhole(null); // written down when its beginning was read
}
