/** Opening a dossier: verified in the order of protocol 3.9, then opened, then shown. */
import { equalBytes, toHex } from "../../shared/bytes";
import type { DossierId, Hash } from "../../shared/ids";
import { decodeCbor } from "../../format/cbor";
import { checkVersion, isNextVersion } from "../../format/dossier-version";
import { checkKeep } from "../../format/keep";
import { rewrapBoxSchema } from "../../format/log-bodies";
import { memberOf, oldestAcceptedGroupEpoch } from "../../format/log-state";
import { memberTag } from "../../format/identifiers";
import { prf } from "../../format/labels";
import { boxedBodyAd } from "../../format/log";
import { unpad } from "../../format/padding";
import type { DossierRecord, VersionRecord } from "../../format/records";
import type { DossierView, OpenedVersion, VaultApi } from "../api";
import { openBox } from "../box";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { memcmp } from "../sodium";
import { openBoard } from "./board";
import { secretOf } from "./log-secrets";
import { demandRole } from "./logs";
import { headOf } from "./own-dossiers";
import { openForReader, openOwn, type CheckedRecord, type OpenedParts } from "./opening";
import { demandMovePins, pinMoves, replayMoves, INTAKE_KEY, type ReplayedMoves } from "./tracks";
import { trackView, unopenedIntake } from "./track-view";
import { accountOf, coalitionOf, idOf, type OpenedVersionState, type ReplayedLog, type VaultState } from "./state";
import { verb } from "./verb";

export function readingVerbs(state: VaultState): Pick<VaultApi, "openDossier" | "openBoard" | "seenDossiers"> {
  return {
    openDossier: verb((record) => openDossier(state, record)),
    openBoard: verb((records) => openBoard(state, coalitionOf(state), records)),
    seenDossiers: verb(() => {
      const seen = new Set([...state.movePins.values()].map(({ dossierId }) => toHex(dossierId)));
      return [...seen].filter((dossierId) => !state.ownDossiers.has(dossierId));
    }),
  };
}

function openDossier(state: VaultState, record: DossierRecord): DossierView {
  const { dossierId: key } = record;
  const dossierId = idOf<DossierId>(key);
  const own = state.ownDossiers.get(key);
  const coalition = coalitionOf(state);
  if (own === undefined) demandRole(state, coalition, "coordinator", "reviewer");
  const checked = checkVersions(state, coalition, dossierId, record.versions);
  const pk = own?.dsk.publicKey ?? checked[0]?.version.body.pk ?? null;
  const moves = replayMoves(coalition, dossierId, pk, record.moves);
  demandMovePins(state, dossierId, moves.tracks);
  demandNamed(state, key, checked, moves);
  const opened = checked.map((item) => openVersion(state, coalition, item, { moves, isOwn: own !== undefined }));
  const keep = own === undefined || record.keep === undefined ? null : unwrapResult(checkKeep(own.dsk.publicKey, record.keep));
  const versions = new Map(opened.map((version) => [version.state.q, version.state]));
  state.opened.set(key, { dossierId, pk, versions, tracks: moves.tracks });
  const view = { state, coalition, dossierId, versions };
  const tracks = [...moves.tracks.values()];
  const result: DossierView = {
    dossierId: key,
    mine: own !== undefined,
    versions: opened.map((version) => version.view),
    intake: tracks[0] === undefined ? unopenedIntake() : trackView(view, moves.tracks.get(INTAKE_KEY) ?? refuse("E_MOVE")),
    tracks: tracks.filter(({ track }) => toHex(track) !== INTAKE_KEY).map((track) => trackView(view, track)),
    keepN: keep?.n ?? null,
    headDue: own !== undefined && (checked.at(-1)?.version.body.q ?? -1) > (headOf(state, key)?.q ?? -1),
  };
  pinMoves(state, dossierId, moves.tracks);
  return result;
}

/** Ids, signatures, and that wraps and ciphertexts are those that were signed for; versions in order, none in between changed. */
function checkVersions(state: VaultState, coalition: ReplayedLog, dossierId: DossierId, records: readonly VersionRecord[]): CheckedRecord[] {
  const checked: CheckedRecord[] = [];
  for (const record of records) {
    const { body, sig, wo, wr, cc, ci, cs, cn } = record;
    const ct = { c: cc, ...(ci && { i: ci }), ...(cs && { s: cs }), ...(cn && { n: cn }) };
    const rewraps = rewrapsOf(state, coalition, dossierId, record.q);
    const version = unwrapResult(checkVersion(dossierId, { body, sig, ct, wr, ...(wo && { wo }) }, rewraps));
    demand(version.body.q === record.q, "E_FORMAT");
    const before = checked.at(-1)?.version;
    if (before !== undefined) {
      demand(version.body.q > before.body.q, "E_SEQ");
      if (version.body.q === before.body.q + 1) demand(isNextVersion({ q: before.body.q, hash: before.hash }, version.body), "E_PREV");
    }
    checked.push({ record, version });
  }
  return checked;
}

/** Hashes of wraps that later signed entries allow for this version. */
function rewrapsOf(state: VaultState, coalition: ReplayedLog, dossierId: DossierId, q: number): Hash[] {
  return coalition.state.rewraps.flatMap((entry) => {
    const secret = secretOf(state, coalition, "review", entry.e);
    if (secret === null) return [];
    const padded = openBox(prf(secret, "log"), boxedBodyAd(coalition.state.logId, "rewrap", entry.e), entry.b);
    const body = unwrapResult(decodeCbor(unwrapResult(unpad(padded)), rewrapBoxSchema));
    return equalBytes(body.dossier_id, dossierId) && body.q === q ? [body.wr] : [];
  });
}

/** Versions that moves and heads name are there, and are the ones that are named. */
function demandNamed(state: VaultState, key: string, checked: readonly CheckedRecord[], moves: ReplayedMoves): void {
  const byNumber = new Map(checked.map(({ version }) => [version.body.q, version.hash]));
  const named = [...moves.admitted, ...(moves.sent === null ? [] : [moves.sent])];
  for (const { q, hash } of named) {
    const served = byNumber.get(q);
    if (served !== undefined) demand(equalBytes(served, hash), "E_FORK");
  }
  const lastAdmitted = moves.admitted.at(-1);
  demand(lastAdmitted === undefined || byNumber.has(lastAdmitted.q), "E_ROLLBACK");
  if (!state.ownDossiers.has(key)) return;
  const head = headOf(state, key);
  if (head === null || head.q === null || head.hash === null) return;
  const served = byNumber.get(head.q) ?? refuse("E_ROLLBACK");
  demand(equalBytes(served, head.hash), "E_FORK");
}

interface Reader {
  readonly moves: ReplayedMoves;
  readonly isOwn: boolean;
}

function openVersion(
  state: VaultState, coalition: ReplayedLog, item: CheckedRecord, { moves, isOwn }: Reader,
): { view: OpenedVersion; state: OpenedVersionState } {
  const { version, record } = item;
  const isAdmitted = moves.admitted.some(({ q, hash }) => q === version.body.q && equalBytes(hash, version.hash));
  const tagValid = isOwn ? null : checkTag(state, coalition, item);
  demand(isOwn || isAdmitted || tagValid !== null, "E_NOT_ADMITTED");
  // what no member of the coalition vouches for is not shown: a coordinator can only end it
  const mayOpen = isOwn || isAdmitted || tagValid === true;
  const parts = isOwn ? openOwn(state, item) : mayOpen ? openForReader(state, coalition, item) : nothingOpened(item);
  const { kids, ct, prev, q } = version.body;
  return {
    view: { q, hash: toHex(version.hash), admitted: isAdmitted, tagValid, ...parts.view },
    state: {
      q, hash: version.hash, record: { kids, ct, prev }, wr: new Uint8Array(record.wr),
      keyC: parts.keyC, contentBytes: parts.contentBytes, isAdmitted, tagValid,
    },
  };
}

function nothingOpened({ version }: CheckedRecord): OpenedParts {
  demand(version.body.q >= 0, "E_FORMAT");
  return { keyC: null, contentBytes: null, view: { content: null, files: [], readers: { identity: false, sources: false } } };
}

/** Coordinators: whether a member of the coalition's groups made this version. null where there is nothing to check with. */
function checkTag(state: VaultState, coalition: ReplayedLog, { record, version }: CheckedRecord): boolean | null {
  const { g, tag } = record;
  const isCoordinator = memberOf(coalition.state, accountOf(state).userId)?.role === "coordinator";
  if (!isCoordinator || g === undefined || tag === undefined) return null;
  if (g < oldestAcceptedGroupEpoch(coalition.state)) return false;
  const secret = secretOf(state, coalition, "sg", g);
  return secret !== null && memcmp(memberTag(secret, version.dossierId, version.hash, g), tag);
}
