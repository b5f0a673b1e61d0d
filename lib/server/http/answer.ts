import "server-only";
import { toJson } from "@/lib/wire/encoding";
import type { Refusal } from "../http-errors";
import { STATUS_OF } from "../http-errors";

/** Nothing that the API answers is a page: no content of it may run, be framed, cached or read by another site. */
const HEADERS = {
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

export function withHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  return response;
}

export function answerJson(value: unknown, status = 200): Response {
  return withHeaders(Response.json(toJson(value), { status }));
}

export function answerRefusal({ code, detail }: Refusal): Response {
  const response = answerJson({ code, ...detail }, STATUS_OF[code]);
  if (code === "slow-down") response.headers.set("retry-after", "30");
  return response;
}
