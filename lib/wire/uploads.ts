/** Uploads and blobs. The upload itself is tus 1.0 at /api/uploads; these are the answers beside it. */
import { z } from "zod";
import { bytesOf, count, hexHash, hexId } from "./encoding";

/** Headers: the capability of an upload, and the capability to read a dossier (base64url, 32 bytes). */
export const UPLOAD_CAP_HEADER = "x-upload-cap";
export const READ_CAP_HEADER = "x-read-cap";

/** Answer header of tus POST: the new upload's capability. Its id is the last part of Location. */
export const NEW_UPLOAD_CAP_HEADER = "x-new-upload-cap";

export const capability = bytesOf({ length: 32 });

/** GET /api/uploads/<id>/receipt */
export const receipt = z.strictObject({ blob: hexId, length: count, cth: hexHash });

/** Beside the code "space-used": what the account has and may have, in sealed bytes of this month. */
export const spaceUsed = z.looseObject({ code: z.literal("space-used"), usedBytes: count, limitBytes: count });

/** GET /api/limits: shown before anyone chooses a file. */
export const limits = z.strictObject({
  maxFileBytes: count,
  maxFilesPerDossier: count,
  uploadExpiryDays: count,
});
