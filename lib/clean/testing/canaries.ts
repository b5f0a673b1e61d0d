/** Looks for the planted word "Canary" wherever a file can hide it: in any common encoding, and in packed streams. */
import { inflateRawSync, inflateSync } from "node:zlib";

const MOST_INFLATED = 8 * 1024 * 1024;
const MOST_DEPTH = 3;
/** "Canary" as base64, at each of the three places that it can begin at. */
const WORDS = /canary|Q2FuYXJ5|NhbmFye|DYW5hcn/gi;

function inflateAt(bytes: Uint8Array, at: number): Uint8Array | null {
  const options = { finishFlush: 2, maxOutputLength: MOST_INFLATED }; // Z_SYNC_FLUSH: a stream that is cut off is read as far as it goes
  try {
    if (bytes[at] === 0x78 && (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) % 31 === 0) return inflateSync(bytes.subarray(at), options);
    const isMember = bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4 && bytes[at + 8] === 8;
    if (!isMember) return null;
    const names = (bytes[at + 26] ?? 0) + ((bytes[at + 27] ?? 0) << 8) + (bytes[at + 28] ?? 0) + ((bytes[at + 29] ?? 0) << 8);
    return inflateRawSync(bytes.subarray(at + 30 + names), options);
  } catch {
    return null;
  }
}

/** Each canary with what stands around it: Latin-1, UTF-8, UTF-16 of both byte orders, base64, zlib streams, members of ZIP archives. */
export function findCanaries(bytes: Uint8Array, depth = 0): string[] {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const found: string[] = [];
  for (const text of [latin, latin.replaceAll("\0", "")]) {
    for (const match of text.matchAll(WORDS)) found.push(text.slice(Math.max(0, match.index - 16), match.index + 32));
    if (found.length > 0) break;
  }
  if (depth >= MOST_DEPTH) return found;
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0x78 && bytes[at] !== 0x50) continue;
    const inflated = inflateAt(bytes, at);
    if (inflated !== null && inflated.length > 0) found.push(...findCanaries(inflated, depth + 1));
  }
  return found;
}
