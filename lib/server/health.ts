import "server-only";
import type { z } from "zod";
import type { health } from "@/lib/wire/errors";
import { isFounded } from "./accounts/found-coalition";
import { db } from "./db";
import { env } from "./env";
import type { Outcome } from "./http-errors";

/** Ready when the database answers. */
export async function readHealth(): Promise<Outcome<z.output<typeof health>>> {
  return { ok: true, value: { ok: true, founded: await isFounded(db()), demo: env().isDemonstration } };
}
