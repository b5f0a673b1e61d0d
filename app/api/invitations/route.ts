import { z } from "zod";
import { sessionEndpoint } from "@/lib/server/http/endpoint";
import { createInvitation, listInvitations } from "@/lib/server/invitations/invitations";
import { invitationRequest } from "@/lib/wire/accounts";
import { hexId } from "@/lib/wire/encoding";

const query = z.strictObject({ logId: hexId });

export const GET = sessionEndpoint({ name: "GET invitations", query }, ({ session, query: { logId } }) => listInvitations(session, logId));

export const POST = sessionEndpoint({ name: "POST invitations", body: invitationRequest }, ({ session, body }) => createInvitation(session, body));
