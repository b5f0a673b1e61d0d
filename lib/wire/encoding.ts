/** How bytes and ids are written in JSON: base64url without padding, and lower-case hex. */
import { z } from "zod";
import { fromBase64Url, toBase64Url, type Bytes } from "@/lib/shared/bytes";

/** Base64url text of exactly `length` bytes (or of at most `max`), parsed to a Uint8Array. */
export function bytesOf(limit: { length: number } | { max: number }): z.ZodType<Bytes, string> {
  const most = "length" in limit ? limit.length : limit.max;
  return z
    .string()
    .max(Math.ceil((most * 4) / 3))
    .transform((text, ctx): Bytes => {
      try {
        const bytes = fromBase64Url(text);
        if ("length" in limit ? bytes.length === limit.length : bytes.length <= limit.max) return bytes;
      } catch {
        // falls through to the one issue below: the input itself never enters an error
      }
      ctx.addIssue({ code: "custom", message: "bytes" });
      return z.NEVER;
    });
}

export const hexId = z.string().regex(/^[0-9a-f]{32}$/, "id");
export const hexHash = z.string().regex(/^[0-9a-f]{64}$/, "hash");
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const seconds = count;
/** Day or month, as in a move. */
export const day = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, "day");

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The JSON form of a parsed request or answer: every Uint8Array becomes base64url. */
export function toJson(value: unknown): Json {
  if (value instanceof Uint8Array) return toBase64Url(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    return Object.fromEntries(entries.map(([key, field]) => [key, toJson(field)]));
  }
  throw new TypeError("not a wire value");
}
