import { z } from "zod";
import { createDossier } from "@/lib/server/dossiers/create-dossier";
import { readBoard } from "@/lib/server/dossiers/read-board";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { capRequest } from "@/lib/wire/dossiers";
import { hexId } from "@/lib/wire/encoding";

const query = z.strictObject({ after: hexId.optional() });

export const GET = sessionEndpoint({ name: "GET dossiers", query }, (call) => readBoard(call.session, call.query.after));

export const POST = sessionEndpoint({ name: "POST dossiers", body: capRequest }, ({ session, body }) => createDossier(session, body));
