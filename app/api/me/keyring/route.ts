import { saveKeyring } from "@/lib/server/accounts/own-account";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { keyringRequest } from "@/lib/wire/accounts";

const MAX_BYTES = 2 << 20;

export const PUT = sessionEndpoint({ name: "PUT me/keyring", body: keyringRequest, maxBytes: MAX_BYTES }, ({ session, body }) =>
  saveKeyring(session, body),
);
