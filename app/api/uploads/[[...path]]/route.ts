import { z } from "zod";
import { publicEndpoint } from "@/lib/server/http/endpoint";
import { handleUpload } from "@/lib/server/uploads/handle-upload";
import { readReceipt } from "@/lib/server/uploads/read-receipt";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ path: z.tuple([hexId, z.literal("receipt")]) });

/** Uploads are never read back here: the one thing to GET is the receipt. */
export const GET = publicEndpoint({ name: "GET uploads/id/receipt", params }, ({ request, params: { path } }) => readReceipt(path[0], request));

export { handleUpload as POST, handleUpload as HEAD, handleUpload as PATCH, handleUpload as DELETE, handleUpload as OPTIONS };
