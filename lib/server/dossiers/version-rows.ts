import "server-only";
import type { z } from "zod";
import { asHash } from "@/lib/shared/ids";
import type { submission, version } from "@/lib/wire/dossiers";
import type { Tx } from "../db";
import { bytesOfColumn } from "./dossier-ids";
import type { VersionRef } from "./move-rows";

export type SentVersion = z.output<typeof submission>;
export type ServedVersion = z.output<typeof version>;

export async function loadVersionRefs(tx: Tx, dossierId: string): Promise<VersionRef[]> {
  const rows = await tx.version.findMany({ where: { dossierId }, orderBy: { q: "asc" }, select: { q: true, hash: true } });
  return rows.map(({ q, hash }) => ({ q, hash: asHash(bytesOfColumn(hash)) }));
}

export async function storeVersion(tx: Tx, dossierId: string, ref: VersionRef, sent: SentVersion): Promise<void> {
  const { body, sig, cc, ci, cs, cn, wo, wr, g, tag, keepN } = sent;
  await tx.version.create({ data: { dossierId, q: ref.q, hash: new Uint8Array(ref.hash), body, sig, cc, ci, cs, cn, wo, wr, g, tag, keepN } });
}

/** What a reviewer is served of a version: these five and nothing else. */
export const REVIEWER_COLUMNS = { q: true, body: true, sig: true, cc: true, wr: true } as const;
/** A coordinator also checks the member tag before she admits. */
export const COORDINATOR_COLUMNS = { ...REVIEWER_COLUMNS, g: true, tag: true } as const;
/** The organisation's own: all four compartments and its wrap. */
export const ORGANISATION_COLUMNS = { ...REVIEWER_COLUMNS, ci: true, cs: true, cn: true, wo: true } as const;

type ReaderColumns = { readonly q: number; readonly body: Uint8Array; readonly sig: Uint8Array; readonly cc: Uint8Array; readonly wr: Uint8Array };

export function serveToReviewer({ q, body, sig, cc, wr }: ReaderColumns): ServedVersion {
  return { q, body: bytesOfColumn(body), sig: bytesOfColumn(sig), cc: bytesOfColumn(cc), wr: bytesOfColumn(wr) };
}

export function serveToCoordinator(row: ReaderColumns & { readonly g: number; readonly tag: Uint8Array }): ServedVersion {
  return { ...serveToReviewer(row), g: row.g, tag: bytesOfColumn(row.tag) };
}

type OwnColumns = ReaderColumns & { readonly ci: Uint8Array; readonly cs: Uint8Array; readonly cn: Uint8Array; readonly wo: Uint8Array };

export function serveToOrganisation(row: OwnColumns): ServedVersion {
  const own = { ci: bytesOfColumn(row.ci), cs: bytesOfColumn(row.cs), cn: bytesOfColumn(row.cn), wo: bytesOfColumn(row.wo) };
  return { ...serveToReviewer(row), ...own };
}
