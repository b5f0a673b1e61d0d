import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { processState } from "../process-state";

const CAPACITY = 60;
const REFILL_PER_SECOND = 1;
const HOUR_SECONDS = 3600;

type Bucket = { tokens: number; at: number };
type Buckets = { key: Buffer; hour: number; byAddress: Map<string, Bucket> };

/**
 * Takes one token from the bucket of the client's address. True where there is no address to go by: behind an onion
 * service or a proxy of this machine everybody would share one. Addresses are kept under a key that changes by the hour.
 */
export function takeAddressToken(request: Request, now: number): boolean {
  const address = clientAddress(request);
  if (address === null) return true;
  const buckets = currentBuckets(Math.floor(now / HOUR_SECONDS));
  const name = createHmac("sha256", buckets.key).update(address).digest("base64");
  const bucket = buckets.byAddress.get(name) ?? { tokens: CAPACITY, at: now };
  const tokens = Math.min(CAPACITY, bucket.tokens + (now - bucket.at) * REFILL_PER_SECOND);
  buckets.byAddress.set(name, { tokens: Math.max(0, tokens - 1), at: now });
  return tokens >= 1;
}

function currentBuckets(hour: number): Buckets {
  const buckets = processState<Buckets>("address-buckets", () => ({ key: randomBytes(32), hour, byAddress: new Map() }));
  if (buckets.hour !== hour) Object.assign(buckets, { key: randomBytes(32), hour, byAddress: new Map() });
  return buckets;
}

/** The last hop: what stands before it in the header is the client's own word. */
function clientAddress(request: Request): string | null {
  const last = (request.headers.get("x-forwarded-for") ?? "").split(",").at(-1)?.trim() ?? "";
  return last === "" || /^(::ffff:)?127\.|^::1$/.test(last) ? null : last;
}
