import "server-only";
import { randomBytes } from "node:crypto";
import { today } from "./clock";
import type { Tx } from "./db";

export type AuditedAct = "move" | "identity-served";

/** Notes an act of the coalition's side within the transaction of the act; the submitting side leaves no rows. */
export async function writeAuditRow(tx: Tx, userId: string, act: AuditedAct, subject: string): Promise<void> {
  await tx.auditRow.create({ data: { id: randomBytes(16).toString("hex"), day: today(), userId, act, subject } });
}
