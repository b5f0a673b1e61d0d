/** Keeps: a dossier's signed list of the blobs that it holds, so that the server lets none of them expire (protocol 3.9). */
import type { PublicFile } from "@/lib/crypto/api";
import { decodeKeep } from "@/lib/format/keep";
import { toBase64Url, toHex } from "@/lib/shared/bytes";
import { err, ok, type Result } from "@/lib/shared/result";
import { dossier } from "@/lib/wire/dossiers";
import { UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";
import type { ApiCode } from "./api";
import type { Client } from "./client";
import { readCapHeader } from "./edit-draft";

/** A new name in a keep shows its upload capability in a header, and a header has room for about 250. */
const NEW_BLOBS_PER_KEEP = 150;
const ATTEMPTS = 5;

type Kept = { readonly n: number; readonly blobs: readonly string[]; readonly mayShrink: boolean };

/** Adds the blobs of these files; what was kept before stays. Answers the number of the keep in force, null if there is none. */
export function keepBlobs(client: Client, dossierId: string, files: readonly PublicFile[]): Promise<Result<number | null, ApiCode>> {
  return untilKept(client, dossierId, files, false);
}

/** Keeps these files and, while nothing was submitted yet, nothing else. */
export function keepExactly(client: Client, dossierId: string, files: readonly PublicFile[]): Promise<Result<number | null, ApiCode>> {
  return untilKept(client, dossierId, files, true);
}

/** Another upload or tab may be faster with the next number: then the keep is made anew on its. */
async function untilKept(client: Client, dossierId: string, files: readonly PublicFile[], exactly: boolean): Promise<Result<number | null, ApiCode>> {
  for (let attempt = 1; ; attempt++) {
    const last = await readKept(client, dossierId);
    if (!last.ok) return last;
    const sent = await sendKeeps(client, dossierId, files, exactly, last.value);
    if (sent.ok || sent.code !== "conflict" || attempt === ATTEMPTS) return sent;
  }
}

async function readKept(client: Client, dossierId: string): Promise<Result<Kept, ApiCode>> {
  const got = await client.api.get(`/api/dossiers/${dossierId}`, dossier, await readCapHeader(client, dossierId));
  if (!got.ok) return err(got.code);
  const opened = await client.vault.openDossier(got.value); // checks the keep's signature
  const mayShrink = opened.versions.length === 0;
  if (got.value.keep === undefined || opened.keepN === null) return ok({ n: -1, blobs: [], mayShrink });
  const keep = decodeKeep(got.value.keep.body);
  return keep.ok ? ok({ n: keep.value.n, blobs: keep.value.blobs.map(toHex), mayShrink }) : err("broken");
}

async function sendKeeps(
  client: Client,
  dossierId: string,
  files: readonly PublicFile[],
  exactly: boolean,
  last: Kept,
): Promise<Result<number | null, ApiCode>> {
  const fidOf = new Map(files.flatMap(({ blob, fid }) => (blob === null ? [] : [[blob, fid] as const])));
  const added = [...fidOf.keys()].filter((blob) => !last.blobs.includes(blob));
  let kept = exactly && last.mayShrink ? last.blobs.filter((blob) => fidOf.has(blob)) : [...last.blobs];
  if (added.length === 0 && kept.length === last.blobs.length) return ok(last.n < 0 ? null : last.n);
  let n = last.n;
  do {
    const next = added.splice(0, NEW_BLOBS_PER_KEEP);
    kept = [...kept, ...next];
    n += 1;
    const sent = await sendKeep(client, { dossierId, n, blobs: kept }, next.flatMap((blob) => fidOf.get(blob) ?? []));
    if (!sent.ok) return sent;
  } while (added.length > 0);
  return ok(n);
}

async function sendKeep(
  client: Client,
  keep: { dossierId: string; n: number; blobs: string[] },
  newFids: readonly string[],
): Promise<Result<null, ApiCode>> {
  const caps = await Promise.all(newFids.map(async (fid) => (await client.vault.uploadOf(fid))?.cap));
  const shown = caps.flatMap((cap) => (cap === undefined ? [] : [toBase64Url(cap)])).join(",");
  const headers = { ...(await readCapHeader(client, keep.dossierId)), ...(shown === "" ? {} : { [UPLOAD_CAP_HEADER]: shown }) };
  const sent = await client.api.send("PUT", `/api/dossiers/${keep.dossierId}/keep`, await client.vault.signKeep(keep), headers);
  return sent.ok ? ok(null) : err(sent.code);
}
