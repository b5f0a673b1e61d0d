import { z } from "zod";
import { readIdentity } from "@/lib/server/dossiers/read-identity";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId, q: z.coerce.number().int().min(0).max(2 ** 31 - 1) });

export const GET = sessionEndpoint({ name: "GET dossiers/id/versions/q/identity", params }, ({ session, params: { id, q } }) =>
  readIdentity(session, id, q),
);
