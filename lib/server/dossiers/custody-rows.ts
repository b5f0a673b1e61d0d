import "server-only";
import type { z } from "zod";
import { asHash, type Hash } from "@/lib/shared/ids";
import { decodeCustody, type Custody, type CustodyEnd } from "@/lib/format/custody";
import type { custodyAnswer, custodyRequest } from "@/lib/wire/dossiers";
import type { Tx } from "../db";
import { bytesOfColumn } from "./dossier-ids";

export type SentCustody = z.output<typeof custodyRequest>;
export type CustodyPage = z.output<typeof custodyAnswer>;

/** Always the same, so that an answer's size says little. */
const PAGE_ENTRIES = 200;

/** Entries from number `from` on, as many as one page holds. */
export async function loadCustody(tx: Tx, dossierId: string, from: number): Promise<CustodyPage> {
  const rows = await tx.custodyEntry.findMany({ where: { dossierId, n: { gte: from } }, orderBy: { n: "asc" }, take: PAGE_ENTRIES });
  const entries = rows.map(({ custody, sig }) => ({ custody: bytesOfColumn(custody), sig: bytesOfColumn(sig) }));
  return { entries, length: await tx.custodyEntry.count({ where: { dossierId } }) };
}

export async function endOfCustody(tx: Tx, dossierId: string): Promise<CustodyEnd | null> {
  const last = await tx.custodyEntry.findFirst({ where: { dossierId }, orderBy: { n: "desc" } });
  if (last === null) return null;
  const custody = decodeCustody(last.custody);
  if (!custody.ok) throw new Error("a stored custody entry does not decode");
  return { custody: custody.value, hash: asHash(bytesOfColumn(last.hash)) };
}

export async function storeCustody(tx: Tx, dossierId: string, { n }: Custody, hash: Hash, { custody, sig }: SentCustody): Promise<void> {
  await tx.custodyEntry.create({ data: { dossierId, n, hash: new Uint8Array(hash), custody, sig } });
}

export async function holdsCustody(tx: Tx, dossierId: string, hash: Hash): Promise<boolean> {
  return (await tx.custodyEntry.findFirst({ where: { dossierId, hash: new Uint8Array(hash) }, select: { n: true } })) !== null;
}
