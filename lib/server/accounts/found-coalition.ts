import "server-only";
import type { z } from "zod";
import { equalBytes, fromHex, toHex } from "@/lib/shared/bytes";
import { logIdOf } from "@/lib/format/identifiers";
import { applyFirstBatch } from "@/lib/format/replay";
import type { setupRequest } from "@/lib/wire/accounts";
import { nowSeconds } from "../clock";
import type { Tx } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { rpIdOf } from "../http/rp-id";
import { takeAddressToken } from "../limits/address-bucket";
import { storeNewLog } from "../logs/log-rows";
import { checkAccount, storeAccount } from "./check-account";
import { transact } from "../transact";

/** Whether the coalition's log exists. */
export async function isFounded(tx: Tx): Promise<boolean> {
  return (await tx.log.count({ where: { coalition: true } })) > 0;
}

/** The set-up link's one use: the founder's account, the coalition's genesis and its three epochs 0. */
export async function foundCoalition(request: Request, sent: z.output<typeof setupRequest>): Promise<Outcome<null>> {
  if (!takeAddressToken(request, nowSeconds())) return refuse("slow-down");
  const { inviteId, account, acc, entries } = sent;
  const genesis = entries[0];
  if (genesis === undefined) return refuse("malformed");
  const logId = logIdOf(genesis.body);
  const card = checkAccount(account, { rpId: rpIdOf(request), inviteId, logId, x: new Uint8Array(), acc });
  if (!card.ok) return card;
  const state = applyFirstBatch(entries, { expectLogId: logId, expectKind: "coalition" });
  const founder = toHex(card.value.userId);
  if (!state.ok || state.value.members.size !== 1) return refuse("bad-log");
  const member = state.value.members.get(founder);
  if (member === undefined || !equalBytes(member.card.bytes, account.card)) return refuse("bad-log");
  return transact(async (tx) => {
    if (await isFounded(tx)) return refuse("closed");
    const setup = await tx.setup.findFirst();
    if (setup === null || !equalBytes(setup.inviteId, fromHex(inviteId))) return refuse("not-found");
    const stored = await storeAccount(tx, founder, account);
    if (!stored.ok) return stored;
    await storeNewLog(tx, state.value, entries);
    await tx.setup.deleteMany();
    return stored;
  });
}
