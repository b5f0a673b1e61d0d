import { z } from "zod";
import { deleteSession } from "@/lib/server/accounts/own-account";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { hexId } from "@/lib/wire/encoding";

const params = z.strictObject({ id: hexId });

export const DELETE = sessionEndpoint({ name: "DELETE me/sessions", params }, ({ session, params: { id } }) => deleteSession(session, id));
