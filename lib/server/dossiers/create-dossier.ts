import "server-only";
import type { z } from "zod";
import { equalBytes, toHex } from "@/lib/shared/bytes";
import { asHash } from "@/lib/shared/ids";
import { checkCap } from "@/lib/format/dossier-version";
import { dossierIdOf } from "@/lib/format/identifiers";
import type { capRequest } from "@/lib/wire/dossiers";
import { nowSeconds } from "../clock";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { spendQuota } from "../limits/quota";
import { may, type SessionUser } from "../session";
import { dossierIdFrom } from "./dossier-ids";
import { transact } from "../transact";

type Sent = z.output<typeof capRequest>;

/** A dossier begins as a key and the hash of a capability: nothing says whose it is. Sending the same again is no conflict. */
export async function createDossier(session: SessionUser, { pk, n, cap, sig }: Sent): Promise<Outcome<null>> {
  if (!may(session, "write-draft")) return refuse("forbidden");
  if (!spendQuota(session.userId, "dossiers", 1, nowSeconds())) return refuse("quota");
  const id = dossierIdOf(pk);
  if (!checkCap(id, { pk, n, cap: asHash(cap), sig }, null).ok) return refuse("bad-signature");
  return transact(async (tx) => {
    const dossierId = toHex(id);
    const stored = await tx.dossier.findUnique({ where: { dossierId } });
    if (stored === null) {
      await tx.dossier.create({ data: { dossierId, pk, capN: BigInt(n), capHash: cap } });
      return { ok: true, value: null };
    }
    const same = stored.capN === BigInt(n) && equalBytes(stored.capHash, cap);
    return same ? { ok: true, value: null } : refuse("conflict");
  });
}

/** A new read capability in place of the old one, when somebody left the organisation. */
export async function replaceCap(session: SessionUser, dossierId: string, { pk, n, cap, sig }: Sent): Promise<Outcome<null>> {
  if (!may(session, "write-draft")) return refuse("forbidden");
  return transact(async (tx) => {
    const stored = await tx.dossier.findUnique({ where: { dossierId } });
    if (stored === null) return refuse("not-found");
    const checked = checkCap(dossierIdFrom(dossierId), { pk, n, cap: asHash(cap), sig }, Number(stored.capN));
    if (!checked.ok) return refuse(checked.code === "E_SEQ" ? "conflict" : "bad-signature");
    await tx.dossier.update({ where: { dossierId }, data: { capN: BigInt(n), capHash: cap } });
    return { ok: true, value: null };
  });
}
