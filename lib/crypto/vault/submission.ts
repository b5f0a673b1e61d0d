/** Sealing a version: four compartments under fresh keys, wraps, member tag and the move that sends it (protocol 3.9). */
import { equalBytes, toHex, type Bytes } from "../../shared/bytes";
import { INTAKE_TRACK, type Hash } from "../../shared/ids";
import { encodeCbor } from "../../format/cbor";
import { encodeCompartment } from "../../format/compartments";
import { COMPARTMENTS, type CompartmentName } from "../../format/compartment-names";
import { attributionParts, compartmentAd, encodeVersionBody, type VersionBody } from "../../format/dossier-version";
import { finishedEntry } from "../../format/draft";
import type { FileEntry } from "../../format/file-entry";
import { ciphertextHash, memberTag, versionHash, wrapHint, wrapsHash } from "../../format/identifiers";
import { kid, prf } from "../../format/labels";
import { NO_HASH } from "../../format/log";
import { encodeMove } from "../../format/move";
import { padCompartment, padIdentity } from "../../format/padding";
import type { MoveRecord, SubmissionRecord } from "../../format/records";
import { encodeOrgWrap, encodeReaderWraps, orgWrapAd, readerWrapAd, type ReaderCompartment, type ReaderWrap } from "../../format/wraps";
import type { Compartment, SubmissionIntent, VaultApi } from "../api";
import { box } from "../box";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { seal } from "../seal";
import { sign } from "../sign";
import { randomBytes } from "../sodium";
import { concatBytes } from "../../shared/bytes";
import { freeObject } from "./drafts";
import { fileOf } from "./files";
import { newestSecret } from "./log-secrets";
import { sealShared } from "./move-texts";
import { newestVersionOf, ownDossierOf } from "./own-dossiers";
import { accountOf, coalitionOf, organisationOf, type OwnDossier, type ReplayedLog, type VaultState } from "./state";
import { coalitionSeen, INTAKE_KEY } from "./tracks";
import { verb } from "./verb";

export function submissionVerbs(state: VaultState): Pick<VaultApi, "sealSubmission" | "measureIdentity"> {
  return {
    sealSubmission: verb((intent) => sealSubmission(state, intent)),
    measureIdentity: verb(({ identity }) => measureIdentity(state, identity)),
  };
}

/** Version of the compartments' schema, `schemaVersion` of the domain's objects. */
const SCHEMA = 1;

interface Writing {
  readonly state: VaultState;
  readonly intent: SubmissionIntent;
  readonly own: OwnDossier;
  readonly coalition: ReplayedLog;
  readonly q: number;
  readonly prev: Hash;
  readonly keys: Readonly<Record<CompartmentName, Bytes>>;
}

type Sealed = Readonly<Record<CompartmentName, Bytes>>;

function sealSubmission(state: VaultState, intent: SubmissionIntent): SubmissionRecord {
  const own = ownDossierOf(state, intent.dossierId);
  const last = lastSent(state, intent.dossierId);
  const coalition = coalitionOf(state);
  const keys = { c: randomBytes(32), i: randomBytes(32), s: randomBytes(32), n: randomBytes(32) };
  const writing: Writing = { state, intent, own, coalition, q: last === null ? 0 : last.q + 1, prev: last?.hash ?? NO_HASH, keys };
  const sealed = sealCompartments(writing);
  const wo = wrapForOrganisation(writing);
  const wr = wrapForReaders(writing);
  const body = encodeVersionBody({
    pk: own.dsk.publicKey, q: writing.q, prev: writing.prev, kids: kidsOf(keys),
    ct: { c: ciphertextHash(sealed.c), i: ciphertextHash(sealed.i), s: ciphertextHash(sealed.s), n: ciphertextHash(sealed.n) },
    wo: wrapsHash(wo), wr: wrapsHash(wr),
  });
  const hash = versionHash(body);
  const group = newestSecret(state, coalition, "sg");
  own.sealed = { q: writing.q, hash };
  return {
    dossierId: intent.dossierId, body, sig: sign(own.dsk, "dossier", body),
    cc: sealed.c, ci: sealed.i, cs: sealed.s, cn: sealed.n, wo, wr,
    g: group.epoch.e, tag: memberTag(group.secret, own.dossierId, hash, group.epoch.e),
    keepN: intent.keepN, move: sendingMove(writing, hash),
  };
}

/** The version to follow: the newest that was served or headed; one that was only sealed here was never taken. */
function lastSent(state: VaultState, dossierId: string): { q: number; hash: Hash } | null {
  ownDossierOf(state, dossierId).sealed = null;
  return newestVersionOf(state, dossierId);
}

function kidsOf(keys: Writing["keys"]): VersionBody["kids"] {
  return { c: kid("c", keys.c), i: kid("i", keys.i), s: kid("s", keys.s), n: kid("n", keys.n) };
}

/** The author signs the content's plaintext; the attestation sits where reviewers do not read. */
function sealCompartments(writing: Writing): Sealed {
  const { state, intent, own, q, prev, keys } = writing;
  const { plain } = intent;
  const account = accountOf(state);
  const content = encodeCompartment({ schema: SCHEMA, content: freeObject(plain.content), files: entriesOf(writing, "c") });
  const att = sign(account.keys.ik, "author", ...attributionParts(own.dossierId, { q, prev, kids: kidsOf(keys) }, content));
  const author = { author: account.userId, author_ik: account.keys.ik.publicKey, att };
  const identity = encodeCompartment({
    schema: SCHEMA, identity: freeObject(plain.identity), org_log_id: organisationOf(state).state.logId, ...author,
  });
  const sources = encodeCompartment({ schema: SCHEMA, sources: freeObject(plain.sources), files: entriesOf(writing, "s") });
  const notes = encodeCompartment({ schema: SCHEMA, notes: freeObject(plain.notes), ...author, files: entriesOf(writing, "n") });
  const padded = { c: padCompartment(content), i: unwrapResult(padIdentity(identity)), s: padCompartment(sources), n: padCompartment(notes) };
  const sealOne = (name: CompartmentName): Bytes => box(keys[name], compartmentAd(own.dossierId, q, name), padded[name]);
  return { c: sealOne("c"), i: sealOne("i"), s: sealOne("s"), n: sealOne("n") };
}

/** Entries of one compartment; E_STATE if an upload is not complete, E_UNKNOWN for a file of another dossier. */
function entriesOf({ state, intent, own }: Writing, compartment: Compartment): FileEntry[] {
  return intent.plain.files
    .filter((file) => file.compartment === compartment)
    .map(({ fid, name }) => {
      const file = fileOf(state, fid);
      demand(equalBytes(file.dossierId, own.dossierId), "E_UNKNOWN");
      return finishedEntry({ ...file, compartment, name }) ?? refuse("E_STATE");
    });
}

function wrapForOrganisation({ state, own, q, keys }: Writing): Bytes {
  const { secret } = newestSecret(state, organisationOf(state), "org");
  const all = concatBytes(...COMPARTMENTS.map((name) => keys[name]));
  const w = box(prf(secret, "dossier-wrap", [own.dossierId]), orgWrapAd(own.dossierId, q), all);
  return encodeOrgWrap({ h: wrapHint(secret, own.dossierId, q), w });
}

/** Content to the review epoch; identity and sources to the coordinators only where the organisation ticked it. */
function wrapForReaders({ coalition, intent, own, q, keys }: Writing): Bytes {
  const wrap = (kind: "review" | "coord", n: ReaderCompartment): ReaderWrap => {
    const { kid: r, pk } = coalition.state.epochs[kind].at(-1) ?? refuse("E_EPOCH");
    return { r, n, s: seal(pk ?? refuse("E_EPOCH"), readerWrapAd(own.dossierId, q, n, r), keys[n]) };
  };
  const wraps = [wrap("review", "c")];
  if (intent.identityToCoordinators) wraps.push(wrap("coord", "i"));
  if (intent.sourcesToCoordinators) wraps.push(wrap("coord", "s"));
  return encodeReaderWraps(wraps);
}

/** Move 0, or the answer to what was returned: signed by the dossier's key, so it names nobody. */
function sendingMove({ state, intent, own, coalition, q, keys }: Writing, hash: Hash): MoveRecord {
  const intake = state.opened.get(toHex(own.dossierId))?.tracks.get(INTAKE_KEY);
  demand((q === 0) === (intake === undefined), "E_STATE");
  demand(intake === undefined || intake.end.move.to === "returned", "E_MOVE");
  demand((q === 0) === (intent.shared === undefined), "E_MOVE");
  const place = { dossierId: own.dossierId, track: INTAKE_TRACK, n: intake === undefined ? 0 : intake.end.move.n + 1 };
  const move = encodeMove({
    dossier_id: own.dossierId, track: INTAKE_TRACK, n: place.n, prev: intake?.end.hash ?? NO_HASH,
    from: intake?.end.move.to ?? null, to: q === 0 ? "submitted" : "resubmitted", day: intent.day,
    at_version: { q, hash }, seen: coalitionSeen(coalition),
    ...(intent.shared === undefined ? {} : { shared: sealShared(keys.c, place, intent.shared) }),
  });
  return { move, sig: sign(own.dsk, "move", move) };
}

/** CBOR bytes of the whole identity compartment: what the page gives, and what the vault adds. */
function measureIdentity(state: VaultState, identity: unknown): number {
  const { userId } = accountOf(state);
  const frame = { schema: SCHEMA, org_log_id: userId, author: userId, author_ik: new Uint8Array(32), att: new Uint8Array(64) };
  return encodeCbor({ ...frame, identity: freeObject(identity) }).length;
}
