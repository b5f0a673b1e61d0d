/** Replaying the custody log of a dossier: nothing is believed of it that is not signed by somebody with a role, in its place. */
import { equalBytes, toHex } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { checkNextCustody, custodyAd, custodyKey, decodeCustody, decodeCustodyBox, type CustodyBox } from "../../format/custody";
import { custodyHash } from "../../format/identifiers";
import { roleAt } from "../../format/log-state";
import { unpad } from "../../format/padding";
import type { CustodyRecord } from "../../format/records";
import { openBox } from "../box";
import { CryptoError, demand, refuse, unwrapResult } from "../crypto-error";
import { demandSignature } from "../sign";
import { accountOf, demandContains, type CustodyChain, type ReplayedLog, type VaultFile, type VaultState } from "./state";

export type CustodyItem = CustodyChain["entries"][number];

export const NO_CUSTODY: CustodyChain = { entries: [], fault: null };

/** The chain with a served page after it. What does not follow becomes the chain's fault, and nothing behind it is looked at. */
export function extendChain(
  coalition: ReplayedLog, dossierId: DossierId, chain: CustodyChain, { entries, length }: { entries: readonly CustodyRecord[]; length: number },
): CustodyChain {
  const known = [...chain.entries];
  try {
    for (const record of entries) stepEntry(coalition, dossierId, known, record);
    demand(length >= known.length && (entries.length > 0 || length === known.length), "E_ROLLBACK");
    return { entries: known, fault: null };
  } catch (cause) {
    if (cause instanceof CryptoError) return { entries: known, fault: cause.code };
    throw cause;
  }
}

function stepEntry(coalition: ReplayedLog, dossierId: DossierId, known: CustodyItem[], served: CustodyRecord): void {
  const record = { custody: new Uint8Array(served.custody), sig: new Uint8Array(served.sig) };
  const custody = unwrapResult(decodeCustody(record.custody));
  const hash = custodyHash(record.custody, record.sig);
  const same = known[custody.n];
  if (same !== undefined) { demand(equalBytes(same.hash, hash), "E_FORK"); return; }
  demand(equalBytes(custody.dossier_id, dossierId), "E_ID");
  demandContains(coalition.state, custody.seen);
  const card = coalition.cards.get(toHex(custody.by)) ?? refuse("E_NOT_MEMBER");
  demandSignature(card.ik, record.sig, "custody", record.custody);
  const role = roleAt(coalition.state, custody.by, custody.seen.seq);
  if (role !== "coordinator" && role !== "reviewer") refuse("E_ROLE");
  unwrapResult(checkNextCustody(known.at(-1) ?? null, custody));
  known.push({ custody, hash, role });
}

/**
 * What an entry says; `not-yours` where this user has no key of its version. `broken` where its signer wrote something else
 * than the form, or of another version or file than there is: the server cannot see that, and one bad entry must not end the chain.
 */
export function openEntry(state: VaultState, { custody, role }: CustodyItem): CustodyBox | "not-yours" | "broken" {
  const version = state.opened.get(toHex(custody.dossier_id))?.versions.get(custody.at_version.q);
  if (version === undefined || version.keyC === null) return "not-yours";
  if (!equalBytes(version.hash, custody.at_version.hash) || (role === "reviewer" && !version.isAdmitted)) return "broken";
  try {
    const box = unwrapResult(decodeCustodyBox(unwrapResult(unpad(openBox(custodyKey(version.keyC), custodyAd(custody), custody.b)))));
    return box.files.every((named) => isAsSigned(state, custody.dossier_id, named)) ? box : "broken";
  } catch (cause) {
    if (cause instanceof CryptoError) return "broken";
    throw cause;
  }
}

/** A file that the dossier is known to have is named by the hash that its author signed. */
function isAsSigned(state: VaultState, dossierId: DossierId, { fid, sha256 }: CustodyBox["files"][number]): boolean {
  const file = state.files.get(toHex(fid));
  return file === undefined || (equalBytes(file.dossierId, dossierId) && file.sha256 !== undefined && equalBytes(file.sha256, sha256));
}

/** What this user's own entries say of a dossier, with the day. */
export function ownEntries(state: VaultState, dossierId: string): (CustodyBox & { readonly day: string })[] {
  const { userId } = accountOf(state);
  return (state.custody.get(dossierId) ?? NO_CUSTODY).entries.flatMap((item) => {
    if (!equalBytes(item.custody.by, userId)) return [];
    const what = openEntry(state, item);
    return typeof what === "string" ? [] : [{ ...what, day: item.custody.day }];
  });
}

/**
 * In the log before it is on the screen: E_STATE for an exhibit of somebody else's dossier of which this user has no entry.
 * Files of the other compartments are opened after an entry of their own, in the coalition's log.
 */
export function demandRecorded(state: VaultState, { dossierId, compartment, fid }: VaultFile): void {
  const key = toHex(dossierId);
  if (state.ownDossiers.has(key) || compartment !== "c") return;
  demand(ownEntries(state, key).some(({ files }) => files.some((file) => equalBytes(file.fid, fid))), "E_STATE");
}
