import { z } from "zod";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { appendEntries } from "@/lib/server/logs/append-entries";
import { readLog } from "@/lib/server/logs/read-logs";
import { hexId } from "@/lib/wire/encoding";
import { appendRequest } from "@/lib/wire/logs";

const MAX_BYTES = 16 << 20;
const params = z.strictObject({ id: hexId });
const query = z.strictObject({ from: z.coerce.number().int().min(0).max(2 ** 31 - 1).default(0) });

export const GET = sessionEndpoint({ name: "GET logs/id", params, query }, (call) => readLog(call.session, call.params.id, call.query.from));

export const POST = sessionEndpoint({ name: "POST logs/id", params, body: appendRequest, maxBytes: MAX_BYTES }, ({ session, params: { id }, body }) =>
  appendEntries(session, id, body.entries),
);
