import { z } from "zod";
import { moveDossier } from "@/lib/server/dossiers/move-dossier";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { moveRequest } from "@/lib/wire/dossiers";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId });

export const POST = sessionEndpoint({ name: "POST dossiers/id/moves", params, body: moveRequest }, ({ session, params: { id }, body }) =>
  moveDossier(session, id, body),
);
