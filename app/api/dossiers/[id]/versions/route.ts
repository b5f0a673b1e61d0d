import { z } from "zod";
import { submitVersion } from "@/lib/server/dossiers/submit-version";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { submission } from "@/lib/wire/dossiers";
import { hexId } from "@/lib/wire/encoding";

const MAX_BYTES = 24 << 20;
const params = z.strictObject({ id: hexId });
const door = { name: "POST dossiers/id/versions", params, body: submission, maxBytes: MAX_BYTES };

export const POST = sessionEndpoint(door, ({ session, params: { id }, body }) => submitVersion(session, id, body));
