import "server-only";
import { equalBytes } from "@/lib/shared/bytes";
import { readCapHash, uploadCapHash } from "@/lib/format/identifiers";
import { capability, READ_CAP_HEADER, UPLOAD_CAP_HEADER } from "@/lib/wire/uploads";

/** Whether the request shows a read capability at all: then it asks as an organisation does. */
export function showsReadCap(request: Request): boolean {
  return request.headers.has(READ_CAP_HEADER);
}

/** Whether the request's read capability is the dossier's present one. */
export function holdsReadCap(request: Request, dossier: { readonly capHash: Uint8Array }): boolean {
  const cap = capability.safeParse(request.headers.get(READ_CAP_HEADER) ?? "");
  return cap.success && equalBytes(readCapHash(cap.data), dossier.capHash);
}

/** Hashes of the upload capabilities that the request shows: one, or several with commas between. */
export function shownUploadCaps(request: Request): Uint8Array[] {
  const shown = (request.headers.get(UPLOAD_CAP_HEADER) ?? "").split(",");
  return shown.flatMap((text) => {
    const cap = capability.safeParse(text.trim());
    return cap.success ? [uploadCapHash(cap.data)] : [];
  });
}

export function holdsUploadCap(request: Request, blob: { readonly capHash: Uint8Array }): boolean {
  return shownUploadCaps(request).some((hash) => equalBytes(hash, blob.capHash));
}
