/** A version of a dossier: the signed body that names keys, ciphertexts and wraps by their hashes. */
import { z } from "zod";
import { equalBytes, u64, type Bytes } from "../shared/bytes";
import type { DossierId, Hash } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import { decodeCbor, encodeCbor } from "./cbor";
import { COMPARTMENTS, isCompartmentLength, type CompartmentName } from "./compartment-names";
import { countField, hashField, keyField } from "./fields";
import { ciphertextHash, compartmentHash, dossierIdOf, versionHash, wrapsHash } from "./identifiers";
import type { Part } from "./labels";
import { NO_HASH } from "./log";
import type { CapRecord } from "./records";
import { verifySignature } from "./signature";

const perCompartment = z.strictObject({ c: hashField, i: hashField, s: hashField, n: hashField });

const versionSchema = z.strictObject({
  v: z.literal(1),
  t: z.literal("dossier"),
  pk: keyField,
  q: countField,
  prev: hashField,
  kids: perCompartment,
  ct: perCompartment,
  wo: hashField,
  wr: hashField,
});

/** pk: the dossier's signing key; q: number of the version; prev: H("dv", body of q-1), zeros at q = 0; kids, ct: per compartment. */
export type VersionBody = z.infer<typeof versionSchema>;

/** Encodes a body once; SIG(DSK, "dossier", body) is over these bytes. */
export function encodeVersionBody(body: Omit<VersionBody, "v" | "t">): Bytes {
  return encodeCbor({ v: 1, t: "dossier", ...body });
}

/** The parts of a version that a reader was given; a reader of content alone has neither `wo` nor the other compartments. */
export type VersionParts = {
  readonly body: Uint8Array;
  readonly sig: Uint8Array;
  readonly ct: { readonly [Name in CompartmentName]?: Uint8Array | undefined };
  readonly wo?: Uint8Array | undefined;
  readonly wr?: Uint8Array | undefined;
};

export type VersionError = "E_FORMAT" | "E_ID" | "E_SIG" | "E_WRAPS" | "E_CT";

/** A body that was checked, with its hash H("dv", body). */
export type CheckedVersion = { readonly body: VersionBody; readonly hash: Hash; readonly dossierId: DossierId };

/**
 * Checks a version before anything is opened: the id follows from the key (E_ID), the key signs (E_SIG), the wraps (E_WRAPS)
 * and ciphertexts (E_CT) are those that the body names. `rewraps`: hashes of wr from later signed `rewrap` entries for it.
 */
export function checkVersion(dossierId: DossierId, record: VersionParts, rewraps: readonly Uint8Array[] = []): Result<CheckedVersion, VersionError> {
  const parsed = decodeCbor(record.body, versionSchema);
  if (!parsed.ok) return parsed;
  const body = parsed.value;
  if (!equalBytes(dossierIdOf(body.pk), dossierId)) return err("E_ID");
  if (!verifySignature(body.pk, "dossier", record.sig, record.body)) return err("E_SIG");
  if ((body.q === 0) !== equalBytes(body.prev, NO_HASH)) return err("E_FORMAT");
  if (record.wo !== undefined && !equalBytes(wrapsHash(record.wo), body.wo)) return err("E_WRAPS");
  if (record.wr !== undefined) {
    const wr = wrapsHash(record.wr);
    if (![body.wr, ...rewraps].some((known) => equalBytes(known, wr))) return err("E_WRAPS");
  }
  for (const name of COMPARTMENTS) {
    const sealed = record.ct[name];
    if (sealed === undefined) continue;
    if (!isCompartmentLength(name, sealed.length) || !equalBytes(ciphertextHash(sealed), body.ct[name])) return err("E_CT");
  }
  return ok({ body, hash: versionHash(record.body), dossierId });
}

/** True if `next` follows `last` (null: nothing sent yet). */
export function isNextVersion(last: { readonly q: number; readonly hash: Uint8Array } | null, next: VersionBody): boolean {
  if (last === null) return next.q === 0 && equalBytes(next.prev, NO_HASH);
  return next.q === last.q + 1 && equalBytes(next.prev, last.hash);
}

/** Associated data of C_x. */
export function compartmentAd(dossierId: DossierId, q: number, name: CompartmentName): readonly Part[] {
  return ["comp", dossierId, u64(q), name];
}

/** Parts of att = SIG(IK_author, "author", …); `content` is the content compartment's CBOR before padding. */
export function attributionParts(dossierId: DossierId, body: Pick<VersionBody, "q" | "prev" | "kids">, content: Uint8Array): readonly Part[] {
  return [dossierId, u64(body.q), body.prev, body.kids.c, compartmentHash(content)];
}

/** True if the author with this identity key wrote exactly this content for this version. */
export function verifyAttribution(ik: Uint8Array, att: Uint8Array, version: CheckedVersion, content: Uint8Array): boolean {
  return verifySignature(ik, "author", att, ...attributionParts(version.dossierId, version.body, content));
}

/** The most by which the generation of a read capability may rise at once. */
export const CAP_STEP_MAX = 2 ** 32;

/** Parts of SIG(DSK, "cap", dossier_id, u64(n), cap), cap = readCapHash(read_cap). */
export function capParts(dossierId: DossierId, n: number, cap: Uint8Array): readonly Part[] {
  return [dossierId, u64(n), cap];
}

/** Creation of a dossier and every later replacement of its capability. E_ID unless the key is the dossier's; E_SEQ unless n rises by a legal step (`lastN` null at creation); E_SIG. */
export function checkCap(dossierId: DossierId, record: CapRecord, lastN: number | null): Result<null, "E_ID" | "E_SEQ" | "E_SIG"> {
  if (!equalBytes(dossierIdOf(record.pk), dossierId)) return err("E_ID");
  const isRising = lastN === null || (record.n > lastN && record.n - lastN <= CAP_STEP_MAX);
  if (!isRising) return err("E_SEQ");
  return verifySignature(record.pk, "cap", record.sig, ...capParts(dossierId, record.n, record.cap)) ? ok(null) : err("E_SIG");
}
