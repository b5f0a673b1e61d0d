import "server-only";
import { randomBytes } from "node:crypto";
import { inviteIdOf } from "@/lib/format/identifiers";
import { formatSetupLink } from "@/lib/format/invitation";
import { inTransaction } from "../db";
import { env } from "../env";
import { isFounded } from "./found-coalition";

/** A fresh one-time link for an empty database, in place of an older one that nobody used; null once a coalition stands. */
export async function makeSetupLink(): Promise<string | null> {
  const secret = new Uint8Array(randomBytes(32));
  const inviteId = new Uint8Array(inviteIdOf(secret));
  const made = await inTransaction(async (tx) => {
    if (await isFounded(tx)) return false;
    await tx.setup.upsert({ where: { id: 1 }, create: { id: 1, inviteId }, update: { inviteId } });
    return true;
  });
  return made ? `${env().publicUrl}${formatSetupLink(secret)}` : null;
}
