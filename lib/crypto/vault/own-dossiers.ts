/** The organisation's own dossiers: creation, capabilities, heads, keeps (protocol 3.9, 3.17). */
import { toHex, type Bytes } from "../../shared/bytes";
import type { BlobId, DossierId, Hash } from "../../shared/ids";
import { capParts } from "../../format/dossier-version";
import { dossierIdOf, readCapHash, readCapOf } from "../../format/identifiers";
import { encodeKeep } from "../../format/keep";
import type { HeadBox } from "../../format/log-bodies";
import { movesSeenHash } from "../../format/move";
import type { AppendRecord, CapRecord, KeepRecord } from "../../format/records";
import type { OwnDossier as OwnDossierView, VaultApi } from "../api";
import { refuse } from "../crypto-error";
import { sign } from "../sign";
import { randomBytes, signingKeyPair } from "../sodium";
import { appendTo, boxBody, pinOf } from "./append";
import { coalitionOf, hasOrganisation, idOf, organisationOf, type OwnDossier, type VaultState } from "./state";
import { verb } from "./verb";

type OwnDossierVerbs = Pick<VaultApi, "createDossier" | "listOwnDossiers" | "readCap" | "signKeep" | "sealHead">;

export function ownDossierVerbs(state: VaultState): OwnDossierVerbs {
  return {
    createDossier: verb(() => createDossier(state)),
    listOwnDossiers: verb(() => listOwnDossiers(state)),
    readCap: verb((dossierId) => {
      const { ds, capn } = ownDossierOf(state, dossierId);
      return readCapOf(ds, capn);
    }),
    signKeep: verb((input) => signKeep(state, input)),
    sealHead: verb(({ dossierId, gone }) => sealHead(state, dossierId, gone === true)),
  };
}

/** The keys of one of the organisation's dossiers; E_UNKNOWN if no head names it. */
export function ownDossierOf(state: VaultState, dossierId: string): OwnDossier {
  return state.ownDossiers.get(dossierId) ?? refuse("E_UNKNOWN");
}

/** The newest head of a dossier, or null while its first has not come back from the log. */
export function headOf(state: VaultState, dossierId: string): HeadBox | null {
  return organisationOf(state).dossiers.get(dossierId) ?? null;
}

function createDossier(state: VaultState): { dossierId: string; head: AppendRecord; create: CapRecord } {
  const dskSeed = randomBytes(32);
  const dsk = signingKeyPair(dskSeed);
  const dossierId = dossierIdOf(dsk.publicKey);
  const key = toHex(dossierId);
  const own: OwnDossier = { dossierId, dsk, dskSeed, ds: randomBytes(32), capn: 0, sealed: null, draftRev: 0 };
  state.ownDossiers.set(key, own);
  const cap = readCapHash(readCapOf(own.ds, own.capn));
  const sig = sign(dsk, "cap", ...capParts(dossierId, own.capn, cap));
  return { dossierId: key, head: sealHead(state, key, false), create: { pk: dsk.publicKey, n: own.capn, cap, sig } };
}

function listOwnDossiers(state: VaultState): OwnDossierView[] {
  if (state.account === null || !hasOrganisation(state)) return [];
  return [...organisationOf(state).dossiers].map(([dossierId, { q, gone }]) => ({ dossierId, q, gone: gone ?? false }));
}

/** Names the newest version and the moves as this vault knows them; never less than the head before it. */
function sealHead(state: VaultState, dossierId: string, gone: boolean): AppendRecord {
  const own = ownDossierOf(state, dossierId);
  const log = organisationOf(state);
  const before = headOf(state, dossierId);
  const version = newestVersionOf(state, dossierId);
  const tracks = state.opened.get(dossierId)?.tracks;
  const ends = [...(tracks?.values() ?? [])].map(({ track, end }) => ({ track, n: end.move.n, hash: end.hash }));
  const head: HeadBox = {
    dossier_id: own.dossierId, n: before === null ? 0 : before.n + 1, dsk: own.dskSeed, ds: own.ds, capn: own.capn,
    q: version?.q ?? null, hash: version?.hash ?? null, logs: [pinOf(coalitionOf(state).state)],
    seen: tracks === undefined && before !== null ? before.seen : movesSeenHash(ends),
    ...(gone || before?.gone === true ? { gone: true } : {}),
  };
  return appendTo(state, log, [{ t: "head", ...boxBody(state, log, "head", "org", head) }]);
}

/** The newest version that this vault sealed, opened, or was told of by a head; null before the first. */
export function newestVersionOf(state: VaultState, dossierId: string): { q: number; hash: Hash } | null {
  const head = headOf(state, dossierId);
  const served = [...(state.opened.get(dossierId)?.versions.values() ?? [])];
  const known = [ownDossierOf(state, dossierId).sealed, ...served, head === null ? null : asVersion(head)];
  return known.reduce<{ q: number; hash: Hash } | null>((best, next) => (next !== null && next.q > (best?.q ?? -1) ? next : best), null);
}

function asVersion({ q, hash }: HeadBox): { q: number; hash: Hash } | null {
  return q === null || hash === null ? null : { q, hash };
}

function signKeep(state: VaultState, input: { dossierId: string; n: number; blobs: string[] }): KeepRecord {
  const own = ownDossierOf(state, input.dossierId);
  const body: Bytes = encodeKeep({ dossier_id: own.dossierId satisfies DossierId, n: input.n, blobs: input.blobs.map((blob) => idOf<BlobId>(blob)) });
  return { body, sig: sign(own.dsk, "keep", body) };
}
