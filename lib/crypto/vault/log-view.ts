/** A replayed log as the page shows it. */
import { equalBytes, toHex } from "../../shared/bytes";
import type { UserId } from "../../shared/ids";
import type { z } from "zod";
import { decodeCbor } from "../../format/cbor";
import { prf } from "../../format/labels";
import { boxedBodyAd, type EpochKind } from "../../format/log";
import { exportBoxSchema, identityOpenBoxSchema, registerBoxSchema } from "../../format/log-bodies";
import { memberOf, type LogState, type Organisation } from "../../format/log-state";
import { unpad } from "../../format/padding";
import type { LogDetail, LogEvent, LogView, OrganisationView } from "../api";
import { openBox } from "../box";
import { unwrapResult } from "../crypto-error";
import { secretOf } from "./log-secrets";
import { accountOf, type ReplayedLog, type VaultState } from "./state";

export function viewOf(state: VaultState, log: ReplayedLog): LogView {
  const { head, kind, members, orgs } = log.state;
  return {
    logId: toHex(log.state.logId),
    kind,
    head: { seq: head.seq, hash: toHex(head.hash) },
    myRole: memberOf(log.state, accountOf(state).userId)?.role ?? null,
    members: [...members].map(([userId, { card, role, since }]) => ({ userId, handle: card.handle, role, sinceSeq: since })),
    organisations: [...orgs.values()].map((org) => organisationView(state, log, org)),
    events: [...roleEvents(log.state), ...orgEvents(log.state), ...boxedEvents(state, log)].sort((a, b) => a.seq - b.seq),
  };
}

function organisationView(state: VaultState, log: ReplayedLog, org: Organisation): OrganisationView {
  const box = openLogBox(state, log, { t: "org.register", kind: "coord", e: org.h, b: org.b }, registerBoxSchema);
  return {
    pseudonym: toHex(org.pseudonym), leadUserId: toHex(org.leadUserId), leadHandle: org.lead.handle, name: box?.name ?? null,
  };
}

/** The boxed part of an entry, or null where this user was not given the epoch's secret. */
export function openLogBox<S extends z.ZodType>(
  state: VaultState, log: ReplayedLog, boxed: { t: string; kind: EpochKind; e: number; b: Uint8Array }, schema: S,
): z.output<S> | null {
  const secret = secretOf(state, log, boxed.kind, boxed.e);
  if (secret === null) return null;
  const padded = openBox(prf(secret, "log"), boxedBodyAd(log.state.logId, boxed.t, boxed.e), boxed.b);
  return unwrapResult(decodeCbor(unwrapResult(unpad(padded)), schema));
}

/** `by` of an addition is not kept by replay: who joined, with which role, at which entry. */
function roleEvents(log: LogState): LogEvent[] {
  return [...log.roles].flatMap(([userId, changes]) =>
    changes.map(({ seq, role }): LogEvent => ({
      seq, by: "", type: role === null ? "member-removed" : "member-added", detail: role === null ? { userId } : { userId, role },
    })),
  );
}

function orgEvents(log: LogState): LogEvent[] {
  return [...log.orgs].map(([pseudonym, org]): LogEvent => ({ seq: org.since, type: "organisation-registered", by: "", detail: { pseudonym } }));
}

function boxedEvents(state: VaultState, log: ReplayedLog): LogEvent[] {
  const openings = log.state.identityOpens.map((entry): LogEvent => {
    const box = openLogBox(state, log, { t: "identity.open", kind: "coord", ...entry }, identityOpenBoxSchema);
    const detail: LogDetail = { dossierId: toHex(entry.dossierId), ...(box === null ? {} : { reason: box.reason }) };
    return { seq: entry.seq, type: "identity-opened", by: toHex(entry.by), detail };
  });
  const exports = log.state.exports.map((entry): LogEvent => {
    const box = openLogBox(state, log, { t: "export", kind: "coord", ...entry }, exportBoxSchema);
    const type = box !== null && "manifest" in box ? "package-sealed" : "package-started";
    return { seq: entry.seq, type, by: toHex(entry.by), detail: exportDetail(box) };
  });
  return [...openings, ...exports];
}

function exportDetail(box: z.output<typeof exportBoxSchema> | null): LogDetail {
  if (box === null) return {};
  const packageId = toHex(box.package_id);
  return "manifest" in box ? { packageId, manifestHash: toHex(box.manifest) } : { packageId, audience: box.audience };
}

/** True if this user has such an entry of her own in the log. */
export function hasOwn<T extends { by: UserId }>(entries: readonly T[], userId: UserId, matches: (entry: T) => boolean): boolean {
  return entries.some((entry) => equalBytes(entry.by, userId) && matches(entry));
}
