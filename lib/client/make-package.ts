/** From chosen dossiers to a signed package on disk; the coalition's log hears of it before its first and its last byte. */
import type { PublicFile } from "@/lib/crypto/api";
import { contentSchema, identitySchema, type Content, type Identity } from "@/lib/domain/dossier";
import { filesOf, selectForAudience, type MemoData, type Recipe, type Withheld } from "@/lib/domain/package-recipe";
import { verifyCard } from "@/lib/format/card";
import { fromHex, toHex, type Bytes } from "@/lib/shared/bytes";
import { asHash } from "@/lib/shared/ids";
import { err, ok, type Result } from "@/lib/shared/result";
import { ownAccount } from "@/lib/wire/accounts";
import type { ApiCode } from "./api";
import { today, type Client } from "./client";
import { readEvidence } from "./download-evidence";
import { openDossier, openIdentity } from "./open-dossier";
import { buildPackage } from "./package/build-package";
import type { PackageDossier, PackageFault, PackageFile, PackageProgress, PackageReceipt } from "./package/package-input";
import { recordCustody } from "./record-custody";
import { appendToLog } from "./sync-logs";

export type PreparedDossier = {
  readonly dossierId: string;
  readonly q: number;
  readonly title: string;
  readonly memo: MemoData;
  readonly withheld: readonly Withheld[];
  readonly version: PackageDossier["version"];
  readonly files: readonly PublicFile[];
};

export type PrepareCode = ApiCode | "not-admitted" | "unreadable" | "naming-not-allowed" | "identity-missing" | "nothing-asked";
export type PackageCode = ApiCode | PackageFault;

/**
 * Opens one dossier's newest admitted version and selects what may go to the audience. A named package opens the
 * identity, which logs `reason` first; a redacted one never does.
 */
export async function prepareDossier(
  client: Client,
  dossierId: string,
  recipe: Recipe,
  reason: string,
): Promise<Result<PreparedDossier, PrepareCode>> {
  const opened = await openDossier(client, dossierId);
  if (!opened.ok) return opened;
  const version = opened.value.versions.findLast(({ admitted }) => admitted);
  if (version === undefined) return err("not-admitted");
  const content = contentSchema.safeParse(version.content);
  if (!content.success) return err("unreadable");
  const identity = await identityFor(client, { dossierId, q: version.q, reason }, content.data, recipe);
  if (!identity.ok) return identity;
  const selected = selectForAudience(content.data, identity.value, recipe);
  if (!selected.ok) return selected;
  return ok({
    dossierId,
    q: version.q,
    title: content.data.caseHeader.workingTitle,
    ...selected.value,
    version: { salt: randomBytes(), hash: asHash(fromHex(version.hash)) },
    files: version.files,
  });
}

async function identityFor(
  client: Client,
  opening: { dossierId: string; q: number; reason: string },
  content: Content,
  recipe: Recipe,
): Promise<Result<Identity | null, PrepareCode>> {
  if (recipe.naming === "redacted") return ok(null);
  if (!content.caseHeader.namingToGovernment) return err("naming-not-allowed");
  const opened = await openIdentity(client, opening);
  if (!opened.ok) return opened;
  const identity = identitySchema.safeParse(opened.value.identity);
  return identity.success ? ok(identity.data) : err("unreadable");
}

function randomBytes(): Bytes {
  return crypto.getRandomValues(new Uint8Array(16));
}

function packageFile(client: Client, dossierId: string, file: PublicFile): PackageFile {
  return {
    fid: file.fid,
    mime: file.mime,
    size: file.sizeBytes,
    sha256: file.sha256 ?? "",
    open: () => readEvidence(client, dossierId, file, null),
  };
}

/** Each exhibit's custody log says that it leaves, and in which package, before its first byte is written. */
async function recordExport(client: Client, prepared: readonly PreparedDossier[], packageId: string): Promise<Result<null, ApiCode>> {
  for (const { dossierId, memo } of prepared) {
    const recorded = await recordCustody(client, { dossierId, action: "exported", fids: filesOf(memo), packageId });
    if (!recorded.ok) return recorded;
  }
  return ok(null);
}

async function ownKey(client: Client): Promise<Result<{ handle: string; ikPublic: Uint8Array }, ApiCode>> {
  const me = await client.api.get("/api/me", ownAccount);
  if (!me.ok) return err(me.code);
  const card = verifyCard({ card: me.value.card, sig: me.value.cardSig });
  return card.ok ? ok({ handle: card.value.handle, ikPublic: card.value.ik }) : err("broken");
}

async function fetchVerifyPage(client: Client): Promise<Bytes | null> {
  const response = await client.api.raw("/verify-package.html", { method: "GET" }).catch(() => null);
  return response?.ok === true ? new Uint8Array(await response.arrayBuffer()) : null;
}

export type MadePackage = PackageReceipt & { readonly packageId: string };

/** Streams the package into `sink`. On any refusal the sink is aborted and nothing usable is left in it. */
export async function makePackage(
  client: Client,
  prepared: readonly PreparedDossier[],
  recipe: Recipe,
  sink: WritableStream<Uint8Array>,
  onProgress: (progress: PackageProgress) => void,
): Promise<Result<MadePackage, PackageCode> & { exhibit?: string | null }> {
  const packageId = randomBytes();
  const id = toHex(packageId);
  const [coordinator, verifyPage] = [await ownKey(client), await fetchVerifyPage(client)];
  if (!coordinator.ok) return coordinator;
  if (verifyPage === null) return err("offline");
  const versions = prepared.map(({ dossierId, q }) => ({ dossierId, q }));
  const started = await appendToLog(client, () =>
    client.vault.sealExportStart({ packageId: id, audience: recipe.audience, mode: recipe.naming, versions }),
  );
  if (!started.ok) return started;
  const recorded = await recordExport(client, prepared, id);
  if (!recorded.ok) return recorded;
  const dossiers = prepared.map(({ dossierId, memo, version, files }): PackageDossier => {
    const wanted = new Set(filesOf(memo));
    return { memo, version, files: files.filter(({ fid }) => wanted.has(fid)).map((file) => packageFile(client, dossierId, file)) };
  });
  const sign = async (manifestSha256: Bytes) => {
    const manifest = { packageId: id, manifestSha256: toHex(manifestSha256) };
    const ended = await appendToLog(client, () => client.vault.sealExportEnd(manifest));
    if (!ended.ok) throw new Error("the coalition's log did not take the export's end");
    return client.vault.signExport(manifest);
  };
  const input = { packageId, day: today(), audience: recipe.audience, naming: recipe.naming, coordinator: coordinator.value, dossiers, verifyPage, sign };
  const built = await buildPackage(input, sink, onProgress);
  return built.ok ? ok({ ...built.value, packageId: id }) : built;
}
