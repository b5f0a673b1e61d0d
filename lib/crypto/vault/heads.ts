/** The organisation's dossiers, from the boxed `head` entries of its log (protocol 3.6, 3.17). */
import { equalBytes, toHex } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { decodeCbor } from "../../format/cbor";
import { dossierIdOf } from "../../format/identifiers";
import { prf } from "../../format/labels";
import { boxedBodyAd } from "../../format/log";
import { headBoxSchema, type HeadBox } from "../../format/log-bodies";
import type { BoxedEntry } from "../../format/log-state";
import { unpad } from "../../format/padding";
import { openBox } from "../box";
import { demand, unwrapResult } from "../crypto-error";
import { signingKeyPair } from "../sodium";
import { secretOf } from "./log-secrets";
import { demandContains, idOf, type OwnDossier, type ReplayedLog, type VaultState } from "./state";

/** The log with its new heads opened. E_SEQ unless each is its dossier's next, E_ID unless id, keys and generation go on. */
export function readHeads(state: VaultState, log: ReplayedLog): ReplayedLog {
  const dossiers = new Map(log.dossiers);
  let mayBegin = true;
  for (const entry of log.state.heads.slice(log.headsRead)) {
    const head = openHead(state, log, entry);
    if (head === null) mayBegin = false; // boxed under an epoch that this user was not given: numbers cannot be followed
    else dossiers.set(toHex(head.dossier_id), demandNext(dossiers.get(toHex(head.dossier_id)), head, mayBegin));
  }
  return { ...log, dossiers, headsRead: log.state.heads.length };
}

function openHead(state: VaultState, log: ReplayedLog, entry: BoxedEntry): HeadBox | null {
  const secret = secretOf(state, log, "org", entry.e);
  if (secret === null) return null;
  const padded = openBox(prf(secret, "log"), boxedBodyAd(log.state.logId, "head", entry.e), entry.b);
  const head = unwrapResult(decodeCbor(unwrapResult(unpad(padded)), headBoxSchema));
  for (const seen of head.logs) {
    const other = state.logs.get(toHex(seen.log_id))?.state;
    if (other !== undefined && seen.seq <= other.head.seq) demandContains(other, seen);
  }
  return head;
}

function demandNext(before: HeadBox | undefined, head: HeadBox, isWholeHistory: boolean): HeadBox {
  demand(equalBytes(dossierIdOf(signingKeyPair(head.dsk).publicKey), head.dossier_id), "E_ID");
  demand((head.q === null) === (head.hash === null), "E_FORMAT");
  if (before === undefined) {
    demand(!isWholeHistory || head.n === 0, "E_SEQ");
    return head;
  }
  demand(head.n === before.n + 1, "E_SEQ");
  demand(equalBytes(head.dsk, before.dsk) && head.capn >= before.capn, "E_ID");
  demand((head.q ?? -1) >= (before.q ?? -1), "E_ROLLBACK");
  return head;
}

/** Takes the keys of the dossiers that the heads name into the vault. */
export function adoptDossiers(state: VaultState, log: ReplayedLog): void {
  for (const [key, head] of log.dossiers) {
    const before = state.ownDossiers.get(key);
    state.ownDossiers.set(key, {
      dossierId: idOf<DossierId>(key), dskSeed: head.dsk, ds: head.ds, capn: head.capn,
      dsk: before?.dsk ?? signingKeyPair(head.dsk),
      sealed: before?.sealed ?? null, draftRev: before?.draftRev ?? 0,
    } satisfies OwnDossier);
  }
}
