import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NextResponse, type NextRequest } from "next/server";
import { z } from "zod";

/**
 * Sets the headers of pages and files from the table that the build wrote. It decides nothing else: it never sees the
 * API, whose bodies it would cut (docs/decisions/002-static-pages-header-table.md).
 */
export const config = { matcher: ["/((?!api/|_next/).*)"] };

const tableSchema = z.object({
  common: z.record(z.string(), z.string()),
  policies: z.record(z.string(), z.string()),
  other: z.string(),
});
type Table = z.infer<typeof tableSchema>;

let table: Table | undefined;

function readTable(): Table {
  table ??= tableSchema.parse(JSON.parse(readFileSync(join(process.cwd(), ".next/sealpost-headers.json"), "utf8")));
  return table;
}

export function proxy(request: NextRequest): NextResponse {
  const response = NextResponse.next();
  // `next dev` evaluates code and keeps a socket open; the strict policy is that of the build.
  if (process.env.NODE_ENV !== "production") return withIsolation(response);
  const { common, policies, other } = readTable();
  for (const [name, value] of Object.entries(common)) response.headers.set(name, value);
  response.headers.set("Content-Security-Policy", policies[request.nextUrl.pathname] ?? other);
  if (request.headers.get("x-forwarded-proto") === "https") {
    response.headers.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  }
  return response;
}

function withIsolation(response: NextResponse): NextResponse {
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  response.headers.set("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}
