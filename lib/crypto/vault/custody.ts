/** Custody: the coalition's side writes down what it sees and takes before it gets it, and everyone can read the chain. */
import { equalBytes, toHex, type Bytes } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { custodyAd, custodyKey, encodeCustody, encodeCustodyBox, type CustodyBox } from "../../format/custody";
import { NO_HASH } from "../../format/log";
import { padLogBody } from "../../format/padding";
import type { CustodyRecord } from "../../format/records";
import type { CustodyIntent, CustodyView, CustodyWhat, OpenedCustody, VaultApi } from "../api";
import { box } from "../box";
import { demand, refuse, type CryptoCode } from "../crypto-error";
import { sign } from "../sign";
import { extendChain, NO_CUSTODY, openEntry, ownEntries, type CustodyItem } from "./custody-chain";
import { fileOf } from "./files";
import { demandRole } from "./logs";
import { accountOf, coalitionOf, idOf, type CustodyChain, type OpenedDossierState, type OpenedVersionState, type ReplayedLog, type VaultState } from "./state";
import { coalitionSeen } from "./tracks";
import { verb } from "./verb";

type CustodyVerbs = Pick<VaultApi, "custodyLength" | "applyCustody" | "viewCustody" | "signCustody">;

export function custodyVerbs(state: VaultState): CustodyVerbs {
  return {
    custodyLength: verb((dossierId) => chainOf(state, dossierId).entries.length),
    applyCustody: verb(({ dossierId, entries, length }) => {
      const id = idOf<DossierId>(dossierId);
      state.custody.set(dossierId, extendChain(coalitionOf(state), id, chainOf(state, dossierId), { entries, length }));
    }),
    viewCustody: verb((dossierId) => viewCustody(state, dossierId)),
    signCustody: verb((intent) => signCustody(state, intent)),
  };
}

function chainOf(state: VaultState, dossierId: string): CustodyChain {
  return state.custody.get(dossierId) ?? NO_CUSTODY;
}

function viewCustody(state: VaultState, dossierId: string): CustodyView {
  demand(state.opened.has(dossierId), "E_STATE");
  const coalition = coalitionOf(state);
  const chain = chainOf(state, dossierId);
  const fault = chain.fault ?? faultOfPin(state, dossierId, chain);
  if (fault === null) pinCustody(state, dossierId, chain);
  return { entries: chain.entries.map((item) => entryView(state, coalition, item)), fault };
}

/** E_ROLLBACK if an entry that this user saw is missing, E_FORK if another stands in its place. */
function faultOfPin(state: VaultState, dossierId: string, { entries }: CustodyChain): CryptoCode | null {
  const pin = state.custodyPins.get(dossierId);
  if (pin === undefined) return null;
  const seen = entries[pin.n];
  if (seen === undefined) return "E_ROLLBACK";
  return equalBytes(seen.hash, pin.hash) ? null : "E_FORK";
}

function pinCustody(state: VaultState, dossierId: string, { entries }: CustodyChain): void {
  const last = entries.at(-1);
  if (last !== undefined) state.custodyPins.set(dossierId, { dossierId: last.custody.dossier_id, n: last.custody.n, hash: last.hash });
}

function entryView(state: VaultState, coalition: ReplayedLog, item: CustodyItem): OpenedCustody {
  const { n, day, at_version: { q }, by } = item.custody;
  const userId = toHex(by);
  const what = openEntry(state, item);
  return {
    n, day, q,
    by: { userId, handle: coalition.cards.get(userId)?.handle ?? "", role: item.role },
    what: typeof what === "string" ? what : whatView(what),
  };
}

function whatView({ action, files, package_id: packageId }: CustodyBox): CustodyWhat {
  return {
    action,
    files: files.map(({ fid, sha256 }) => ({ fid: toHex(fid), sha256: toHex(sha256) })),
    packageId: packageId === undefined ? null : toHex(packageId),
  };
}

function signCustody(state: VaultState, intent: CustodyIntent): CustodyRecord | null {
  const { dossierId, action, day } = intent;
  const dossier = state.opened.get(dossierId) ?? refuse("E_STATE");
  const chain = chainOf(state, dossierId);
  const fault = chain.fault ?? faultOfPin(state, dossierId, chain);
  if (fault !== null) return refuse(fault);
  const coalition = coalitionOf(state);
  demandRole(state, coalition, "coordinator", "reviewer");
  const files = unrecordedFiles(state, dossier, intent);
  if (files.length === 0) return null;
  const last = chain.entries.at(-1);
  const version = versionFor(dossier, action);
  const { userId, keys } = accountOf(state);
  const place = {
    dossier_id: dossier.dossierId, n: last === undefined ? 0 : last.custody.n + 1, prev: last?.hash ?? NO_HASH,
    by: userId, day, at_version: { q: version.q, hash: version.hash }, seen: coalitionSeen(coalition),
  };
  const what = encodeCustodyBox({ action, files, ...packageOf(intent) });
  const b = box(custodyKey(version.keyC), custodyAd(place), padLogBody(what));
  const custody = encodeCustody({ ...place, b });
  return { custody, sig: sign(keys.ik, "custody", custody) };
}

function packageOf({ packageId }: CustodyIntent): { package_id?: Bytes } {
  return packageId === undefined ? {} : { package_id: idOf<Bytes>(packageId) };
}

/** One entry for each person, act, file and day (or package) is enough. The hashes are the vault's, not the page's. */
function unrecordedFiles(state: VaultState, { dossierId }: OpenedDossierState, { action, fids, day, packageId }: CustodyIntent): CustodyBox["files"] {
  const key = toHex(dossierId);
  const recorded = new Set(
    ownEntries(state, key)
      .filter((own) => own.action === action && own.day === day && (own.package_id === undefined ? undefined : toHex(own.package_id)) === packageId)
      .flatMap((own) => own.files.map(({ fid }) => toHex(fid))),
  );
  return fids.filter((fid) => !recorded.has(fid)).map((fid) => {
    const file = fileOf(state, fid);
    demand(equalBytes(file.dossierId, dossierId) && file.compartment === "c" && file.sha256 !== undefined, "E_UNKNOWN");
    return { fid: file.fid, sha256: file.sha256 };
  });
}

/** The newest version that this user opened; a package holds the newest that was admitted. */
function versionFor({ versions }: OpenedDossierState, action: CustodyIntent["action"]): OpenedVersionState & { readonly keyC: Bytes } {
  const newest = [...versions.values()].findLast(({ keyC, isAdmitted }) => keyC !== null && (action !== "exported" || isAdmitted));
  if (newest === undefined || newest.keyC === null) return refuse("E_NO_GRANT");
  return { ...newest, keyC: newest.keyC };
}
