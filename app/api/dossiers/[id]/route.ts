import { z } from "zod";
import { readDossier } from "@/lib/server/dossiers/read-dossier";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId });

export const GET = sessionEndpoint({ name: "GET dossiers/id", params }, ({ request, session, params: { id } }) =>
  readDossier(session, id, request),
);
