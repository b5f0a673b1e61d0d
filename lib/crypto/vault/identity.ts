/** Opening an identity: the reason is logged first, then the compartments that the organisation wrapped open (protocol 3.17). */
import { equalBytes, toHex } from "../../shared/bytes";
import type { DossierId } from "../../shared/ids";
import { decodeIdentity, decodeSources } from "../../format/compartments";
import { verifyAttribution, type CheckedVersion } from "../../format/dossier-version";
import { ciphertextHash } from "../../format/identifiers";
import { registerBoxSchema } from "../../format/log-bodies";
import type { AppendRecord } from "../../format/records";
import type { AuthorView, VaultApi } from "../api";
import { demand, refuse, unwrapResult } from "../crypto-error";
import { appendTo, boxBody } from "./append";
import { adoptEntries } from "./files";
import { demandRole } from "./logs";
import { hasOwn, openLogBox } from "./log-view";
import { authorOf } from "./opening";
import { accountOf, coalitionOf, idOf, type OpenedVersionState, type ReplayedLog, type VaultState } from "./state";
import { openCompartment, readerKey } from "./version-keys";
import { verb } from "./verb";

type IdentityVerbs = Pick<VaultApi, "sealIdentityOpening" | "openIdentity">;

export function identityVerbs(state: VaultState): IdentityVerbs {
  return {
    sealIdentityOpening: verb((input) => sealIdentityOpening(state, input)),
    openIdentity: verb((input) => openIdentity(state, input)),
  };
}

function sealIdentityOpening(state: VaultState, input: { dossierId: string; q: number; reason: string }): AppendRecord {
  const coalition = coalitionOf(state);
  demandRole(state, coalition, "coordinator");
  const boxed = boxBody(state, coalition, "identity.open", "coord", { reason: input.reason });
  return appendTo(state, coalition, [{ t: "identity.open", dossier_id: idOf<DossierId>(input.dossierId), q: input.q, ...boxed, seen: [] }]);
}

function openIdentity(state: VaultState, input: Parameters<VaultApi["openIdentity"]>[0]): Awaited<ReturnType<VaultApi["openIdentity"]>> {
  const { dossierId: key, q } = input;
  const dossier = state.opened.get(key) ?? refuse("E_STATE");
  const opened = dossier.versions.get(q) ?? refuse("E_UNKNOWN");
  const coalition = coalitionOf(state);
  const isLogged = hasOwn(coalition.state.identityOpens, accountOf(state).userId, (entry) => toHex(entry.dossierId) === key && entry.q === q);
  demand(isLogged, "E_STATE");
  demand(equalBytes(ciphertextHash(input.ci), opened.record.ct.i) && equalBytes(ciphertextHash(input.cs), opened.record.ct.s), "E_CT");
  const version = asChecked(dossier.dossierId, dossier.pk ?? refuse("E_STATE"), opened);
  const keyI = readerKey(state, coalition, version, opened.wr, "i");
  const keyS = readerKey(state, coalition, version, opened.wr, "s");
  const identity = keyI === null ? null : unwrapResult(decodeIdentity(openCompartment(dossier.dossierId, q, "i", keyI, input.ci)));
  const sources = keyS === null ? null : unwrapResult(decodeSources(openCompartment(dossier.dossierId, q, "s", keyS, input.cs)));
  if (sources !== null) adoptEntries(state, dossier.dossierId, "s", sources.files);
  return {
    identity: identity?.identity ?? null,
    sources: sources?.sources ?? null,
    author: identity === null ? null : authorView(state, coalition, version, opened, identity),
  };
}

function asChecked(dossierId: DossierId, pk: CheckedVersion["body"]["pk"], { q, hash, record }: OpenedVersionState): CheckedVersion {
  const { kids, ct, prev } = record;
  return { dossierId, hash, body: { v: 1, t: "dossier", pk, q, prev, kids, ct, wo: hash, wr: hash } };
}

/** Verified if the organisation is a registered one, its log is here and knows the author, and the attestation is over this content. */
function authorView(
  state: VaultState, coalition: ReplayedLog, version: CheckedVersion, { contentBytes }: OpenedVersionState,
  identity: { author: Parameters<typeof authorOf>[1]["author"]; author_ik: Uint8Array; att: Uint8Array; org_log_id: Uint8Array },
): AuthorView {
  const isAttested = contentBytes !== null && verifyAttribution(identity.author_ik, identity.att, version, contentBytes);
  return authorOf(registeredLog(state, coalition, identity.org_log_id), identity, isAttested);
}

/** The log of a registered organisation, if this coordinator has replayed it and its genesis is the registered one. */
function registeredLog(state: VaultState, coalition: ReplayedLog, logId: Uint8Array): ReplayedLog | null {
  const log = state.logs.get(toHex(logId));
  if (log === undefined) return null;
  const isRegistered = [...coalition.state.orgs.values()].some((org) => {
    const registered = openLogBox(state, coalition, { t: "org.register", kind: "coord", e: org.h, b: org.b }, registerBoxSchema);
    return registered !== null && equalBytes(registered.log_id, logId) && equalBytes(registered.genesis, log.state.genesis);
  });
  return isRegistered ? log : null;
}
