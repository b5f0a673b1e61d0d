/** A package made of a sample dossier and real files, signed with a real key. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { selectForAudience, type MemoData, type Naming } from "@/lib/domain/package-recipe";
import type { Dossier } from "@/lib/domain/dossier/compartments";
import { sampleDossier } from "@/lib/domain/testing/sample-dossier";
import { sigMessage } from "@/lib/format/labels";
import { concatBytes, toHex, utf8, type Bytes } from "@/lib/shared/bytes";
import { asHash } from "@/lib/shared/ids";
import type { PackageDossier, PackageFile, PackageInput, PackageOutcome } from "../package-input";
import { buildPackage } from "../build-package";

export const SIGNING_KEY = new Uint8Array(32).fill(7);
export const PACKAGE_ID = new Uint8Array(16).fill(9);

export function fileOf(fid: string, mime: string, bytes: Bytes, claimed: Bytes = bytes): PackageFile {
  const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, i) => bytes.slice(i * 1000, (i + 1) * 1000));
  return { fid, mime, size: claimed.length, sha256: toHex(sha256(claimed)), open: () => new Blob(chunks).stream() };
}

export function memoOf(dossier: Dossier, naming: Naming = "redacted"): MemoData {
  const selected = selectForAudience(dossier.content, naming === "named" ? dossier.identity : null, { audience: "us", naming });
  if (!selected.ok) throw new Error(selected.code);
  return selected.value.memo;
}

export function packageDossier(files: (fids: readonly string[]) => PackageFile[], naming: Naming = "redacted", dossier = sampleDossier()): PackageDossier {
  const memo = memoOf(dossier, naming);
  const fids = memo.exhibits.flatMap(({ fileIds }) => fileIds);
  return { memo, version: { salt: new Uint8Array(16).fill(1), hash: asHash(new Uint8Array(32).fill(2)) }, files: files(fids) };
}

export function packageInput(dossiers: readonly PackageDossier[], naming: Naming = "redacted"): PackageInput {
  const ik = ed25519.getPublicKey(SIGNING_KEY);
  return {
    packageId: PACKAGE_ID,
    day: "2024-05-06",
    audience: "us",
    naming,
    coordinator: { handle: "amber-heron", ikPublic: ik },
    dossiers,
    verifyPage: utf8("<!doctype html><title>verify</title>"),
    sign: (manifestSha256) => Promise.resolve({ ik, sig: ed25519.sign(sigMessage("export", PACKAGE_ID, manifestSha256), SIGNING_KEY) }),
  };
}

export async function buildToBytes(input: PackageInput): Promise<{ outcome: PackageOutcome; bytes: Bytes }> {
  const parts: Uint8Array[] = [];
  const sink = new WritableStream<Uint8Array>({ write: (chunk) => void parts.push(chunk.slice()) });
  const outcome = await buildPackage(input, sink);
  return { outcome, bytes: concatBytes(...parts) };
}
