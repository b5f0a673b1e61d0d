import { z } from "zod";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { serveBlob } from "@/lib/server/uploads/serve-blob";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId });
const query = z.strictObject({ dossier: hexId });

export const GET = sessionEndpoint({ name: "GET blobs/id", params, query }, ({ request, session, params: { id }, query: { dossier } }) =>
  serveBlob(session, id, dossier, request),
);
