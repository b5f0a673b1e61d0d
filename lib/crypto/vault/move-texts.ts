/** The boxed texts of moves: `shared` under the version's content key, `internal` under the review epoch (protocol 3.15). */
import type { Bytes } from "../../shared/bytes";
import type { DossierId, TrackId } from "../../shared/ids";
import { decodeCbor, encodeCbor } from "../../format/cbor";
import { freeField } from "../../format/compartments";
import { ciphertextHash } from "../../format/identifiers";
import { prf } from "../../format/labels";
import { internalAd, sharedAd, type Move } from "../../format/move";
import { padMoveText, padSummary, unpad } from "../../format/padding";
import { decodeSummary, encodeSummary, summaryAd, type Summary } from "../../format/summary";
import type { SummaryRecord } from "../../format/records";
import { box, openBox } from "../box";
import { unwrapResult } from "../crypto-error";
import { newestSecret, secretOf } from "./log-secrets";
import type { ReplayedLog, VaultState } from "./state";

type Place = { readonly dossierId: DossierId; readonly track: TrackId; readonly n: number };

export function sealShared(keyC: Bytes, { dossierId, track, n }: Place, payload: unknown): Bytes {
  return box(prf(keyC, "why/shared"), sharedAd(dossierId, track, n), padMoveText(encodeCbor(payload)));
}

export function openShared(keyC: Bytes, { dossierId, track, n }: Place, boxed: Uint8Array): unknown {
  return openText(prf(keyC, "why/shared"), sharedAd(dossierId, track, n), boxed);
}

export function sealInternal(
  state: VaultState, coalition: ReplayedLog, { dossierId, track, n }: Place, payload: unknown,
): { f: number; b: Bytes } {
  const { epoch, secret } = newestSecret(state, coalition, "review");
  const key = prf(secret, "why/internal", [dossierId]);
  return { f: epoch.e, b: box(key, internalAd(dossierId, track, n, epoch.e), padMoveText(encodeCbor(payload))) };
}

/** null where this user was not given that review epoch. */
export function openInternal(
  state: VaultState, coalition: ReplayedLog, { dossierId, track, n }: Place, internal: NonNullable<Move["internal"]>,
): unknown {
  const secret = secretOf(state, coalition, "review", internal.f);
  if (secret === null) return null;
  return openText(prf(secret, "why/internal", [dossierId]), internalAd(dossierId, track, n, internal.f), internal.b);
}

function openText(key: Bytes, ad: ReturnType<typeof sharedAd>, boxed: Uint8Array): unknown {
  return unwrapResult(decodeCbor(unwrapResult(unpad(openBox(key, ad, boxed))), freeField));
}

export function sealSummary(
  state: VaultState, coalition: ReplayedLog, dossierId: DossierId, q: number, summary: Summary,
): { record: SummaryRecord; hash: ReturnType<typeof ciphertextHash> } {
  const { epoch, secret } = newestSecret(state, coalition, "review");
  const b = box(prf(secret, "summary", [dossierId]), summaryAd(dossierId, q), padSummary(encodeSummary(summary)));
  unwrapResult(decodeSummary(encodeSummary(summary)));
  return { record: { f: epoch.e, b }, hash: ciphertextHash(b) };
}

/** null where this user was not given that review epoch. */
export function openSummary(
  state: VaultState, coalition: ReplayedLog, dossierId: DossierId, q: number, record: SummaryRecord,
): Summary | null {
  const secret = secretOf(state, coalition, "review", record.f);
  if (secret === null) return null;
  return unwrapResult(decodeSummary(unwrapResult(unpad(openBox(prf(secret, "summary", [dossierId]), summaryAd(dossierId, q), record.b)))));
}
