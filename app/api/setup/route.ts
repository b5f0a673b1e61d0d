import { foundCoalition } from "@/lib/server/accounts/found-coalition";
import { publicEndpoint } from "@/lib/server/http/endpoint";
import { setupRequest } from "@/lib/wire/accounts";

const MAX_BYTES = 8 << 20;

export const POST = publicEndpoint({ name: "POST setup", body: setupRequest, maxBytes: MAX_BYTES }, ({ request, body }) =>
  foundCoalition(request, body),
);
