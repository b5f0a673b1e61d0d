/** Saving evidence to disk: straight into a chosen file where the browser can, else through a Blob. */
import type { PublicFile } from "@/lib/crypto/api";
import type { Client } from "./client";
import { readEvidence, readEvidenceBlob } from "./download-evidence";

type SavePicker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/** The File System Access picker, which not every browser has. */
export function savePicker(): SavePicker | null {
  const candidate: unknown = Reflect.get(globalThis, "showSaveFilePicker");
  return typeof candidate === "function" ? (candidate.bind(globalThis) as SavePicker) : null;
}

/** Offers bytes as a download under a neutral type. */
export function offerDownload(blob: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Saves under the recorded name. False when the person closed the picker. Rejects with EvidenceError; a file that did
 * not check to its last byte is not kept: an aborted writable leaves the disk as it was.
 */
export async function saveEvidence(client: Client, dossierId: string, file: PublicFile): Promise<boolean> {
  const pick = savePicker();
  if (pick === null) {
    offerDownload(await readEvidenceBlob(client, dossierId, file, "saved"), file.name);
    return true;
  }
  const handle = await pick({ suggestedName: file.name }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  });
  if (handle === null) return false;
  await readEvidence(client, dossierId, file, "saved").pipeTo(await handle.createWritable());
  return true;
}
