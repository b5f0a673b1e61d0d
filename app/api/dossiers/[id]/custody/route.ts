import { z } from "zod";
import { readCustody } from "@/lib/server/dossiers/read-custody";
import { recordCustody } from "@/lib/server/dossiers/record-custody";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { custodyRequest } from "@/lib/wire/dossiers";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId });
const query = z.strictObject({ from: z.coerce.number().int().min(0).max(2 ** 31 - 1).default(0) });

export const GET = sessionEndpoint({ name: "GET dossiers/id/custody", params, query }, ({ request, session, params: { id }, query: { from } }) =>
  readCustody(session, id, from, request),
);

export const POST = sessionEndpoint({ name: "POST dossiers/id/custody", params, body: custodyRequest }, ({ session, params: { id }, body }) =>
  recordCustody(session, id, body),
);
