/** Dossiers for tests: real signatures over real formats, filler where only a reader's key would look inside. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { randomBytes } from "node:crypto";
import { concatBytes, toBase64Url, toHex, u64, type Bytes } from "@/lib/shared/bytes";
import { INTAKE_TRACK, type BlobId, type DossierId, type Hash, type TrackId } from "@/lib/shared/ids";
import { encodeVersionBody, capParts } from "@/lib/format/dossier-version";
import { encodeCustody, type Custody } from "@/lib/format/custody";
import { draftParts } from "@/lib/format/draft";
import { ciphertextHash, dossierIdOf, moveHash, readCapHash, readCapOf, versionHash, wrapsHash } from "@/lib/format/identifiers";
import { encodeKeep } from "@/lib/format/keep";
import { NO_HASH } from "@/lib/format/log";
import { newestEpoch } from "@/lib/format/log-state";
import { filled, sign } from "@/lib/format/log.fixture";
import { encodeMove, type Move } from "@/lib/format/move";
import type { CustodyRecord } from "@/lib/format/records";
import { encodeOrgWrap, encodeReaderWraps } from "@/lib/format/wraps";
import { READ_CAP_HEADER } from "@/lib/wire/uploads";
import { POST as postDossier } from "@/app/api/dossiers/route";
import { POST as postCustody } from "@/app/api/dossiers/[id]/custody/route";
import { POST as postMove } from "@/app/api/dossiers/[id]/moves/route";
import { POST as postVersion } from "@/app/api/dossiers/[id]/versions/route";
import { today } from "../clock";
import { call, type Answered } from "./call";
import { mustBeOk, stateOfLog, type SignedIn, type StoryLog } from "./story";

const BOX_BYTES = 4096 + 73;
const TEXT_BYTES = 1024 + 73;

export type TestDossier = {
  readonly seed: Bytes;
  readonly pk: Bytes;
  readonly dossierId: DossierId;
  readonly id: string;
  readonly ds: Bytes;
  /** The header that reads as the organisation. */
  readonly capHeader: Record<string, string>;
};
export type SignedMove = { readonly move: Bytes; readonly sig: Bytes; readonly summary?: { f: number; b: Bytes } };

export function makeDossier(): TestDossier {
  const seed = new Uint8Array(randomBytes(32));
  const ds = new Uint8Array(randomBytes(32));
  const pk = ed25519.getPublicKey(seed) as Bytes;
  const dossierId = dossierIdOf(pk);
  return { seed, pk, dossierId, id: toHex(dossierId), ds, capHeader: { [READ_CAP_HEADER]: toBase64Url(readCapOf(ds, 0)) } };
}

export function capRecord({ seed, pk, dossierId, ds }: TestDossier, n = 0): Record<string, unknown> {
  const cap = readCapHash(readCapOf(ds, n));
  return { pk, n, cap, sig: sign(seed, "cap", ...capParts(dossierId, n, cap)) };
}

export async function createDossier(by: SignedIn): Promise<TestDossier> {
  const dossier = makeDossier();
  mustBeOk(await call({ POST: postDossier }, "POST", { cookie: by.cookie, body: capRecord(dossier) }));
  return dossier;
}

export function draftRecord({ seed, dossierId, id }: TestDossier, rev: number, baseRev = rev - 1, fill = rev): Record<string, unknown> {
  const b = filled(BOX_BYTES, fill);
  return { dossierId: id, rev, baseRev, h: filled(16, 1), b, sig: sign(seed, "draft", ...draftParts({ dossierId, rev, baseRev, b })) };
}

export function keepRecord({ seed, dossierId }: TestDossier, n: number, blobs: readonly string[]): Record<string, unknown> {
  const body = encodeKeep({ dossier_id: dossierId, n, blobs: blobs.map((blob) => Buffer.from(blob, "hex") as unknown as BlobId).map(copy) });
  return { body, sig: sign(seed, "keep", body) };
}

function copy<T extends Uint8Array>(bytes: T): T {
  return new Uint8Array(bytes) as T;
}

export type MoveEnd = { readonly n: number; readonly hash: Hash; readonly to: string };
export type MoveWish = {
  readonly to: string;
  readonly at: { readonly q: number; readonly hash: Hash };
  readonly after?: MoveEnd;
  readonly track?: TrackId;
  readonly shared?: boolean;
  readonly internal?: boolean;
  readonly summary?: boolean;
  readonly change?: Partial<Move>;
};

/** A move of a coalition member, or of the submitting side when `by` is null. */
export function signMove(coalition: StoryLog, dossier: TestDossier, by: SignedIn | null, wish: MoveWish): SignedMove {
  const state = stateOfLog(coalition);
  const f = newestEpoch(state, "review")?.e ?? 0;
  const summaryBox = filled(TEXT_BYTES, 8);
  const move = encodeMove({
    dossier_id: dossier.dossierId,
    track: wish.track ?? INTAKE_TRACK,
    n: wish.after === undefined ? 0 : wish.after.n + 1,
    prev: wish.after?.hash ?? NO_HASH,
    from: wish.after?.to ?? null,
    to: wish.to,
    day: today(),
    at_version: wish.at,
    ...(by === null ? {} : { by: by.userId }),
    ...(wish.summary === true ? { summary: ciphertextHash(summaryBox) } : {}),
    ...(wish.shared === true ? { shared: filled(TEXT_BYTES, 6) } : {}),
    ...(wish.internal === true ? { internal: { f, b: filled(TEXT_BYTES, 7) } } : {}),
    seen: state.head,
    ...wish.change,
  });
  const signed = { move, sig: sign(by === null ? dossier.seed : by.seed, "move", move) };
  return wish.summary === true ? { ...signed, summary: { f, b: summaryBox } } : signed;
}

export function endOf(signed: SignedMove, n: number, to: string): MoveEnd {
  return { n, to, hash: moveHash(signed.move, signed.sig) };
}

export type CustodyWish = { readonly at: TestVersion; readonly after?: { readonly n: number; readonly hash: Hash }; readonly change?: Partial<Custody> };

/** An entry of a dossier's custody log; what it says is filler, since only readers open it. */
export function signCustody(coalition: StoryLog, dossier: TestDossier, by: SignedIn, wish: CustodyWish): CustodyRecord {
  const custody = encodeCustody({
    dossier_id: dossier.dossierId,
    n: wish.after === undefined ? 0 : wish.after.n + 1,
    prev: wish.after?.hash ?? NO_HASH,
    by: by.userId,
    day: today(),
    at_version: wish.at,
    b: filled(512 + 73, 5),
    seen: stateOfLog(coalition).head,
    ...wish.change,
  });
  return { custody, sig: sign(by.seed, "custody", custody) };
}

export function sendCustody(by: SignedIn, dossier: TestDossier, record: CustodyRecord): Promise<Answered> {
  return call({ POST: postCustody }, "POST", { params: { id: dossier.id }, cookie: by.cookie, body: record });
}

export type TestVersion = { readonly q: number; readonly hash: Hash };
export type Submission = { readonly version: TestVersion; readonly move: SignedMove; readonly body: Record<string, unknown> };
export type SubmissionWish = {
  readonly last?: TestVersion;
  readonly after?: MoveEnd;
  readonly keepN?: number | null;
  readonly readers?: readonly { r: Uint8Array; n: "c" | "i" | "s" }[];
  readonly g?: number;
};

/** A version with the move that brings it, for today's readers. Every dossier's filler is random, like real ciphertext. */
export function sealSubmission(coalition: StoryLog, dossier: TestDossier, wish: SubmissionWish = {}): Submission {
  const state = stateOfLog(coalition);
  const noise = (length: number): Bytes => new Uint8Array(randomBytes(length));
  const [cc, ci, cs, cn] = [noise(BOX_BYTES), noise(BOX_BYTES), noise(BOX_BYTES), noise(BOX_BYTES)];
  const epochs = [newestEpoch(state, "review")?.kid, newestEpoch(state, "coord")?.kid];
  const readers = wish.readers ?? epochs.map((kid) => ({ r: kid ?? NO_HASH, n: "c" as const }));
  const wo = encodeOrgWrap({ h: noise(16), w: noise(128 + 73) });
  const wr = encodeReaderWraps(readers.map(({ r, n }) => ({ r: new Uint8Array(r), n, s: noise(1226) })));
  const q = wish.last === undefined ? 0 : wish.last.q + 1;
  const kid = (): Hash => noise(32) as Hash;
  const body = encodeVersionBody({
    pk: dossier.pk,
    q,
    prev: wish.last?.hash ?? NO_HASH,
    kids: { c: kid(), i: kid(), s: kid(), n: kid() },
    ct: { c: ciphertextHash(cc), i: ciphertextHash(ci), s: ciphertextHash(cs), n: ciphertextHash(cn) },
    wo: wrapsHash(wo),
    wr: wrapsHash(wr),
  });
  const version = { q, hash: versionHash(body) };
  const to = wish.after === undefined ? "submitted" : "resubmitted";
  const move = signMove(coalition, dossier, null, { to, at: version, ...(wish.after === undefined ? {} : { after: wish.after, shared: true }) });
  const g = wish.g ?? newestEpoch(state, "sg")?.e ?? 0;
  const sig = sign(dossier.seed, "dossier", body);
  return { version, move, body: { dossierId: dossier.id, body, sig, cc, ci, cs, cn, wo, wr, g, tag: noise(32), keepN: wish.keepN ?? null, move } };
}

export function sendVersion(by: SignedIn, dossier: TestDossier, submission: Submission): Promise<Answered> {
  return call({ POST: postVersion }, "POST", { params: { id: dossier.id }, cookie: by.cookie, body: submission.body });
}

export function sendMove(by: SignedIn, dossier: TestDossier, move: SignedMove): Promise<Answered> {
  return call({ POST: postMove }, "POST", { params: { id: dossier.id }, cookie: by.cookie, body: move });
}

/** Created and submitted, not admitted. */
export async function submitDossier(coalition: StoryLog, by: SignedIn): Promise<{ dossier: TestDossier; sent: Submission }> {
  const dossier = await createDossier(by);
  const sent = sealSubmission(coalition, dossier);
  mustBeOk(await sendVersion(by, dossier, sent));
  return { dossier, sent };
}

/** Submitted and admitted; `end` is intake's last move. */
export async function admitDossier(coalition: StoryLog, by: SignedIn): Promise<{ dossier: TestDossier; sent: Submission; end: MoveEnd }> {
  const { dossier, sent } = await submitDossier(coalition, by);
  const admission = signMove(coalition, dossier, coalition.admin, { to: "screening", at: sent.version, after: endOf(sent.move, 0, "submitted"), summary: true });
  mustBeOk(await sendMove(coalition.admin, dossier, admission));
  return { dossier, sent, end: endOf(admission, 1, "screening") };
}

/** Twelve bytes that stand for a chain of noise; kept here so that tests share one way to compare. */
export function trackNamed(number: number): TrackId {
  return concatBytes(u64(1), u64(number)) as TrackId;
}
