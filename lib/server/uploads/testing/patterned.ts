/** Bytes that tell their place, so that any of them can be made again. */
import type { Bytes } from "@/lib/shared/bytes";

export function patterned(start: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = ((start + i) * 31 + ((start + i) >>> 11)) & 0xff;
  return bytes;
}

/** The same as a sender gives them: by 64 KiB. */
export async function* sending(start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < start + length; at += 65_536) {
    yield await Promise.resolve(patterned(at, Math.min(65_536, start + length - at)));
  }
}
