import "server-only";
import type { z } from "zod";
import type { limits } from "@/lib/wire/uploads";
import { env } from "../env";
import type { Outcome } from "../http-errors";

export const MAX_FILES_PER_DOSSIER = 1000;
/** Days after its last byte when an upload goes that no keep names. */
export const UPLOAD_EXPIRY_DAYS = 14;

/** What a researcher should know before she chooses a file. */
export function readLimits(): Promise<Outcome<z.output<typeof limits>>> {
  const { maxFileBytes } = env();
  const value = { maxFileBytes, maxFilesPerDossier: MAX_FILES_PER_DOSSIER, uploadExpiryDays: UPLOAD_EXPIRY_DAYS };
  return Promise.resolve({ ok: true, value });
}
