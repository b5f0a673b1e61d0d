import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { listLogs } from "@/lib/server/logs/read-logs";

export const GET = sessionEndpoint({ name: "GET logs" }, ({ session }) => listLogs(session));
