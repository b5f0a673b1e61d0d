import "server-only";
import type { z } from "zod";
import { toHex } from "@/lib/shared/bytes";
import type { receipt } from "@/lib/wire/uploads";
import { db } from "../db";
import { holdsUploadCap } from "../dossiers/capabilities";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { evidenceStore, hashStoredBlob } from "./evidence";
import { completeBlob } from "./tus-server";

/** What the server has of an upload, computed from the bytes that it stored: the browser compares before it says "done". */
export async function readReceipt(blobId: string, request: Request): Promise<Outcome<z.output<typeof receipt>>> {
  const blob = await db().blob.findUnique({ where: { blobId } });
  if (blob === null || !holdsUploadCap(request, blob)) return refuse("not-found");
  const length = Number(blob.length);
  const cth = blob.complete && blob.cth !== null ? blob.cth : await hashComplete(blobId, length);
  return cth === null ? refuse("incomplete-upload") : { ok: true, value: { blob: blobId, length, cth: toHex(cth) } };
}

async function hashComplete(blobId: string, length: number): Promise<Uint8Array | null> {
  if ((await evidenceStore().offset(blobId)) !== length) return null;
  const cth = (await completeBlob(blobId, length)) ?? (await hashStoredBlob(blobId, length));
  await db().blob.update({ where: { blobId }, data: { cth } });
  return cth;
}
