import "server-only";
import { z } from "zod";
import type { keyringRequest, ownAccount, sessionList } from "@/lib/wire/accounts";
import { today } from "../clock";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import type { SessionUser } from "../session";

const slotKind = z.enum(["pw", "rc"]);
/** How much of a session's hash names it to its owner. */
const SESSION_ID_LENGTH = 32;

export async function readOwnAccount({ userId }: SessionUser): Promise<Outcome<z.output<typeof ownAccount>>> {
  const row = await db().account.findUniqueOrThrow({ where: { userId }, include: { slots: true } });
  const slots = row.slots.map(({ slotId, t, kdf, loginPk, b }) => ({
    id: new Uint8Array(slotId),
    t: slotKind.parse(t),
    kdf: new Uint8Array(kdf),
    loginPk: new Uint8Array(loginPk),
    b: new Uint8Array(b),
  }));
  const { handle, keyringSeq } = row;
  const [card, cardSig, keyring] = [row.card, row.cardSig, row.keyring].map((value) => new Uint8Array(value));
  if (card === undefined || cardSig === undefined || keyring === undefined) throw new Error("an account without bytes");
  return { ok: true, value: { userId, handle, card, cardSig, slots, keyringSeq, keyring } };
}

/** Compare-and-swap on the number: of two devices that save at once, one must read again. */
export async function saveKeyring(
  { userId }: SessionUser,
  { seq, keyring }: z.output<typeof keyringRequest>,
): Promise<Outcome<null>> {
  if (seq < 1 || seq > 2 ** 31 - 1) return refuse("malformed");
  const saved = await db().account.updateMany({ where: { userId, keyringSeq: seq - 1 }, data: { keyringSeq: seq, keyring } });
  return saved.count === 1 ? { ok: true, value: null } : refuse("conflict");
}

export async function listSessions({ userId, sessionHash }: SessionUser): Promise<Outcome<z.output<typeof sessionList>>> {
  const rows = await db().session.findMany({ where: { userId, expiresDay: { gte: today() } }, orderBy: { hash: "asc" } });
  const sessions = rows.map(({ hash, expiresDay }) => ({
    id: hash.slice(0, SESSION_ID_LENGTH),
    current: hash === sessionHash,
    expiresDay,
  }));
  return { ok: true, value: { sessions } };
}

/** Ends one of one's own sessions; another's is not found. */
export async function deleteSession({ userId }: SessionUser, id: string): Promise<Outcome<null>> {
  const deleted = await db().session.deleteMany({ where: { userId, hash: { startsWith: id } } });
  return deleted.count === 0 ? refuse("not-found") : { ok: true, value: null };
}
