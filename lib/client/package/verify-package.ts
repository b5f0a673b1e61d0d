/** Whether a package is whole: the same judgement in the app and in the offline page that travels inside the package. */
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeManifestSig, verifyManifest, type Manifest } from "../../format/export-manifest";
import { equalBytes, fromHex, fromUtf8, toHex } from "../../shared/bytes";
import { crc32 } from "../../shared/crc32";
import { MANIFEST, MANIFEST_SIGNATURE } from "./member-names";
import { readArchive, type ArchiveFault, type ArchiveMember } from "./zip/read-archive";
import { chunksOf } from "./zip/write-archive";

export type ReportFault =
  | ArchiveFault
  | { readonly code: "manifest-missing" | "signature-missing" | "manifest-unreadable" | "signature-unreadable" | "signature-wrong" | "signer-differs" }
  | { readonly code: "member-missing" | "member-unlisted" | "member-changed" | "member-repeated"; readonly member: string };

export interface Report {
  /** True when nothing at all is wrong. Whose key signed it is for the reader to compare. */
  readonly whole: boolean;
  readonly faults: readonly ReportFault[];
  /** What the package says of itself; only what a valid signature covers. */
  readonly manifest: Manifest | null;
  readonly checkedBytes: number;
}

const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;

export type OnChecked = (checkedBytes: number, totalBytes: number) => void;

async function readWhole(member: ArchiveMember): Promise<Uint8Array> {
  return new Uint8Array(await member.data.arrayBuffer());
}

/** The signature file must be exactly as it is written, so that no byte of it can change unseen. */
function isExactSignature(bytes: Uint8Array): boolean {
  try {
    const { ik, sig } = JSON.parse(fromUtf8(bytes)) as { ik: string; sig: string };
    return equalBytes(encodeManifestSig(fromHex(ik), fromHex(sig)), bytes);
  } catch {
    return false;
  }
}

async function readManifest(members: ReadonlyMap<string, ArchiveMember>): Promise<Manifest | ReportFault> {
  const manifest = members.get(MANIFEST);
  const signature = members.get(MANIFEST_SIGNATURE);
  if (manifest === undefined || manifest.size > MAX_MANIFEST_BYTES) return { code: "manifest-missing" };
  if (signature === undefined || signature.size > MAX_MANIFEST_BYTES) return { code: "signature-missing" };
  const [manifestBytes, signatureBytes] = [await readWhole(manifest), await readWhole(signature)];
  const verified = verifyManifest(manifestBytes, signatureBytes);
  if (!isExactSignature(signatureBytes)) return { code: "signature-unreadable" };
  if (verified.ok) return verified.value;
  if (verified.code === "E_ID") return { code: "signer-differs" };
  return { code: verified.code === "E_SIG" ? "signature-wrong" : "manifest-unreadable" };
}

async function hashMember(member: ArchiveMember, onBytes: (bytes: number) => void): Promise<{ sha256: string; crc: number; size: number }> {
  const digest = sha256.create();
  let crc = 0;
  let size = 0;
  for await (const chunk of chunksOf(member.data.stream())) {
    digest.update(chunk);
    crc = crc32(chunk, crc);
    size += chunk.length;
    onBytes(chunk.length);
  }
  return { sha256: toHex(digest.digest()), crc, size };
}

/** Names that the manifest lists and the archive lacks, the other way round, and listed twice. */
function compareNames(manifest: Manifest, members: ReadonlyMap<string, ArchiveMember>): ReportFault[] {
  const listed = manifest.members.map(({ name }) => name);
  const names = new Set(listed);
  const repeated = listed.filter((name, i) => listed.indexOf(name) !== i);
  const missing = [...names].filter((name) => !members.has(name));
  const unlisted = [...members.keys()].filter((name) => !names.has(name) && name !== MANIFEST && name !== MANIFEST_SIGNATURE);
  return [
    ...repeated.map((member): ReportFault => ({ code: "member-repeated", member })),
    ...missing.map((member): ReportFault => ({ code: "member-missing", member })),
    ...unlisted.map((member): ReportFault => ({ code: "member-unlisted", member })),
  ];
}

/** Reads every member through, chunk by chunk, and compares it with the manifest and with its own checksum. */
async function compareMembers(manifest: Manifest | null, members: readonly ArchiveMember[], onChecked: OnChecked): Promise<{ faults: ReportFault[]; bytes: number }> {
  const listed = new Map(manifest?.members.map((member) => [member.name, member]));
  const total = members.reduce((sum, { size }) => sum + size, 0);
  const faults: ReportFault[] = [];
  let bytes = 0;
  for (const member of members) {
    const found = await hashMember(member, (more) => onChecked((bytes += more), total));
    const expected = listed.get(member.name);
    const isAsListed = expected === undefined || (expected.sha256 === found.sha256 && expected.size === found.size);
    if (!isAsListed || found.crc !== member.crc || found.size !== member.size) faults.push({ code: "member-changed", member: member.name });
  }
  return { faults, bytes };
}

/** Checks form, signature and every member. Never throws on a damaged package; reads it once, in pieces. */
export async function verifyPackage(blob: Blob, onChecked: OnChecked = () => undefined): Promise<Report> {
  const archive = await readArchive(blob);
  const members = new Map(archive.members.map((member) => [member.name, member]));
  if (members.size === 0) {
    const faults: readonly ReportFault[] = archive.faults.length > 0 ? archive.faults : [{ code: "manifest-missing" }];
    return { whole: false, faults, manifest: null, checkedBytes: 0 };
  }
  const read = await readManifest(members);
  const manifest = "code" in read ? null : read;
  const compared = await compareMembers(manifest, archive.members, onChecked);
  const faults = [
    ...archive.faults,
    ...("code" in read ? [read] : compareNames(read, members)),
    ...compared.faults,
  ];
  return { whole: faults.length === 0, faults, manifest, checkedBytes: compared.bytes };
}
