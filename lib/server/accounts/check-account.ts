import "server-only";
import type { z } from "zod";
import { fromHex, type Bytes } from "@/lib/shared/bytes";
import { asId, type InviteId, type LogId } from "@/lib/shared/ids";
import { verifyCard, type Card } from "@/lib/format/card";
import { verifyAcceptance } from "@/lib/format/joining";
import { checkKdf } from "@/lib/format/slot";
import type { account } from "@/lib/wire/accounts";
import type { Tx } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";

/** Keyrings begin near zero; the column holds 31 bits. */
const FIRST_KEYRING_SEQ_MAX = 1000;

export type NewAccount = z.output<typeof account>;
export type AcceptedTerms = {
  readonly rpId: string;
  readonly inviteId: string;
  readonly logId: LogId;
  readonly x: Bytes;
  readonly acc: Bytes;
};

/** The card and `acc` must be the newcomer's own, over this handle, these log-in keys and this invitation. */
export function checkAccount(account: NewAccount, terms: AcceptedTerms): Outcome<Card> {
  const pw = account.slots.find((slot) => slot.t === "pw");
  const rc = account.slots.find((slot) => slot.t === "rc");
  if (pw === undefined || rc === undefined || rc.kdf.length > 0 || !checkKdf(pw.kdf).ok) return refuse("malformed");
  if (account.keyringSeq > FIRST_KEYRING_SEQ_MAX) return refuse("malformed");
  const card = verifyCard({ card: account.card, sig: account.cardSig });
  if (!card.ok) return refuse(card.code === "E_SIG" ? "bad-signature" : "malformed");
  const acceptance = {
    rpId: terms.rpId,
    handle: account.handle,
    inviteId: asId<InviteId>(fromHex(terms.inviteId)),
    logId: terms.logId,
    card: account.card,
    x: terms.x,
    loginPkPw: pw.loginPk,
    loginPkRc: rc.loginPk,
  };
  const accepted = verifyAcceptance(acceptance, card.value, terms.acc);
  return accepted.ok ? card : refuse("bad-signature");
}

/** "conflict" if somebody has the handle or the key. */
export async function storeAccount(tx: Tx, userId: string, account: NewAccount): Promise<Outcome<null>> {
  const { handle, card, cardSig, keyringSeq, keyring, slots } = account;
  const taken = await tx.account.findFirst({ where: { OR: [{ handle }, { userId }] }, select: { userId: true } });
  if (taken !== null) return refuse("conflict");
  const rows = slots.map(({ id, t, kdf, loginPk, b }) => ({ slotId: id, t, kdf, loginPk, b }));
  await tx.account.create({ data: { userId, handle, card, cardSig, keyringSeq, keyring, slots: { create: rows } } });
  return { ok: true, value: null };
}
