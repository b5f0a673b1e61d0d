/** Unwrapping a version's keys and opening its compartments, each step in the order of protocol 3.9. */
import { equalBytes, type Bytes } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { cardIdOf, wrapHint } from "../../format/identifiers";
import { kid, prf } from "../../format/labels";
import { compartmentAd, type CheckedVersion } from "../../format/dossier-version";
import type { CompartmentName } from "../../format/compartment-names";
import { unpad, unpadIdentity } from "../../format/padding";
import { decodeOrgWrap, decodeReaderWraps, orgWrapAd, readerWrapAd, type ReaderCompartment, type ReaderWrap } from "../../format/wraps";
import { openBox } from "../box";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { openSeal } from "../seal";
import type { SealingKeyPair } from "../sodium";
import { keyPairOf, secretOf } from "./log-secrets";
import { accountOf, organisationOf, type ReplayedLog, type VaultState } from "./state";

export type VersionKeys = Partial<Record<CompartmentName, Bytes>>;

/** The organisation's way: all four keys from `wo`. */
export function ownKeys(state: VaultState, version: CheckedVersion, wo: Uint8Array): Required<VersionKeys> {
  const { dossierId, body } = version;
  const { h, w } = unwrapResult(decodeOrgWrap(wo));
  const log = organisationOf(state);
  for (const { e } of [...log.state.epochs.org].reverse()) {
    const secret = secretOf(state, log, "org", e);
    if (secret === null || !equalBytes(wrapHint(secret, dossierId, body.q), h)) continue;
    const keys = openBox(prf(secret, "dossier-wrap", [dossierId]), orgWrapAd(dossierId, body.q), w);
    demand(keys.length === 128, "E_FORMAT");
    const part = (name: CompartmentName, at: number): Bytes => demandKid(version, name, keys.slice(32 * at, 32 * at + 32));
    return { c: part("c", 0), i: part("i", 1), s: part("s", 2), n: part("n", 3) };
  }
  return refuse("E_NO_GRANT");
}

/** A reader's way: the key of one compartment from `wr`, or null where no wrap is for this user. */
export function readerKey(
  state: VaultState, coalition: ReplayedLog, version: CheckedVersion, wr: Uint8Array, name: ReaderCompartment,
): Bytes | null {
  for (const wrap of unwrapResult(decodeReaderWraps(wr))) {
    if (wrap.n !== name) continue;
    const keys = readingKeys(state, coalition, wrap);
    if (keys === null) continue;
    return demandKid(version, name, openSeal(keys, readerWrapAd(version.dossierId, version.body.q, name, wrap.r), wrap.s));
  }
  return null;
}

/** Which compartments the wraps give to someone outside the organisation. */
export function readersOf(wr: Uint8Array): { identity: boolean; sources: boolean } {
  const names = unwrapResult(decodeReaderWraps(wr)).map((wrap) => wrap.n);
  return { identity: names.includes("i"), sources: names.includes("s") };
}

function readingKeys(state: VaultState, coalition: ReplayedLog, wrap: ReaderWrap): SealingKeyPair | null {
  for (const kind of ["review", "coord"] as const) {
    const epoch = coalition.state.epochs[kind].find((candidate) => equalBytes(candidate.kid, wrap.r));
    if (epoch !== undefined) return keyPairOf(state, coalition, kind, epoch.e);
  }
  const account = accountOf(state);
  const isForCard = equalBytes(cardIdOf(account.card.bytes), wrap.r);
  return isForCard ? (account.keys.eks.at(-1) ?? null) : null;
}

/** E_KID unless the key is the one that the author signed for. */
function demandKid({ body }: CheckedVersion, name: CompartmentName, key: Bytes): Bytes {
  demand(key.length === 32 && equalBytes(kid(name, key), body.kids[name]), "E_KID");
  return key;
}

/** A compartment's CBOR, padding checked and taken off. */
export function openCompartment(dossierId: DossierId, q: number, name: CompartmentName, key: Bytes, sealed: Uint8Array): Bytes {
  const padded = openBox(key, compartmentAd(dossierId, q, name), sealed);
  return unwrapResult(name === "i" ? unpadIdentity(padded) : unpad(padded));
}
