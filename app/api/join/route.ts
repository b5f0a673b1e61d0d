import { z } from "zod";
import { joinCoalition, readJoinState } from "@/lib/server/accounts/join";
import { publicEndpoint } from "@/lib/server/http/endpoint";
import { joinRequest } from "@/lib/wire/accounts";
import { hexId } from "@/lib/wire/encoding";

const MAX_BYTES = 8 << 20;
const query = z.strictObject({ inviteId: hexId });

export const GET = publicEndpoint({ name: "GET join", query }, ({ request, query: { inviteId } }) => readJoinState(request, inviteId));

export const POST = publicEndpoint({ name: "POST join", body: joinRequest, maxBytes: MAX_BYTES }, ({ request, body }) =>
  joinCoalition(request, body),
);
