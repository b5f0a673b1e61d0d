import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { isLegalUploadLength, sealedSize } from "@/lib/format/chunks";
import { uploadCapHash } from "@/lib/format/identifiers";
import { toBase64Url } from "@/lib/shared/bytes";
import { hexId } from "@/lib/wire/encoding";
import type { ErrorCode } from "@/lib/wire/errors";
import { NEW_UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";
import { nowSeconds, today } from "../clock";
import { db } from "../db";
import { holdsUploadCap } from "../dossiers/capabilities";
import { env } from "../env";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { answerJson, answerRefusal, withHeaders } from "../http/answer";
import { isSameOrigin } from "../http/same-origin";
import { spendQuota } from "../limits/quota";
import { takeSpace } from "../limits/space";
import { reportBug } from "../report-bug";
import { may, readSession } from "../session";
import { hasRoomFor } from "./evidence";
import { storeErrorCode } from "./evidence-store";
import { expiryAfter, isExpired } from "./expiry";
import { passToTus, TUS_VERSION } from "./tus-server";

const paramsSchema = z.object({ path: z.array(z.string()).default([]) });

/** The tus protocol, without reading: POST needs a session, the rest the upload's capability. OPTIONS tells what is spoken here. */
export async function handleUpload(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
  try {
    const { path } = paramsSchema.parse(await context.params);
    const outcome = isSameOrigin(request) ? await dispatch(request, path) : refuse("forbidden");
    return withTusVersion(outcome.ok ? cleanAnswer(outcome.value) : answerRefusal(outcome));
  } catch (error) {
    reportBug(`${request.method} uploads`, error);
    return withTusVersion(answerRefusal(refuse(storeErrorCode(error) ?? "broken")));
  }
}

async function dispatch(request: Request, path: readonly string[]): Promise<Outcome<Response>> {
  const [id, ...rest] = path;
  if (rest.length > 0) return refuse("not-found");
  if (request.method === "OPTIONS") return { ok: true, value: await passToTus(request, null) };
  if (id === undefined) return request.method === "POST" ? createUpload(request) : refuse("not-found");
  if (request.method === "POST" || !hexId.safeParse(id).success) return refuse("not-found");
  return continueUpload(request, id);
}

/** Passes on what is in the form of the protocol; tus itself has other statuses for what is not. */
function pass(request: Request, newId: string | null): Promise<Response> {
  const { method, headers } = request;
  const refused = (status: number): Promise<Response> => Promise.resolve(new Response(null, { status }));
  if (headers.get("tus-resumable") !== TUS_VERSION) return refused(412);
  if (method === "PATCH" && headers.get("content-type") !== "application/offset+octet-stream") return refused(415);
  return passToTus(request, newId);
}

/** The row comes first, then the bytes: a row without bytes is swept, bytes without a row would stay. */
async function createUpload(request: Request): Promise<Outcome<Response>> {
  const session = await readSession(request);
  if (session === null) return refuse("no-session");
  if (!may(session, "upload-evidence")) return refuse("forbidden");
  const length = readLength(request);
  if (!length.ok) return length;
  if (!(await hasRoomFor(length.value))) return refuse("full");
  const spent = (kind: "uploads" | "bytes", amount: number): boolean => spendQuota(session.userId, kind, amount, nowSeconds());
  if (!spent("uploads", 1)) return refuse("quota");
  const blobId = randomBytes(16).toString("hex");
  const cap = new Uint8Array(randomBytes(32));
  const row = { blobId, capHash: new Uint8Array(uploadCapHash(cap)), length: BigInt(length.value), complete: false, lastByteDay: today() };
  const taken = await takeSpace(session.userId, row);
  if (!taken.ok) return taken;
  const response = spent("bytes", length.value) ? tellExpiry(await pass(request, blobId), length.value) : null;
  if (response?.status === 201) response.headers.set(NEW_UPLOAD_CAP_HEADER, toBase64Url(cap));
  else await db().blob.deleteMany({ where: { blobId } });
  return response === null ? refuse("quota") : { ok: true, value: response };
}

/** Only lengths that sealed files have, and no word about them. */
function readLength({ headers }: Request): Outcome<number> {
  if (headers.has("upload-metadata") || headers.has("upload-defer-length") || headers.has("upload-concat")) return refuse("malformed");
  const text = headers.get("upload-length") ?? "";
  const length = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!isLegalUploadLength(length)) return refuse("malformed");
  return length > sealedSize(env().maxFileBytes) ? refuse("too-large") : { ok: true, value: length };
}

/** Whoever lacks the capability is told the same as for an upload that never was. */
async function continueUpload(request: Request, blobId: string): Promise<Outcome<Response>> {
  const blob = await db().blob.findUnique({ where: { blobId }, include: { keep: true } });
  if (blob === null || !holdsUploadCap(request, blob)) return refuse("not-found");
  if (isExpired(blob)) return refuse("expired");
  if (request.method === "DELETE" && blob.keep !== null) return refuse("conflict");
  if (request.method === "PATCH" && blob.lastByteDay !== today()) {
    await db().blob.update({ where: { blobId }, data: { lastByteDay: today() } });
  }
  const response = await pass(request, null);
  return { ok: true, value: request.method === "PATCH" && blob.keep === null ? tellExpiry(response, Number(blob.length)) : response };
}

/** An upload that has got bytes today, and is still without some, goes two weeks from now. */
function tellExpiry(response: Response, length: number): Response {
  const isUnfinished = response.ok && Number(response.headers.get("upload-offset") ?? 0) < length;
  if (isUnfinished) response.headers.set("upload-expires", expiryAfter(today()));
  return response;
}

/** What tus refuses keeps its status, by which any tus client goes. */
const CODE_OF_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, "malformed"],
  [403, "malformed"], // a PATCH without an offset
  [404, "not-found"],
  [409, "conflict"],
  [410, "expired"],
  [412, "malformed"],
  [413, "too-large"],
  [415, "malformed"],
  [503, "unavailable"],
  [507, "full"],
]);

/** tus answers to any origin and in its own words; this server has one origin and codes. */
function cleanAnswer(response: Response): Response {
  const crossOrigin = [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));
  for (const name of crossOrigin) response.headers.delete(name);
  if (response.status < 400) return withHeaders(response);
  const code = CODE_OF_STATUS.get(response.status);
  return code === undefined ? answerRefusal(refuse("broken")) : answerJson({ code }, response.status);
}

function withTusVersion(response: Response): Response {
  response.headers.set("tus-resumable", TUS_VERSION);
  if (response.status === 412) response.headers.set("tus-version", TUS_VERSION);
  return response;
}
