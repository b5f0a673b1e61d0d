import { z } from "zod";
import { replaceCap } from "@/lib/server/dossiers/create-dossier";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { capRequest } from "@/lib/wire/dossiers";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId });

export const PUT = sessionEndpoint({ name: "PUT dossiers/id/cap", params, body: capRequest }, ({ session, params: { id }, body }) =>
  replaceCap(session, id, body),
);
