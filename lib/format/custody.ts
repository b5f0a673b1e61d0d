/** The custody log of a dossier: who of the coalition's side saw, saved or took along which exhibit, in one signed chain. */
import { z } from "zod";
import { u64, type Bytes } from "../shared/bytes";
import type { DossierId, Hash, UserId } from "../shared/ids";
import type { Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { checkLink, type LinkError } from "./chain";
import { bytesOf, countField, hashField, idField } from "./fields";
import { custodyHash } from "./identifiers";
import { prf, type Part } from "./labels";
import { logBoxField } from "./log-bodies";
import { isDay } from "./move";
import type { CustodyRecord } from "./records";

const custodySchema = z.strictObject({
  v: z.literal(1),
  t: z.literal("custody"),
  dossier_id: idField<DossierId>(),
  n: countField,
  prev: hashField,
  by: idField<UserId>(),
  day: z.string().refine(isDay),
  at_version: z.strictObject({ q: countField, hash: hashField }),
  b: logBoxField,
  seen: z.strictObject({ seq: countField, hash: hashField }),
});

/**
 * n, prev: place in the dossier's chain; by: the reviewer or coordinator; day: when (YYYY-MM-DD); at_version: the version
 * whose content key boxes `b`; seen: the coalition's log.
 */
export type Custody = z.infer<typeof custodySchema>;

/** viewed: opened on the screen; saved: written to a disk; exported: put into a package. */
export const CUSTODY_ACTIONS = ["viewed", "saved", "exported"] as const;
export type CustodyAction = (typeof CUSTODY_ACTIONS)[number];

/** One act on at most this many files; a larger package makes several entries. */
export const CUSTODY_FILES_MAX = 500;

const boxSchema = z
  .strictObject({
    action: z.enum(CUSTODY_ACTIONS),
    files: z.array(z.strictObject({ fid: bytesOf(16), sha256: bytesOf(32) })).min(1).max(CUSTODY_FILES_MAX),
    package_id: bytesOf(16).optional(),
  })
  .refine(({ action, package_id: packageId }) => (action === "exported") === (packageId !== undefined));

/** What was done to which files, each named by `fid` and the SHA-256 of the file itself; package_id: only of `exported`. */
export type CustodyBox = z.infer<typeof boxSchema>;

/** Encodes an entry once; SIG(IK, "custody", entry) is over these bytes. */
export function encodeCustody(custody: Omit<Custody, "v" | "t">): Bytes {
  return encodeCbor({ v: 1, t: "custody", ...custody });
}

/** Reads an entry; until the signature of `by` is checked it is only a claim. */
export function decodeCustody(bytes: Uint8Array): Result<Custody, "E_FORMAT"> {
  return decodeCbor(bytes, custodySchema);
}

export function encodeCustodyBox(box: CustodyBox): Bytes {
  return encodeCbor(box);
}

export function decodeCustodyBox(bytes: Uint8Array): Result<CustodyBox, "E_FORMAT"> {
  return decodeCbor(bytes, boxSchema);
}

/** The key of `b`: PRF(K_c of the version, "custody"). */
export function custodyKey(contentKey: Uint8Array): Bytes {
  return prf(contentKey, "custody");
}

/** Associated data of `b`: a box fits its one place in the chain, its version and its signer. */
export function custodyAd({ dossier_id: dossierId, n, at_version: { q }, by }: Pick<Custody, "dossier_id" | "n" | "at_version" | "by">): readonly Part[] {
  return ["custody", dossierId, u64(n), u64(q), by];
}

/** The last entry of a chain, as far as its successor needs it. */
export type CustodyEnd = { readonly custody: Custody; readonly hash: Hash };

export function custodyEnd(custody: Custody, record: CustodyRecord): CustodyEnd {
  return { custody, hash: custodyHash(record.custody, record.sig) };
}

/** Checks that `next` follows `last` (null: begins the dossier's chain). */
export function checkNextCustody(last: CustodyEnd | null, next: Custody): Result<null, LinkError> {
  return checkLink(last === null ? null : { link: last.custody, hash: last.hash }, next);
}
