import "server-only";
import { concatBytes, fromUtf8, type Bytes } from "@/lib/shared/bytes";
import type { Outcome } from "../http-errors";
import { refuse } from "../http-errors";

/** Reads a JSON body of at most `maxBytes`; stops reading as soon as it is longer. */
export async function readJson(request: Request, maxBytes: number): Promise<Outcome<unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(;|$)/i.test(type)) return refuse("malformed");
  const bytes = await readAtMost(request, maxBytes);
  if (bytes === null) return refuse("too-large");
  try {
    return { ok: true, value: JSON.parse(fromUtf8(bytes)) as unknown };
  } catch {
    return refuse("malformed");
  }
}

/** The body, or null if it is longer; what it claims in its headers is not trusted. */
export async function readAtMost(request: Request, maxBytes: number): Promise<Bytes | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  const reader = request.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return concatBytes(...parts);
}
