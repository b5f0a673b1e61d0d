import { listSessions } from "@/lib/server/accounts/own-account";
import { sessionEndpoint } from "@/lib/server/http/endpoint";

export const GET = sessionEndpoint({ name: "GET me/sessions" }, ({ session }) => listSessions(session));
