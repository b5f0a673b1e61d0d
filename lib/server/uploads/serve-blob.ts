import "server-only";
import { Readable } from "node:stream";
import { db } from "../db";
import { mayReadDossier } from "../dossiers/reach";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import type { SessionUser } from "../session";
import { evidenceStore } from "./evidence";

type Range = { readonly start: number; readonly end: number };

/** A blob that the dossier's keep names, to whoever may read the dossier; whole, or one range of it. */
export async function serveBlob(session: SessionUser, blobId: string, dossierId: string, request: Request): Promise<Outcome<Response>> {
  const kept = await db().keepBlob.findFirst({ where: { blobId, dossierId, blob: { complete: true } }, include: { blob: true } });
  if (kept === null || !(await mayReadDossier(session, dossierId, request))) return refuse("not-found");
  const length = Number(kept.blob.length);
  const range = readRange(request.headers.get("range"), length);
  if (range === "unsatisfiable") {
    return { ok: true, value: new Response(null, { status: 416, headers: { "content-range": `bytes */${length}` } }) };
  }
  return { ok: true, value: await streamBlob(blobId, length, range) };
}

/** One range of bytes, `end` included; null for none or for several, which are answered whole (RFC 9110, 14.2). */
function readRange(header: string | null, length: number): Range | null | "unsatisfiable" {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  const [from, to] = [match?.[1] ?? "", match?.[2] ?? ""];
  if (match === null || (from === "" && to === "")) return null;
  if (from === "") return suffixRange(Number(to), length);
  const start = Number(from);
  const end = to === "" ? length - 1 : Math.min(Number(to), length - 1);
  return start <= end ? { start, end } : "unsatisfiable";
}

function suffixRange(count: number, length: number): Range | "unsatisfiable" {
  return count === 0 ? "unsatisfiable" : { start: Math.max(0, length - count), end: length - 1 };
}

async function streamBlob(blobId: string, length: number, range: Range | null): Promise<Response> {
  const { start, end } = range ?? { start: 0, end: length - 1 };
  const stream = Readable.toWeb(await evidenceStore().read(blobId, start, end + 1)) as ReadableStream<Uint8Array>;
  const headers = new Headers({
    "accept-ranges": "bytes",
    "content-disposition": "attachment",
    "content-length": String(end - start + 1),
    "content-type": "application/octet-stream",
  });
  if (range !== null) headers.set("content-range", `bytes ${start}-${end}/${length}`);
  return new Response(stream, { status: range === null ? 200 : 206, headers });
}
