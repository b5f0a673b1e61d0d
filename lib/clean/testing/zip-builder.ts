/** ZIP archives as programs leave them: with times, owners and notes. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import type { Bytes } from "./guarantees";

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** `stored`: the names of members that are not packed. */
export async function buildZip(files: Files, stored: readonly string[] = [], note = "Canary note"): Promise<Bytes> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, keepOrder: true });
  for (const [name, data] of Object.entries(files)) {
    const reader = new Uint8ArrayReader(typeof data === "string" ? Buffer.from(data) : data);
    const own = { comment: note, uid: 1007, gid: 1007, lastModDate: new Date("2024-03-05T06:07:08Z"), level: stored.includes(name) ? 0 : 6 };
    await writer.add(name, reader, own);
  }
  return Uint8Array.from(await writer.close(Buffer.from(note)));
}
