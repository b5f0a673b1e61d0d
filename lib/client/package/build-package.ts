/**
 * Builds the package for a meeting: a ZIP, streamed into a sink, that any government can open and check without us.
 * Equal input gives equal bytes. In a redacted package nothing here ever sees an identity.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeManifest, encodeManifestSig, exportVersionHash, signerFingerprint, verifyManifest, type Manifest } from "../../format/export-manifest";
import { toHex, utf8, type Bytes } from "../../shared/bytes";
import { ok } from "../../shared/result";
import {
  COVER, MANIFEST, MANIFEST_SIGNATURE, README, VERIFY_PAGE, memoName, nameExhibitFiles, type ExhibitFile,
} from "./member-names";
import { renderPackageCover } from "./memo/render-cover";
import { renderMemo } from "./memo/render-memo";
import { memoWord } from "./memo/words";
import type { PackageFault, PackageInput, PackageOutcome, PackageProgress } from "./package-input";
import { ArchiveWriter, SinkError, archiveSize, chunksOf, type WrittenMember } from "./zip/write-archive";

class PackageError extends Error {
  readonly code: PackageFault;
  readonly exhibit: string | null;
  constructor(code: PackageFault, exhibit: string | null = null) {
    super(code);
    this.name = "PackageError";
    this.code = code;
    this.exhibit = exhibit;
  }
}

/** A member before it is written: its bytes, or the exhibit that they come from. */
type Planned = { readonly name: string; readonly size: number; readonly what: string } & (
  | { readonly bytes: Bytes }
  | { readonly exhibit: ExhibitFile }
);

function planText(name: string, what: string, text: string | Bytes): Planned {
  const bytes = typeof text === "string" ? utf8(text) : text;
  return { name, size: bytes.length, what, bytes };
}

/** Refuses memos made for another audience, and identities in a redacted package. */
function checkRecipe({ dossiers, audience, naming }: PackageInput): void {
  const fits = dossiers.every(
    ({ memo }) => memo.audience === audience && memo.naming === naming && memo.submittedBy.kind === naming,
  );
  if (!fits || dossiers.length === 0) throw new PackageError("recipe-mismatch");
}

function nameFiles({ dossiers }: PackageInput): ReadonlyMap<string, ExhibitFile>[] {
  return dossiers.map((dossier, i) => {
    const named = nameExhibitFiles(dossier, i);
    if (typeof named === "string") throw new PackageError("exhibit-missing", named);
    return named;
  });
}

function planMembers(input: PackageInput): Planned[] {
  checkRecipe(input);
  const files = nameFiles(input);
  const { day, coordinator } = input;
  const memos = input.dossiers.map(({ memo }, index) => {
    const text = renderMemo({ memo, index, day, handle: coordinator.handle, files: files[index] ?? new Map<string, ExhibitFile>() });
    return planText(memoName(index), memoWord("dossier", { number: String(index + 1) }), text);
  });
  const exhibits = files.flatMap((named) =>
    [...named.values()].map((exhibit): Planned => ({
      name: exhibit.name,
      size: exhibit.file.size,
      what: memoWord("evidence.exhibit", { number: exhibit.exhibit }),
      exhibit,
    })),
  );
  return [
    planText(README, README, memoWord("readme")),
    planText(COVER, memoWord("section.cover"), renderPackageCover(input, files)),
    ...memos,
    ...exhibits,
    planText(VERIFY_PAGE, VERIFY_PAGE, input.verifyPage),
  ];
}

/** The file's chunks; fails by the exhibit's number unless they are exactly those that its entry names. */
async function* checkedChunks({ exhibit, file }: ExhibitFile): AsyncGenerator<Bytes> {
  const digest = sha256.create();
  let size = 0;
  const chunks = chunksOf(file.open());
  for (;;) {
    const next = await chunks.next().catch(() => {
      throw new PackageError("exhibit-unreadable", exhibit);
    });
    if (next.done === true) break;
    size += next.value.length;
    if (size > file.size) throw new PackageError("exhibit-changed", exhibit);
    digest.update(next.value);
    yield next.value;
  }
  if (size !== file.size || toHex(digest.digest()) !== file.sha256) throw new PackageError("exhibit-changed", exhibit);
}

/** What every reader of the package is told was left out. */
function listRedactions({ naming }: PackageInput): string[] {
  const always = [memoWord("redaction.sources"), memoWord("redaction.workingTitle"), memoWord("redaction.fileNames")];
  return naming === "redacted" ? [memoWord("redaction.organisation"), ...always] : always;
}

function writeManifest(input: PackageInput, members: readonly (WrittenMember & { readonly what: string })[]): Bytes {
  const manifest: Omit<Manifest, "version"> = {
    package_id: toHex(input.packageId),
    created: input.day,
    audience: input.audience,
    recipe: `${input.audience}-${input.naming}`,
    redactions: listRedactions(input),
    members: members.map(({ name, size, sha256: digest, what }) => ({ name, size, sha256: digest, what })),
    versions: input.dossiers.map(({ version }) => ({ salt: toHex(version.salt), hash: toHex(exportVersionHash(version.salt, version.hash)) })),
    signer: signerFingerprint(input.coordinator.ikPublic),
  };
  return encodeManifest(manifest);
}

async function signManifest(input: PackageInput, manifest: Bytes): Promise<Bytes> {
  const { ik, sig } = await input.sign(sha256(manifest));
  const signature = encodeManifestSig(ik, sig);
  if (!verifyManifest(manifest, signature).ok) throw new PackageError("signature-refused");
  return signature;
}

async function writePackage(input: PackageInput, sink: WritableStreamDefaultWriter<Uint8Array>, onProgress: (progress: PackageProgress) => void): Promise<PackageOutcome> {
  const planned = planMembers(input);
  const totalBytes = archiveSize(planned);
  let member = "";
  const writer = new ArchiveWriter(sink, (writtenBytes) => onProgress({ member, writtenBytes: Math.min(writtenBytes, totalBytes), totalBytes }));
  const written: (WrittenMember & { readonly what: string })[] = [];
  for (const plan of planned) {
    member = plan.name;
    const chunks = "bytes" in plan ? [plan.bytes] : checkedChunks(plan.exhibit);
    written.push({ ...(await writer.add(plan.name, plan.size, chunks)), what: plan.what });
  }
  member = MANIFEST;
  const manifest = writeManifest(input, written);
  await writer.add(MANIFEST, manifest.length, [manifest]);
  const signature = await signManifest(input, manifest);
  await writer.add(MANIFEST_SIGNATURE, signature.length, [signature]);
  await writer.finish();
  const signer = signerFingerprint(input.coordinator.ikPublic);
  return ok({ manifestSha256: toHex(sha256(manifest)), signer, size: writer.size, members: written.length + 2 });
}

/**
 * Streams the package into `sink` and closes it, or aborts it and says why. Each exhibit's SHA-256 is computed again on the
 * way; one that differs from its signed entry ends the package, by number. `input.sign` is called when all members but the
 * signature are written, so that an entry in the coalition's log can be made before the file is complete.
 */
export async function buildPackage(
  input: PackageInput,
  sink: WritableStream<Uint8Array>,
  onProgress: (progress: PackageProgress) => void = () => undefined,
): Promise<PackageOutcome> {
  const writer = sink.getWriter();
  try {
    return await writePackage(input, writer, onProgress);
  } catch (cause) {
    await writer.abort(cause).catch(() => undefined);
    if (cause instanceof PackageError) return { ok: false, code: cause.code, exhibit: cause.exhibit };
    if (cause instanceof SinkError) return { ok: false, code: "sink-failed", exhibit: null };
    throw cause;
  }
}
