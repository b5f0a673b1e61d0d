import { z } from "zod";
import { readDraft, saveDraft } from "@/lib/server/dossiers/save-draft";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { draft } from "@/lib/wire/dossiers";
import { hexId } from "@/lib/wire/encoding";

const MAX_BYTES = 6 << 20;
const params = z.strictObject({ id: hexId });

export const GET = sessionEndpoint({ name: "GET dossiers/id/draft", params }, ({ request, session, params: { id } }) =>
  readDraft(session, id, request),
);

export const PUT = sessionEndpoint({ name: "PUT dossiers/id/draft", params, body: draft, maxBytes: MAX_BYTES }, ({ session, params: { id }, body }) =>
  saveDraft(session, id, body),
);
