import "server-only";
import type { z } from "zod";
import type { identityAnswer } from "@/lib/wire/dossiers";
import { writeAuditRow } from "../audit";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { may, type SessionUser } from "../session";
import { bytesOfColumn } from "./dossier-ids";
import { transact } from "../transact";

/** Identity and sources of a version, to a coordinator whose own entry in the coalition's log said that she opens it. */
export async function readIdentity(session: SessionUser, dossierId: string, q: number): Promise<Outcome<z.output<typeof identityAnswer>>> {
  if (!may(session, "open-identity")) return refuse("forbidden");
  const { userId } = session;
  return transact(async (tx) => {
    const version = await tx.version.findUnique({ where: { dossierId_q: { dossierId, q } }, select: { ci: true, cs: true } });
    if (version === null) return refuse("not-found");
    const opening = await tx.identityOpening.findUnique({ where: { dossierId_q_userId: { dossierId, q, userId } } });
    if (opening === null) return refuse("forbidden");
    await writeAuditRow(tx, userId, "identity-served", dossierId);
    return { ok: true, value: { ci: bytesOfColumn(version.ci), cs: bytesOfColumn(version.cs) } };
  });
}
