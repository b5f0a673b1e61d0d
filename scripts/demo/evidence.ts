/** Uploading evidence as the form does: registered, saved with the draft, sent, kept. */
import type { Compartment, PublicFile } from "@/lib/crypto/api";
import type { Client } from "@/lib/client/client";
import { keepBlobs } from "@/lib/client/keep-blobs";
import { recordSent, registerFile, startUpload, type UploadEvents } from "@/lib/client/upload-evidence";
import { demandOk } from "./people";

const QUIET: UploadEvents = { onProgress: () => undefined, onCreated: () => undefined, onConnected: () => undefined };

export async function uploadFile(client: Client, dossierId: string, file: File, compartment: Compartment = "c"): Promise<PublicFile> {
  const registered = await registerFile(client, { dossierId, compartment, file, name: file.name, derivedFrom: null });
  const done = await recordSent(client, demandOk("upload", await startUpload(client, registered, file, QUIET).done));
  demandOk("keep", await keepBlobs(client, dossierId, [done]));
  return done;
}
