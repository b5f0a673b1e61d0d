import { readOwnAccount } from "@/lib/server/accounts/own-account";
import { sessionEndpoint } from "@/lib/server/http/endpoint";

export const GET = sessionEndpoint({ name: "GET me" }, ({ session }) => readOwnAccount(session));
