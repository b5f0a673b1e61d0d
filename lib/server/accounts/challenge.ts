import "server-only";
import type { z } from "zod";
import { fakeKdf } from "@/lib/format/slot";
import type { challengeAnswer, challengeRequest } from "@/lib/wire/accounts";
import { nowSeconds } from "../clock";
import { db } from "../db";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";
import { takeAddressToken } from "../limits/address-bucket";
import { serverSecret } from "../secrets";
import { issueNonce } from "./login-nonce";

/**
 * The first step of log-in. A handle that nobody has gets the same kind of answer, the same one every time, by the
 * same work.
 */
export async function answerChallenge(
  request: Request,
  { login, kind }: z.output<typeof challengeRequest>,
): Promise<Outcome<z.output<typeof challengeAnswer>>> {
  const now = nowSeconds();
  if (!takeAddressToken(request, now)) return refuse("slow-down");
  const fake = fakeKdf(await serverSecret("fake"), login);
  const slot = await db().slot.findFirst({ where: { t: kind, account: { handle: login } }, select: { kdf: true } });
  const none = kind === "rc" ? new Uint8Array() : fake;
  return { ok: true, value: { nonce: issueNonce(now), kdf: slot === null ? none : new Uint8Array(slot.kdf) } };
}
