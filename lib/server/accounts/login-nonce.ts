import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { concatBytes, toHex, u32, type Bytes } from "@/lib/shared/bytes";
import { processState } from "../process-state";

const LIFETIME_SECONDS = 60;
const SALT_END = 16;
const NONCE_BYTES = 32;

type Nonces = { key: Buffer; spent: Map<string, number> };

/**
 * Nonces carry their end and a tag of this process, so that asking for many costs the server nothing and pushes
 * nobody's out; only spent ones are remembered, for the minute that they would still be good.
 */
const nonces = (): Nonces => processState("login-nonces", () => ({ key: randomBytes(32), spent: new Map<string, number>() }));

/** u32 end ‖ 12 random bytes ‖ 16 bytes of HMAC. */
export function issueNonce(now: number): Bytes {
  const head = concatBytes(u32(now + LIFETIME_SECONDS), new Uint8Array(randomBytes(12)));
  return concatBytes(head, tag(head));
}

/** True once for each nonce that this process issued within the last minute. */
export function spendNonce(nonce: Uint8Array, now: number): boolean {
  if (nonce.length !== NONCE_BYTES) return false;
  const head = nonce.subarray(0, SALT_END);
  if (!timingSafeEqual(tag(head), nonce.subarray(SALT_END))) return false;
  const end = new DataView(nonce.buffer, nonce.byteOffset, 4).getUint32(0);
  const { spent } = nonces();
  for (const [name, until] of spent) if (until < now) spent.delete(name);
  const name = toHex(nonce);
  if (end < now || spent.has(name)) return false;
  spent.set(name, end);
  return true;
}

function tag(head: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac("sha256", nonces().key).update(head).digest().subarray(0, NONCE_BYTES - SALT_END));
}
