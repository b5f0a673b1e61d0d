import { z } from "zod";
import { storeKeep } from "@/lib/server/dossiers/store-keep";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { keep } from "@/lib/wire/dossiers";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId });

export const PUT = sessionEndpoint({ name: "PUT dossiers/id/keep", params, body: keep }, ({ request, session, params: { id }, body }) =>
  storeKeep(session, id, body, request),
);
