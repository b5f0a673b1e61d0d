import "server-only";
import type { z } from "zod";
import { equalBytes, toHex } from "@/lib/shared/bytes";
import { checkKeep, checkNextKeep, type Keep } from "@/lib/format/keep";
import type { keep } from "@/lib/wire/dossiers";
import type { Tx } from "../db";
import type { Outcome, Refusal } from "../http-errors";
import { refuse } from "../http-errors";
import { MAX_FILES_PER_DOSSIER } from "../limits/shown-limits";
import { may, type SessionUser } from "../session";
import { holdsUploadCap } from "./capabilities";
import { intakeStateOf } from "./judge-sent-move";
import { loadMoves } from "./move-rows";
import { transact } from "../transact";

/**
 * The next keep of a dossier: what it names stays, what it names no more may expire. The first keep that names a blob
 * shows the blob's upload capability. Sending the same again is no conflict.
 */
export async function storeKeep(session: SessionUser, dossierId: string, sent: z.output<typeof keep>, request: Request): Promise<Outcome<null>> {
  if (!may(session, "upload-evidence")) return refuse("forbidden");
  return transact(async (tx): Promise<Outcome<null>> => {
    const dossier = await tx.dossier.findUnique({ where: { dossierId }, include: { keep: true } });
    if (dossier === null) return refuse("not-found");
    const next = checkKeep(dossier.pk, sent);
    if (!next.ok) return refuse(next.code === "E_SIG" ? "bad-signature" : "malformed");
    if (next.value.blobs.length > MAX_FILES_PER_DOSSIER) return refuse("quota");
    if (dossier.keep !== null && equalBytes(dossier.keep.sig, sent.sig)) return { ok: true, value: null };
    const last = dossier.keep === null ? null : storedKeep(dossier.pk, dossier.keep);
    const follows = checkNextKeep(last, next.value, await mayShrink(tx, dossierId));
    if (!follows.ok) return refuse(follows.code === "E_SEQ" ? "conflict" : "closed");
    const known = new Set(last?.blobs.map(toHex));
    const added = next.value.blobs.map(toHex).filter((blobId) => !known.has(blobId));
    const refusal = await checkBlobs(tx, added, request);
    if (refusal !== null) return refusal;
    await writeKeep(tx, dossierId, next.value, sent, added);
    return { ok: true, value: null };
  });
}

function storedKeep(pk: Uint8Array, row: { readonly body: Uint8Array; readonly sig: Uint8Array }): Keep {
  const stored = checkKeep(pk, row);
  if (!stored.ok) throw new Error("a stored keep does not verify");
  return stored.value;
}

/** From the first submission on a keep only adds, until the dossier is withdrawn or was not admitted. */
async function mayShrink(tx: Tx, dossierId: string): Promise<boolean> {
  const intake = intakeStateOf(await loadMoves(tx, dossierId));
  return intake === null || intake === "withdrawn" || intake === "not-admitted";
}

async function checkBlobs(tx: Tx, blobIds: readonly string[], request: Request): Promise<Refusal | null> {
  const blobs = await tx.blob.findMany({ where: { blobId: { in: [...blobIds] } }, include: { keep: true } });
  if (blobs.length !== blobIds.length || !blobs.every((blob) => holdsUploadCap(request, blob))) return refuse("not-found");
  return blobs.every((blob) => blob.keep === null) ? null : refuse("conflict");
}

async function writeKeep(tx: Tx, dossierId: string, next: Keep, sent: z.output<typeof keep>, added: readonly string[]): Promise<void> {
  const data = { n: next.n, body: sent.body, sig: sent.sig };
  await tx.keep.upsert({ where: { dossierId }, create: { dossierId, ...data }, update: data });
  await tx.keepBlob.deleteMany({ where: { dossierId, blobId: { notIn: next.blobs.map(toHex) } } });
  await tx.keepBlob.createMany({ data: added.map((blobId) => ({ blobId, dossierId })) });
}
