import "server-only";
import { z } from "zod";

export const invitationStateSchema = z.enum(["open", "used", "revoked", "expired"]);
export type InvitationState = z.infer<typeof invitationStateSchema>;

/** What a stored invitation is worth at `now` (seconds). */
export function stateOf(row: { readonly state: string; readonly expires: number }, now: number): InvitationState {
  const state = invitationStateSchema.parse(row.state);
  return state === "open" && row.expires <= now ? "expired" : state;
}
