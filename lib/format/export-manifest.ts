/** manifest.json and manifest.sig of an exported package: JSON and hex, so that `sha256sum` and a text editor suffice to check. */
import { sha256 } from "@noble/hashes/sha2.js";
import { z } from "zod";
import { concatBytes, fromHex, fromUtf8, toHex, utf8, type Bytes } from "../shared/bytes";
import type { Hash } from "../shared/ids";
import { err, ok, type Result } from "../shared/result";
import type { Part } from "./labels";
import { isDay } from "./move";
import { verifySignature } from "./signature";

function hexField(bytes: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
}

const memberField = z.strictObject({
  name: z.string().min(1).max(255),
  size: z.int().min(0),
  sha256: hexField(32),
  what: z.string().max(200).optional(),
});

const manifestSchema = z.strictObject({
  version: z.literal(1),
  package_id: hexField(16),
  created: z.string().refine(isDay),
  audience: z.string().min(1).max(64),
  recipe: z.string().min(1).max(64),
  redactions: z.array(z.string().max(500)).max(1000),
  members: z.array(memberField).max(10_000),
  versions: z.array(z.strictObject({ salt: hexField(16), hash: hexField(32) })).max(512),
  signer: hexField(32),
});

/**
 * members: every file of the package but manifest.json and manifest.sig; versions: the dossier versions it was built from,
 * `exportVersionHash` with its salt; signer: SHA-256 of the signer's identity key; created: a day.
 */
export type Manifest = z.infer<typeof manifestSchema>;

const manifestSigSchema = z.strictObject({ ik: hexField(32), sig: hexField(64) });

/** The bytes of manifest.json; sign and store these, never others. Throws if the manifest breaks its own schema. */
export function encodeManifest(manifest: Omit<Manifest, "version">): Bytes {
  return utf8(`${JSON.stringify(manifestSchema.parse({ version: 1, ...manifest }), null, 2)}\n`);
}

/** Parts of SIG(IK, "export", package_id, SHA-256(manifest.json bytes)). */
export function exportParts(packageId: Uint8Array, manifestBytes: Uint8Array): readonly Part[] {
  return [packageId, sha256(manifestBytes)];
}

/** The bytes of manifest.sig. */
export function encodeManifestSig(ik: Uint8Array, sig: Uint8Array): Bytes {
  return utf8(`${JSON.stringify({ ik: toHex(ik), sig: toHex(sig) }, null, 2)}\n`);
}

/** Fingerprint of an identity key: SHA-256, hex. */
export function signerFingerprint(ik: Uint8Array): string {
  return toHex(sha256(ik));
}

/** SHA-256(salt ‖ H("dv", body)), salt of 16 bytes: names a version to whoever has it and to nobody else. */
export function exportVersionHash(salt: Uint8Array, version: Hash): Bytes {
  return sha256(concatBytes(salt, version));
}

/** Checks form, fingerprint (E_ID) and signature. Whether to trust the key is the reader's question. */
export function verifyManifest(manifestBytes: Uint8Array, sigBytes: Uint8Array): Result<Manifest, "E_FORMAT" | "E_ID" | "E_SIG"> {
  const manifest = manifestSchema.safeParse(parseJson(manifestBytes));
  const seal = manifestSigSchema.safeParse(parseJson(sigBytes));
  if (!manifest.success || !seal.success) return err("E_FORMAT");
  const ik = fromHex(seal.data.ik);
  if (signerFingerprint(ik) !== manifest.data.signer) return err("E_ID");
  const parts = exportParts(fromHex(manifest.data.package_id), manifestBytes);
  return verifySignature(ik, "export", fromHex(seal.data.sig), ...parts) ? ok(manifest.data) : err("E_SIG");
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return undefined;
  }
}
